import { z } from 'zod';
import type { CallReader } from './cli/calls/call-reader.ts';
import type { Io } from './cli/io.ts';
import { wrongUsage } from './cli/wrong-usage.ts';
import { type Config, readConfig } from './config.ts';
import { createDatabase } from './postgres/database.ts';
import { createCallSearch } from './postgres/search/call-search.ts';
import { readCursor } from './records/page-cursor.ts';
import { readFilter } from './records/read-filter.ts';
import { type ShownCall, type ShownPage, showCall, showPage } from './records/shown-calls.ts';
import { findRunningHotline, type RunningHotline } from './running-hotline.ts';
import { recordNamesOf } from './stores.ts';

/**
 * Reads the record of this environment: a running hotline is asked where it alone has the database open, else the
 * database itself. Gives the exit status of what was done with it.
 *
 * @throws {ConfigError} where the environment is wrong
 */
export async function readCalls(
  environment: Readonly<Record<string, string | undefined>>,
  io: Io,
  act: (reader: CallReader, io: Io) => Promise<number>,
): Promise<number> {
  const config = readConfig(environment);
  const running = config.DATABASE_URL === undefined ? await findRunningHotline(config) : undefined;
  return running ? act(readerOver(running), io) : readHere(config, io, act);
}

/** Whoever may open the record on this machine may read all of it. */
const ALL = { withWords: true };

async function readHere(config: Config, io: Io, act: (reader: CallReader, io: Io) => Promise<number>): Promise<number> {
  const database = createDatabase({ url: config.DATABASE_URL, directory: config.DATA_DIR });
  try {
    const nameCaller = await recordNamesOf(config);
    const search = createCallSearch({ ready: database.ready, now: Date.now });
    return await act(
      {
        async findCalls(asked, { limit, cursor }) {
          const read = readFilter(asked);
          if (read.type === 'problem') return wrongUsage(read.problem.message);
          const start = cursor === undefined ? undefined : readCursor(cursor);
          const filter = { ...read.filter, ...(read.number ? { callerKey: nameCaller(read.number) } : {}) };
          return showPage(await search.findPage(filter, { limit, ...(start ? { start } : {}) }), ALL);
        },
        async findCall(sid) {
          const found = await search.findCall(sid);
          return found && showCall(found, ALL);
        },
      },
      io,
    );
  } finally {
    await database.close();
  }
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;
/** What our own hotline answers, which has held it to its schema. */
const Page = z.object({ calls: z.array(z.custom<ShownPage['calls'][number]>(isRecord)), next: z.string().optional() });
const One = z.object({
  call: z.custom<ShownCall['call']>(isRecord),
  story: z.string(),
  timeline: z.array(z.custom<ShownCall['timeline'][number]>(isRecord)),
});

const NOT_FOUND = 404;
const BAD_REQUEST = 400;

const readerOver = (running: RunningHotline): CallReader => ({
  async findCalls(asked, { limit, cursor }) {
    const query = Object.entries({ ...asked, limit: String(limit), cursor }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    );
    const response = await running.ask(`/api/calls?${new URLSearchParams(query)}`);
    const answer: unknown = await response.json();
    if (response.status === BAD_REQUEST) return wrongUsage(messageOf(answer));
    if (!response.ok) throw new Error(messageOf(answer));
    return Page.parse(answer);
  },
  async findCall(sid) {
    const response = await running.ask(`/api/calls/${sid}`);
    const answer: unknown = await response.json();
    if (response.status === NOT_FOUND) return undefined;
    if (!response.ok) throw new Error(messageOf(answer));
    return One.parse(answer);
  },
});

const messageOf = (answer: unknown): string =>
  z.object({ message: z.string() }).safeParse(answer).data?.message ?? 'the hotline gave no answer';
