import { ROOT_CONTEXT, type Span, type Tracer } from '@opentelemetry/api';
import { type Asking, nameOf } from '../../calls/asking.ts';
import type { Render } from '../../calls/completing.ts';
import type { CallStore, Releases } from '../../calls/ports.ts';
import type { Reply } from '../../calls/turns.ts';
import type { Call } from '../../flow/call.ts';
import { createTimeline, ending, type Timeline } from './timeline.ts';

/** What a turn works with. */
interface Ports {
  readonly store: CallStore;
  readonly releases: Releases;
  readonly render: Render;
}

/** The span of one turn, and the ports that put a span below it for whatever the turn does. */
export interface TurnTrace {
  /** False where the turn was not drawn: then it goes on without any of this. */
  readonly isWanted: boolean;
  /** The same ports, watched. */
  around<Of extends Ports>(ports: Of): Of;
  asking(asking: Asking): Asking;
  /** Ends the span when the turn has ended, and gives what came of it. */
  follow(turn: Promise<Reply>): Promise<Reply>;
}

/** Which turn it is. Never a number, a word or a digit of a caller. */
export interface TurnName {
  readonly callSid: string;
  readonly lane: 'call' | 'wait';
  readonly turn: number;
  /** The carrier's code for a reply that it could not use. */
  readonly refused?: string;
}

/** Begins the span of a turn. */
export function beginTrace(tracer: Tracer, name: TurnName): TurnTrace {
  const span = tracer.startSpan('turn', { attributes: { ...name } }, ROOT_CONTEXT);
  const timeline = createTimeline(tracer, span);
  return {
    isWanted: span.isRecording(),
    around: (ports) => ({
      ...ports,
      store: watchStore(ports.store, span, timeline),
      releases: { ...ports.releases, find: (id) => ports.releases.find(id).finally(timeline.mayAdvance) },
      render: (...of) => timeline.after('render', () => ports.render(...of)),
    }),
    asking: (asking) => watchAsking(asking, timeline),
    follow: (turn) =>
      ending(
        span,
        turn.then((reply) => {
          span.setAttribute('reply', nameOfReply(reply));
          return reply;
        }),
      ),
  };
}

const watchAsking = (asking: Asking, timeline: Timeline): Asking => ({
  ...asking,
  ask(request, draft, key) {
    timeline.hasAdvanced();
    const ask = async (part: Span) => {
      const answer = await asking.ask(request, draft, key);
      part.setAttribute('outcome', answer.outcome);
      return answer;
    };
    return timeline.before('ask', ask, { service: nameOf(request) });
  },
});

function watchStore(store: CallStore, span: Span, { before, during }: Timeline): CallStore {
  const noteCall = ({ node, release }: Pick<Call, 'node' | 'release'>) => span.setAttributes({ node, release });
  return {
    ...store,
    async find(sid) {
      const found = await before('load', () => store.find(sid));
      if (found !== undefined && found !== 'buried') noteCall(found.call);
      return found;
    },
    findReply: (sid) => during('load', () => store.findReply(sid)),
    findAnswer: (sid, index) => before('load', () => store.findAnswer(sid, index)),
    async commit(commit) {
      const isKept = await during('commit', async (part) => {
        const kept = await store.commit(commit);
        part.setAttribute('kept', kept);
        return kept;
      });
      if (isKept) noteCall(commit.next.call);
      return isKept;
    },
  };
}

const nameOfReply = (reply: Reply): string => {
  if (reply.type === 'forbidden') return reply.type;
  return reply.isRepeated ? 'repeated' : 'new';
};
