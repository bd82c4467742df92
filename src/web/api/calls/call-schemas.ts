import { z } from 'zod';
import { LEVELS } from '../../../flow/variables.ts';
import { DISPOSITIONS } from '../../../records/read-filter.ts';
import { named } from '../named-schemas.ts';

const Instant = z.iso.datetime().describe('ISO 8601, in UTC.');
const Seconds = z.number().describe('Seconds.');
const Names = z.array(z.string()).readonly();

const Visit = z.object({
  queue: z.string(),
  joinedAt: Instant,
  leftAt: Instant.optional(),
  result: z.string().optional().describe('How the wait was over, such as `answered` or `abandoned`.'),
  waitSeconds: Seconds.optional(),
  handleSeconds: Seconds.describe('Talk with whoever answered, seconds.'),
});

/** A call as a list shows it; what is not known, or not for whoever asks, is absent. */
const CallSummary = named(
  'CallSummary',
  z.object({
    callSid: z.string(),
    startedAt: Instant,
    endedAt: Instant.optional(),
    endedBy: z.string().optional().describe('`caller`, `agent` or `system`.'),
    disposition: z.string().describe(`How it ended: ${DISPOSITIONS.join(', ')}.`),
    status: z.string().optional().describe("The carrier's word for how it ended."),
    durationSeconds: Seconds.optional(),
    caller: z.string().optional().describe('Masked, as `+44••••••0123`.'),
    callerName: z.string().optional().describe('For those alone who may read words.'),
    agent: z.string().optional().describe('The agent who rang to take calls.'),
    dialled: z.string().optional(),
    release: z.string().optional(),
    region: z.string().optional(),
    language: z.string().optional(),
    topic: z.string().optional(),
    rating: z.string().optional(),
    verification: z.enum(LEVELS),
    codes: Names.describe('Channels that codes were sent by.'),
    arrival: z.string().optional().describe('Whether people answered when it came.'),
    lastNode: z.string().optional(),
    misses: z.number(),
    zeroOuts: z.number().describe('Requests for a person.'),
    errors: z.number().describe('Services that did not answer, turns that failed.'),
    task: z.string().optional(),
    queue: z.string().optional().describe('The queue joined last.'),
    queues: Names,
    waitedSeconds: Seconds,
    handleSeconds: Seconds,
    talkSeconds: Seconds,
    transferred: z.boolean(),
    callback: z.boolean(),
    voicemail: z.boolean(),
    transcript: z.string().optional().describe('For those alone who may read words.'),
  }),
);

/** One call, as it is shown by itself. */
const Call = named(
  'Call',
  CallSummary.extend({
    nodes: Names.describe('Nodes reached, in the order in which they were first entered.'),
    visits: z.array(Visit).readonly().describe('Waits in queues, one by one.'),
  }),
);

/** Calls, the latest first. */
export const CallsAnswer = z.object({
  calls: z.array(CallSummary).readonly(),
  next: z.string().optional().describe('The `cursor` of the next page; absent on the last.'),
});

const TimelineEntry = named(
  'TimelineEntry',
  z.object({
    at: Instant,
    turn: z.string().describe('Lane and turn.'),
    type: z.string().describe('What kind of thing happened, such as `node-entered`.'),
    text: z.string(),
    node: z.string().optional().describe('The node the call was on.'),
    seconds: Seconds.optional().describe('Where a node is entered: how long the call stayed there.'),
  }),
);

/** One call with all that is told of it. */
export const CallAnswer = z.object({
  call: Call,
  story: z.string().describe('What happened, in one sentence.'),
  timeline: z.array(TimelineEntry).readonly().describe('What happened, one after the other.'),
});

/** What calls may be looked for by, as an address has it. What is wrong with a value is told by `readFilter`. */
export const filterQuery = {
  from: z.string().optional().describe('Started from this instant on: ISO 8601 with an offset, or a date (UTC).'),
  to: z.string().optional().describe('Started before this instant.'),
  number: z.string().optional().describe('Of this number, in full. Takes the permission `search-number`.'),
  tail: z.string().optional().describe('The last digits of the number, four at most.'),
  dialled: z.string().optional().describe('The number of the hotline that was rung.'),
  queue: z.string().optional().describe('A queue that was joined.'),
  topic: z.string().optional().describe('What the caller rang about.'),
  node: z.string().optional().describe('A node that was reached, as `payment/say-settled`.'),
  disposition: z
    .string()
    .optional()
    .describe(`One of ${DISPOSITIONS.join(', ')}.`),
  language: z.string().optional(),
  region: z.string().optional(),
  release: z.string().optional(),
  rating: z.string().optional(),
  verification: z.string().optional().describe('The highest level that was reached.'),
  waitedOver: z.string().optional().describe('Waited longer than this in all: seconds, or as `4m`.'),
  talkedOver: z.string().optional().describe('Talked longer than this.'),
  text: z
    .string()
    .optional()
    .describe("A part of the caller's name or of what they left as a message. Takes the permission `read-words`."),
};
