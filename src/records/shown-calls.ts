import type { CallPage, FoundCall } from './call-search.ts';
import { type CallSummaryView, toCallSummaryView, toCallView, type ViewOptions } from './call-view.ts';
import { toCursor } from './page-cursor.ts';
import { tellStory } from './story.ts';
import { toTimeline } from './timeline.ts';

/** Calls as they are shown, the latest first, and where the next page begins, if there is one. */
export interface ShownPage {
  readonly calls: readonly CallSummaryView[];
  readonly next?: string | undefined;
}

export const showPage = ({ calls, next }: CallPage, view: ViewOptions): ShownPage => ({
  calls: calls.map((call) => toCallSummaryView(call, view)),
  next: next && toCursor(next),
});

/** A call as it is shown, with all that is told of it; instants in ISO 8601. */
export type ShownCall = ReturnType<typeof showCall>;

export const showCall = ({ call, facts }: FoundCall, view: ViewOptions) => ({
  call: toCallView(call, view),
  story: tellStory(call, facts),
  timeline: toTimeline(facts, view).map(({ at, ...entry }) => ({ ...entry, at: new Date(at).toISOString() })),
});
