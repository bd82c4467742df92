import { z } from 'zod';
import type { BoardEvent } from '../../calls/live/live-board.ts';
import type { RunningCall } from '../../calls/live/running-call.ts';
import { LEVELS } from '../../flow/variables.ts';
import { named } from './named-schemas.ts';

const Instant = z.iso.datetime().describe('ISO 8601, in UTC.');

/** A call that runs, as `GET /api/live` tells of it. */
export const LiveCall = named(
  'LiveCall',
  z.object({
    callSid: z.string(),
    startedAt: Instant,
    caller: z.string().optional().describe('Masked, as `+44••••••0123`; absent where it is withheld.'),
    dialled: z.string().optional().describe('The number of the hotline.'),
    isAgent: z.literal(true).optional().describe('An agent who takes calls.'),
    region: z.string().optional(),
    language: z.string().optional(),
    node: z.string().optional().describe('The node entered last.'),
    waiting: z.object({ queue: z.string(), since: Instant }).optional().describe('The queue that the caller waits in.'),
    queues: z.array(z.string()).describe('Queues joined so far.'),
    verification: z.enum(LEVELS),
  }),
);

/** What happened in a call. */
export const LiveCallEvent = named(
  'LiveCallEvent',
  z.object({
    callSid: z.string(),
    at: Instant,
    type: z.enum([
      'started',
      'region',
      'language',
      'node',
      'verified',
      'queue-joined',
      'queue-left',
      'service-unavailable',
      'ended',
    ]),
    call: LiveCall.nullable().describe('The call after it; null once it has ended.'),
    dialled: z.string().optional(),
    caller: z.string().optional(),
    isAgent: z.literal(true).optional(),
    region: z.string().optional(),
    language: z.string().optional(),
    node: z.string().optional(),
    level: z.enum(LEVELS).optional(),
    queue: z.string().optional(),
    result: z.string().optional().describe('How the wait in the queue was over.'),
    waitSeconds: z.number().optional(),
    service: z.string().optional().describe('Did not answer.'),
    disposition: z.string().optional().describe('How the call ended.'),
  }),
);

named('LiveSnapshot', z.object({ calls: z.array(LiveCall) }));

const toInstant = (at: number): string => new Date(at).toISOString();

export const toLiveCall = ({ startedAt, waiting, queues, ...call }: RunningCall): z.input<typeof LiveCall> => ({
  ...call,
  queues: [...queues],
  startedAt: toInstant(startedAt),
  ...(waiting ? { waiting: { ...waiting, since: toInstant(waiting.since) } } : {}),
});

export const toLiveCallEvent = ({ event, call }: BoardEvent): z.input<typeof LiveCallEvent> => ({
  ...event,
  at: toInstant(event.at),
  call: call ? toLiveCall(call) : null,
});
