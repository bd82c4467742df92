import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { mayDo, type Permission } from '../../access/roles.ts';
import type { BoardListener, LiveBoard } from '../../calls/live/live-board.ts';
import type { RunningCall } from '../../calls/live/running-call.ts';
import { ApiError } from './api-error.ts';
import { createEventStreams, type EventStream, type StreamEnd } from './event-stream.ts';
import type { WhoIs } from './guard.ts';
import { toLiveCall, toLiveCallEvent } from './live-schemas.ts';

export interface LiveRoutesOptions {
  readonly board: LiveBoard;
  /** Asked again while somebody looks: their session may end meanwhile. */
  readonly whoIs: WhoIs;
  /** Milliseconds between two such questions. */
  readonly checkMs?: number;
}

const PERMISSION: Permission = 'read-calls';
const CHECK_MS = 30_000;
/** More at once in one process are refused. */
const MOST_STREAMS = 200;
const COME_BACK_SECONDS = 10;

const Filter = z.object({
  queue: z.string().max(64).optional().describe('Only calls that have joined this queue.'),
  region: z.string().max(64).optional().describe('Only calls of this region.'),
});
type Filter = z.output<typeof Filter>;

const DESCRIPTION = `Server-sent events, each within a second of what it tells.

- \`snapshot\` (\`LiveSnapshot\`): all calls that run, in place of what is known. It comes first, and again whenever the hotline looked it up anew.
- \`call\` (\`LiveCallEvent\`): something happened in a call.
- \`gap\`: events are missing, nobody knows how many. A \`snapshot\` follows.
- \`end\`: the stream is over; \`reason\` is \`session-over\`, \`too-slow\`, \`unavailable\` or \`stopping\`.

Comments come every 5 seconds. With \`Last-Event-ID\` what was missed is told, as far as it is still known; else there is a \`gap\`.`;

/** `GET /live`: what happens in calls, while it happens. */
export const liveRoutes: FastifyPluginAsyncZod<LiveRoutesOptions> = async (app, options) => {
  const streams = createEventStreams(app);
  app.get(
    '/live',
    {
      config: { permission: PERMISSION },
      exposeHeadRoute: false,
      schema: {
        summary: 'What happens in calls, while it happens',
        description: DESCRIPTION,
        tags: ['calls'],
        querystring: Filter,
        response: {
          200: { description: 'Events.', content: { 'text/event-stream': { schema: z.string() } } },
        },
      },
    },
    async (request, reply) => {
      if (streams.count() >= MOST_STREAMS) {
        const retryAfterSeconds = COME_BACK_SECONDS;
        throw new ApiError('too-many-requests', 'Too many look at the calls now.', { retryAfterSeconds });
      }
      const told = createTold(request.query);
      const lastSeen = String(request.headers['last-event-id'] ?? '');
      const following = await options.board.follow(told.tell, lastSeen);
      // Whoever waited for the board may be gone, or answered that it took too long.
      if (reply.sent || request.raw.destroyed) {
        following.stop();
        return reply;
      }
      const stream = streams.open(reply, () => {
        following.stop();
        stopChecking();
      });
      const stopChecking = checkSession(request, options, stream.end);
      told.begin(stream, { ...following, hasSeen: lastSeen !== '' });
      return reply;
    },
  );
};

type Item = Parameters<BoardListener>[0];
type Begun = Pick<Awaited<ReturnType<LiveBoard['follow']>>, 'missed' | 'view'> & { readonly hasSeen: boolean };

/** What one client is told of the board. */
interface Told {
  readonly tell: BoardListener;
  /** Begins with what was missed, where that is known; else that something was, and all that is there now. */
  begin(stream: EventStream, begun: Begun): void;
}

function createTold(filter: Filter): Told {
  let stream: EventStream | undefined;
  const early: Item[] = [];
  const isShown = (call: RunningCall | undefined): boolean => call !== undefined && fits(call, filter);

  function send(to: EventStream, item: Item): void {
    if (item.type === 'gap') to.send('gap', {});
    else if (item.type === 'view') to.send('snapshot', toSnapshot(item.calls.filter(isShown)), item.id);
    else if (isShown(item.before) || isShown(item.call)) to.send('call', toLiveCallEvent(item), item.id);
  }
  return {
    tell(item) {
      if (stream) send(stream, item);
      else early.push(item);
    },
    begin(opened, { missed, view, hasSeen }) {
      stream = opened;
      if (!missed && hasSeen) send(opened, { type: 'gap' });
      for (const item of [...(missed ?? [view]), ...early]) send(opened, item);
    },
  };
}

const toSnapshot = (calls: readonly RunningCall[]) => ({ calls: calls.map(toLiveCall) });

const fits = ({ region, queues }: RunningCall, filter: Filter): boolean =>
  (filter.region === undefined || region === filter.region) &&
  (filter.queue === undefined || queues.includes(filter.queue));

/** Ends the stream of somebody who is signed out, or of whom twice in a row nobody could say. Gives the way to stop. */
function checkSession(
  request: FastifyRequest,
  { whoIs, checkMs = CHECK_MS }: LiveRoutesOptions,
  end: (reason: StreamEnd) => void,
): () => void {
  let failures = 0;
  async function check(): Promise<void> {
    try {
      const asking = await whoIs(request);
      failures = 0;
      if ('refused' in asking || !mayDo(asking.roles, PERMISSION)) end('session-over');
    } catch (err) {
      request.log.warn({ err }, 'nobody can say whether a session goes on');
      failures += 1;
      if (failures > 1) end('unavailable');
    }
  }
  const timer = setInterval(() => void check(), checkMs);
  return () => clearInterval(timer);
}
