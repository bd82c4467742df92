import { decideHours } from '../../hours/decide.ts';
import type { HoursChange } from '../../releases/hours-change.ts';
import type { Io } from '../io.ts';
import { type WrongUsage, wrongUsage } from '../wrong-usage.ts';
import { type LiveHoursWorld, type Place, readPlace, readUntil, wholeSecond } from './asked.ts';
import { queuesInWords, regionsInWords, whenInWords, zoneOf } from './words.ts';

/** `hotline open REGION|all [--until INSTANT]`, as it was typed. */
export interface OpenOptions {
  readonly region: string;
  readonly until?: string | undefined;
}

/**
 * Answers `hotline open`: ends the closures that run in the region, or in all of them; one for more regions goes on in
 * the others. With `--until` the region is open until then, whatever its calendar says; where no closure runs it is
 * needed. Gives the exit status: 0 where that is done, 2 for wrong usage.
 */
export async function runOpen(options: OpenOptions, world: LiveHoursWorld, io: Io): Promise<0 | 2> {
  const changes = await world.store.list();
  const plan = planOf(options, changes, world);
  if (plan.type === 'wrong-usage') {
    io.complain(plan.message);
    return 2;
  }
  for (const closure of plan.running) await endIn(closure, plan.place, world);
  if (plan.override) await world.store.add(plan.override);
  for (const line of [...plan.running.flatMap((closure) => endedLines(closure, plan, world)), ...openLines(plan)]) {
    io.print(line);
  }
  for (const line of nowLines(plan, await world.store.list(), world)) io.print(line);
  return 0;
}

type Closure = HoursChange & { readonly type: 'closure' };

interface Plan {
  readonly type: 'plan';
  readonly place: Place;
  /** Closures that are in the way. */
  readonly running: readonly Closure[];
  readonly override: HoursChange | undefined;
}

function planOf(options: OpenOptions, changes: readonly HoursChange[], world: LiveHoursWorld): Plan | WrongUsage {
  const place = readPlace(options.region, world);
  if (place.type === 'wrong-usage') return place;
  const closures = changes.filter(isClosure).filter((closure) => isAbout(closure, place));
  const running = closures.filter(({ from }) => from <= world.now);
  if (running.length === 0 && options.until === undefined) return nothingToEnd(options, closures, world);
  const until = options.until === undefined ? undefined : readUntil(options.until, place, world);
  if (typeof until === 'object') return until;
  const override = until === undefined ? undefined : overrideUntil(until, place, world);
  return { type: 'plan', place, running, override };
}

const isClosure = (change: HoursChange): change is Closure => change.type === 'closure';

const isAbout = ({ regions }: HoursChange, place: Place): boolean =>
  place.regions === 'all' || regions === 'all' || regions.includes(place.regions[0]);

function nothingToEnd({ region }: OpenOptions, ahead: readonly HoursChange[], world: LiveHoursWorld): WrongUsage {
  const [next] = ahead;
  const hint = next
    ? ` One begins on ${whenInWords(next.from, zoneOf(next, world.calendars))}: hotline closures --end ${next.id} ends it.`
    : '';
  return wrongUsage(
    `No closure runs in ${region}.${hint} To open it against its calendar, say until when: hotline open ${region} --until 2026-11-24T20:00.`,
  );
}

const overrideUntil = (until: number, { regions }: Place, { now, newId }: LiveHoursWorld): HoursChange => ({
  type: 'override',
  id: `override-${newId()}`,
  state: 'open',
  regions,
  queues: 'all',
  from: wholeSecond(now),
  until,
  reason: 'opened-by-staff',
});

/** Regions in which a closure goes on when one is taken out of it. */
function othersOf({ regions }: Closure, place: Place, { calendars }: LiveHoursWorld): readonly string[] {
  if (place.regions === 'all') return [];
  const [region] = place.regions;
  const all = regions === 'all' ? calendars.map(({ id }) => id) : regions;
  return all.filter((other) => other !== region);
}

async function endIn(closure: Closure, place: Place, world: LiveHoursWorld): Promise<void> {
  const others = othersOf(closure, place, world);
  if (others.length === 0) await world.store.end(closure.id);
  else await world.store.add({ ...closure, regions: others });
}

function endedLines(closure: Closure, { place }: Plan, world: LiveHoursWorld): readonly string[] {
  const { reason, queues, regions, until } = closure;
  const whose = regionsInWords(place.regions === 'all' ? regions : place.regions);
  const others = othersOf(closure, place, world);
  return [
    `${whose}: the closure for ${queuesInWords(queues)} (${reason}, until ${whenInWords(until, place.zone)}) has ended.`,
    ...(others.length === 0 ? [] : [`It goes on in ${regionsInWords(others)}.`]),
  ];
}

const openLines = ({ override, place }: Plan): readonly string[] =>
  override === undefined
    ? []
    : [
        `${regionsInWords(place.regions)}: open until ${whenInWords(override.until, place.zone)}, whatever the calendar says.`,
        `It ends by itself. To end it before: hotline closures --end ${override.id}`,
      ];

/** What may surprise staff: closures that still come while the region is opened, else what its calendar says now. */
const nowLines = ({ place, override }: Plan, changes: readonly HoursChange[], world: LiveHoursWorld) =>
  override === undefined ? calendarLines(place, changes, world) : stillClosedLines(place, changes, override.until);

const stillClosedLines = (place: Place, changes: readonly HoursChange[], before: number): readonly string[] =>
  changes
    .filter(isClosure)
    .filter((closure) => isAbout(closure, place) && closure.from < before)
    .map(
      ({ id, from, until, reason }) =>
        `Still closed from ${whenInWords(from, place.zone)} until ${whenInWords(until, place.zone)} (${reason}): ${id}.`,
    );

function calendarLines(place: Place, changes: readonly HoursChange[], world: LiveHoursWorld): readonly string[] {
  const calendar = world.calendars.find(({ id }) => place.regions !== 'all' && id === place.regions[0]);
  if (!calendar) return [];
  const closures = changes.filter(isClosure);
  const overrides = changes.filter((change) => change.type === 'override');
  const { state, reason, until } = decideHours({ calendar, closures, overrides, at: world.now });
  const end = until === undefined ? '' : `, until ${whenInWords(until, place.zone)}`;
  return [`${calendar.id} is now ${state === 'unknown' ? 'of unknown hours' : state} (${reason})${end}.`];
}
