import { toIsoInstant } from '../../hours/iso-instant.ts';
import type { HoursChange } from '../../releases/hours-change.ts';
import type { Io } from '../io.ts';
import type { LiveHoursWorld } from './asked.ts';
import { zoneOf } from './words.ts';

/** `hotline closures [--end ID] [--json]`, as it was typed. */
export interface ClosuresOptions {
  /** Ends one, which runs or is still to come. */
  readonly end?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Answers `hotline closures` with all that run or are to come. Gives the exit status: 2 where there is none to end. */
export async function runClosures(options: ClosuresOptions, world: LiveHoursWorld, io: Io): Promise<0 | 2> {
  if (options.end !== undefined) return endOne(options.end, world, io);
  const changes = await world.store.list();
  const lines = options.json ? [JSON.stringify(changes.map((change) => toJson(change, world)))] : table(changes, world);
  for (const line of lines) io.print(line);
  return 0;
}

async function endOne(id: string, { store }: LiveHoursWorld, io: Io): Promise<0 | 2> {
  if (await store.end(id)) {
    io.print(`${id} has ended.`);
    return 0;
  }
  io.complain(`There is no ${id}. "hotline closures" lists all there are.`);
  return 2;
}

function toJson(change: HoursChange, { calendars, now }: LiveHoursWorld) {
  const { id, type, regions, queues, from, until, reason, message = null } = change;
  const zone = zoneOf(change, calendars);
  return {
    id,
    type,
    state: change.type === 'override' ? change.state : 'closed',
    regions,
    queues,
    from: toIsoInstant(from, zone),
    until: toIsoInstant(until, zone),
    running: from <= now,
    reason,
    message,
  };
}

function table(changes: readonly HoursChange[], world: LiveHoursWorld): readonly string[] {
  if (changes.length === 0) return ['Nothing is closed, or opened, against the calendars.'];
  const rows = changes.map((change) => {
    const { id, state, regions, queues, from, until, running, reason } = toJson(change, world);
    const list = (names: HoursChange['regions']) => (names === 'all' ? 'all' : names.join(','));
    return [id, state, running ? 'now' : 'later', list(regions), list(queues), from, until, reason];
  });
  const all = [['id', 'state', 'runs', 'regions', 'queues', 'from', 'until', 'reason'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
