import { type Attributes, ROOT_CONTEXT, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

/**
 * What a turn does, one span a thing. Between them the turn is the engine's: that time is told as `advance`, from the end
 * of what it goes on from to the beginning of what it asks for next, words and all.
 */
export interface Timeline {
  /** Waits for something that the engine goes on from. */
  before<Result>(what: string, work: (part: Span) => Promise<Result>, attributes?: Attributes): Promise<Result>;
  /** Waits for something else. */
  during<Result>(what: string, work: (part: Span) => Promise<Result>): Promise<Result>;
  /** Does something with what the engine gave. */
  after<Result>(what: string, work: () => Result): Result;
  /** The engine goes on from here. */
  mayAdvance(): void;
  /** The engine has given what there is to do. */
  hasAdvanced(): void;
}

export function createTimeline(tracer: Tracer, turn: Span): Timeline {
  const below = trace.setSpan(ROOT_CONTEXT, turn);
  const begin = (what: string, attributes: Attributes = {}): Span => tracer.startSpan(what, { attributes }, below);
  let advancing: Span | undefined;

  /** What was begun and is not ended is never told: a turn that asks nothing of the engine has no such span. */
  const mayAdvance = (): void => {
    advancing = begin('advance');
  };
  const hasAdvanced = (): void => {
    advancing?.end();
    advancing = undefined;
  };

  return {
    mayAdvance,
    hasAdvanced,
    async before(what, work, attributes) {
      const part = begin(what, attributes);
      const result = await ending(part, work(part));
      mayAdvance();
      return result;
    },
    during(what, work) {
      const part = begin(what);
      return ending(part, work(part));
    },
    after(what, work) {
      hasAdvanced();
      const part = begin(what);
      try {
        return work();
      } finally {
        part.end();
      }
    },
  };
}

/** Ends a span with its work. Of an error it tells the kind, and never the words: those may quote what a caller said. */
export async function ending<Result>(span: Span, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    throw error;
  } finally {
    span.end();
  }
}
