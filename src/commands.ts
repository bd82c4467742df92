import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { type CheckOptions, runCheck } from './cli/check.ts';
import { type ConnectOptions, runConnect } from './cli/connect.ts';
import { type Fallback, type FallbackOptions, runFallback } from './cli/fallback.ts';
import { findingLines } from './cli/finding-lines.ts';
import { type HoursOptions, runHours } from './cli/hours.ts';
import type { Io } from './cli/io.ts';
import type { LiveHoursWorld } from './cli/live-hours/asked.ts';
import { type CloseOptions, type CloseWorld, runClose } from './cli/live-hours/close.ts';
import { type ClosuresOptions, runClosures } from './cli/live-hours/closures.ts';
import { type OpenOptions, runOpen } from './cli/live-hours/open.ts';
import { readReasons } from './cli/live-hours/reasons.ts';
import { createClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { readDeskFiles } from './files/read-desk-files.ts';
import { readFlowFiles } from './files/read-flow-files.ts';
import { type ReadFiles, readFiles } from './flow/compile/flow-files.ts';
import type { Compiled } from './flow/compile.ts';
import { readLine } from './flow/config/read-agents.ts';
import type { Calendar } from './hours/calendar.ts';
import type { Catalogues } from './prompts/catalogue.ts';
import { openLiveHours } from './stores.ts';

/** The environment of the process, unchecked. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The commands of staff, each joined with the files, the store or the account that it works on. Each gives the exit
 * status, and rejects with a `ConfigError` where the environment is wrong, and with whatever the outside fails with.
 */
export interface Commands {
  check(options: CheckOptions): Promise<number>;
  hours(options: HoursOptions): Promise<number>;
  close(options: CloseOptions): Promise<number>;
  open(options: OpenOptions): Promise<number>;
  closures(options: ClosuresOptions): Promise<number>;
  fallback(options: FallbackOptions): Promise<number>;
  connect(options: ConnectOptions): Promise<number>;
}

export interface CommandParts {
  /** Where the carrier's REST API is, if not at Twilio. */
  readonly restUrl?: () => string;
}

export const createCommands = (environment: Environment, io: Io, { restUrl }: CommandParts = {}): Commands => ({
  check: (options) => checkFiles(options, environment, io),
  hours: (options) => withLiveHours(environment, io, (world) => tellHours(options, world, io)),
  close: (options) => withLiveHours(environment, io, (world) => runClose(options, world, io)),
  open: (options) => withLiveHours(environment, io, (world) => runOpen(options, world, io)),
  closures: (options) => withLiveHours(environment, io, (world) => runClosures(options, world, io)),
  fallback: (options) => writeFallback(options, environment, io),
  connect: (options) => connectNumbers(options, { environment, restUrl }, io),
});

/** Compiles what staff have written. What it needs is loaded only here: the other commands start sooner without it. */
async function compiled(environment: Environment): Promise<Compiled> {
  const config = readConfig(environment);
  const { compileFiles } = await import('./compile-files.ts');
  return compileFiles(config, createClock(config.HOTLINE_NOW)());
}

async function checkFiles(options: CheckOptions, environment: Environment, io: Io): Promise<number> {
  const { findings } = await compiled(environment);
  return runCheck(options, findings, io);
}

async function writeFallback(options: FallbackOptions, environment: Environment, io: Io): Promise<number> {
  const { release, findings } = await compiled(environment);
  if (!release) {
    for (const line of findingLines(findings)) io.complain(line);
    return 1;
  }
  const { toFallbackTwiml } = await import('./twilio/fallback-document.ts');
  const toDocument = (fallback: Fallback) => toFallbackTwiml(fallback, release.languages);
  return runFallback(options, { release, toDocument, save: (file, text) => writeFile(file, text) }, io);
}

async function tellHours(options: HoursOptions, { calendars, store, now }: LiveHoursWorld, io: Io): Promise<number> {
  const changes = await store.list();
  const closures = changes.filter((change) => change.type === 'closure');
  const overrides = changes.filter((change) => change.type === 'override');
  return runHours(options, { calendars, closures, overrides, now }, io);
}

interface Account {
  readonly environment: Environment;
  readonly restUrl: CommandParts['restUrl'];
}

async function connectNumbers(options: ConnectOptions, { environment, restUrl }: Account, io: Io): Promise<number> {
  const config = readConfig(environment);
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = config;
  if (accountSid === undefined || authToken === undefined) {
    io.complain('Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: whose numbers are they?');
    return 2;
  }
  const [{ createRestClient }, { addressesOf, createAccountNumbers }] = await Promise.all([
    import('./twilio/client.ts'),
    import('./twilio/connect.ts'),
  ]);
  const account = createAccountNumbers(createRestClient({ accountSid, authToken, ...(restUrl ? { restUrl } : {}) }));
  const { numbers } = await readStaffFiles(config);
  const { agents } = await readDeskFiles(config.CONFIG_DIR);
  const line = agents && readLine(agents);
  const world = {
    account,
    numbers: [...Object.keys(numbers?.value?.numbers ?? {}), ...(line === undefined ? [] : [line])],
    addresses: addressesOf(config),
    publicUrl: config.PUBLIC_URL === undefined ? undefined : config.publicUrl,
    fallbackUrl: config.fallbackUrl,
  };
  return runConnect(options, world, io);
}

/** The files of staff, each read for itself: calendars count even where a flow is broken. */
const readStaffFiles = async ({ FLOWS_DIR, CONFIG_DIR }: Config): Promise<ReadFiles> =>
  readFiles(await readFlowFiles({ flowsDir: FLOWS_DIR, configDir: CONFIG_DIR }));

/** Bytes of an id: with a few changes of hours at a time, two are never the same. */
const ID_BYTES = 4;

async function withLiveHours(
  environment: Environment,
  io: Io,
  answer: (world: LiveHoursWorld & CloseWorld) => Promise<number>,
): Promise<number> {
  const config = readConfig(environment);
  const now = createClock(config.HOTLINE_NOW);
  const files = await readStaffFiles(config);
  const { store, close } = await openLiveHours(config, now);
  try {
    return await answer({
      calendars: calendarsOf(files, io),
      queues: Object.keys(files.queues ?? {}),
      reasons: readReasons(cataloguesOf(files)),
      store,
      now: now(),
      newId: () => randomBytes(ID_BYTES).toString('hex'),
    });
  } finally {
    await close();
  }
}

const cataloguesOf = ({ prompts }: ReadFiles): Catalogues =>
  Object.fromEntries(
    [...prompts].flatMap(([language, { catalogue }]) => (catalogue === undefined ? [] : [[language, catalogue]])),
  );

function calendarsOf({ calendars }: ReadFiles, io: Io): readonly Calendar[] {
  for (const [id, calendar] of calendars) {
    if (!calendar) io.complain(`The calendar of ${id} cannot be read: hotline check says why.`);
  }
  return [...calendars.values()].filter((calendar) => calendar !== undefined);
}
