import { z } from 'zod';
import type { Calendar, Names } from '../../hours/calendar.ts';
import { decideHours, decideLiveHours, type HoursDecision } from '../../hours/decide.ts';
import { toIsoInstant } from '../../hours/iso-instant.ts';
import type { NodeBase } from '../compiled.ts';
import type { CallView, Outcome } from '../node-type.ts';
import { nodeType } from '../node-type.ts';
import { regionCalendar } from '../region-calendar.ts';
import { common, Id, Target, waysOf } from './schemas.ts';

/** Stands for the calendar of the caller's region. */
const CALLER_REGION = 'callerRegion';

export interface HoursNode extends NodeBase {
  readonly type: 'hours';
  readonly calendar: string;
}

const Exits = z.strictObject({
  open: Target,
  closed: Target,
  holiday: Target.optional(),
  closure: Target.optional(),
  unknown: Target.optional(),
});

/**
 * Asks a calendar whether people answer now, and leads on by what it says.
 *
 * `open` and `closed` must be there. Without `holiday` and `closure` those go to `closed`. Where a date lies beyond
 * what the calendar covers, the weekly hours decide and an alarm is raised, unless `unknown` leads elsewhere. Prompts
 * after it can say `nextOpen`, `closedReason` and `city`. No opening is promised on days that the calendar does not
 * cover: `nextOpen` then has no value, which a `branch` on it tells. `calendar` is a calendar's id, or `callerRegion`.
 *
 * ```yaml
 * check-hours:
 *   type: hours
 *   calendar: callerRegion
 *   exits: { open: main-menu, closed: after-hours, holiday: holiday-notice, closure: closure-notice }
 * ```
 */
export const hours = nodeType({
  type: 'hours',
  whenGone: 'done',
  schema: z.strictObject({
    type: z.literal('hours'),
    ...common,
    calendar: z.union([z.literal(CALLER_REGION), Id]),
    exits: Exits,
  }),
  ways: ({ exits }) =>
    waysOf(exits).map((way) => ({
      ...way,
      sets: way.exit === 'open' ? ['city'] : ['city', 'nextOpen', 'closedReason'],
    })),
  prompts: () => [],
  reads: () => [],
  gives: () => [],
  compile: ({ calendar }): Omit<HoursNode, 'exits'> => ({ type: 'hours', calendar }),
  enter: (node: HoursNode, view) => {
    const calendar = node.calendar === CALLER_REGION ? regionCalendar(view) : view.release.calendars[node.calendar];
    if (!calendar) throw new Error(`release ${view.release.id} has no calendar ${node.calendar}`);
    return toOutcome(node, calendar, view);
  },
});

function toOutcome(node: HoursNode, calendar: Calendar, { call, world }: CallView): Outcome {
  const { at, closures, overrides } = world;
  const question = { calendar, at, closures, overrides };
  const decision = decideHours(question);
  const unknown = decision.state === 'unknown';
  const { nextOpen, names, reason } = unknown ? decideLiveHours(question) : decision;
  const { layer, file, line } = decision.rule;
  const rule = file === undefined ? decision.reason : `${file}:${line}`;
  return {
    set: {
      city: nameIn(calendar.city, call.language),
      closedReason: names ? nameIn(names, call.language) : reason,
      nextOpen: nextOpen === undefined ? undefined : toIsoInstant(nextOpen, calendar.zone),
    },
    facts: [
      { type: 'hours-checked', calendar: calendar.id, state: decision.state, layer, rule },
      ...(unknown ? [{ type: 'hours-uncovered' as const, calendar: calendar.id }] : []),
    ],
    step: { type: 'go', exit: exitFor(decision, node.exits) },
  };
}

function exitFor({ state, liveState, rule }: HoursDecision, exits: NodeBase['exits']): string {
  const has = (exit: string) => Object.hasOwn(exits, exit);
  if (state === 'unknown') return has('unknown') ? 'unknown' : liveState;
  if (state === 'open') return 'open';
  if (rule.layer === 'closure' && has('closure')) return 'closure';
  return rule.layer === 'holiday' && has('holiday') ? 'holiday' : 'closed';
}

/** A name in the caller's language, else in the first there is. */
const nameIn = (names: Names, language: string): string => names[language] ?? Object.values(names)[0] ?? '';
