import { isE164 } from '../values/phone-number.ts';
import type { Io } from './io.ts';
import { type WrongUsage, wrongUsage } from './wrong-usage.ts';

/** `hotline twilio connect [--number NUMBER|all] [--dry-run] [--json]`, as it was typed. */
export interface ConnectOptions {
  /** Those of the hotline, where none are given; `all` are all that the account has. */
  readonly number?: readonly string[] | undefined;
  readonly dryRun?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** A number of the account, with the addresses it points to by their names. */
interface PointedNumber<Addresses> {
  readonly sid: string;
  readonly number: string;
  readonly onTrunk: boolean;
  readonly addresses: Addresses;
}

/** What `hotline twilio connect` goes by. */
export interface ConnectWorld<Addresses extends Readonly<Record<keyof Addresses, string>>> {
  readonly account: {
    list(): Promise<readonly PointedNumber<Addresses>[]>;
    point(sid: string, addresses: Addresses): Promise<void>;
  };
  /** The hotline's own numbers. */
  readonly numbers: readonly string[];
  /** Where they have to point. */
  readonly addresses: Addresses;
  /** Where Twilio reaches the hotline and what answers in its place; absent where nobody has said so. */
  readonly publicUrl: string | undefined;
  readonly fallbackUrl: string;
}

/**
 * Answers `hotline twilio connect`: points the account's numbers at this server and says what it changed. Gives the exit
 * status: 1 where the account lacks a number that was named, 2 for wrong usage.
 */
export async function runConnect<Addresses extends Readonly<Record<keyof Addresses, string>>>(
  options: ConnectOptions,
  world: ConnectWorld<Addresses>,
  io: Io,
): Promise<0 | 1 | 2> {
  const problem = urlProblem(world) ?? numberProblem(options);
  if (problem === undefined) return point(options, world, io);
  io.complain(problem.message);
  return 2;
}

async function point<Addresses extends Readonly<Record<keyof Addresses, string>>>(
  options: ConnectOptions,
  world: ConnectWorld<Addresses>,
  io: Io,
): Promise<0 | 1> {
  const found = await world.account.list();
  const named = (options.number ?? []).filter((number) => number !== 'all');
  const lacking = lackingOf(found, named.length > 0 ? named : world.numbers);
  for (const number of lacking) io.complain(`The account has no number ${number}.`);

  const results: Result[] = [];
  for (const number of found.filter(wantedBy(options, world))) results.push(await pointOne(number, options, world));
  for (const line of linesOf(results, options)) io.print(line);
  for (const number of results.flatMap((result) => (result.onTrunk ? [result.number] : []))) {
    io.complain(`${number} is on a SIP trunk: Twilio asks the trunk, not the hotline.`);
  }
  if (results.length === 0) io.complain('The account has none of the numbers: nothing was changed.');
  return results.length === 0 || named.some((number) => lacking.includes(number)) ? 1 : 0;
}

const lackingOf = (found: readonly { readonly number: string }[], numbers: readonly string[]): readonly string[] =>
  numbers.filter((number) => !found.some((held) => held.number === number));

async function pointOne<Addresses extends Readonly<Record<keyof Addresses, string>>>(
  { sid, number, onTrunk, addresses }: PointedNumber<Addresses>,
  { dryRun = false }: ConnectOptions,
  world: ConnectWorld<Addresses>,
): Promise<Result> {
  const changes = changesOf(addresses, world.addresses);
  if (changes.length > 0 && !dryRun) await world.account.point(sid, world.addresses);
  return { number, onTrunk, changes };
}

interface Change {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

interface Result {
  readonly number: string;
  readonly onTrunk: boolean;
  readonly changes: readonly Change[];
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Numbers, PINs and codes go over these addresses: only to this machine itself may they go in the open. */
function urlProblem(world: Pick<ConnectWorld<object>, 'publicUrl' | 'fallbackUrl'>): WrongUsage | undefined {
  if (world.publicUrl === undefined) {
    return wrongUsage('Set PUBLIC_URL to the address under which Twilio reaches this server.');
  }
  const open = Object.entries({ PUBLIC_URL: world.publicUrl, FALLBACK_URL: world.fallbackUrl }).find(([, address]) => {
    const { protocol, hostname } = new URL(address);
    return protocol !== 'https:' && !LOOPBACK.has(hostname);
  });
  return open && wrongUsage(`${open[0]} must begin with https: what Twilio sends there is private.`);
}

function numberProblem({ number = [] }: ConnectOptions): WrongUsage | undefined {
  const wrong = number.find((name) => name !== 'all' && !isE164(name));
  return wrong === undefined
    ? undefined
    : wrongUsage(`--number ${wrong} is no number in full. Write +85230000000, or all.`);
}

function wantedBy(
  { number = [] }: ConnectOptions,
  { numbers }: Pick<ConnectWorld<object>, 'numbers'>,
): (candidate: { readonly number: string }) => boolean {
  if (number.includes('all')) return () => true;
  const wanted = new Set(number.length > 0 ? number : numbers);
  return (candidate) => wanted.has(candidate.number);
}

function changesOf<Addresses extends Readonly<Record<keyof Addresses, string>>>(
  before: Addresses,
  after: Addresses,
): readonly Change[] {
  const held = new Map(Object.entries<string>(before));
  return Object.entries<string>(after).flatMap(([name, address]) => {
    const former = held.get(name) ?? '';
    return former === address ? [] : [{ name, before: former, after: address }];
  });
}

function linesOf(results: readonly Result[], options: ConnectOptions): readonly string[] {
  if (options.json) return [JSON.stringify(results.map((result) => toJson(result, options)))];
  return results.flatMap((result) => wordsOf(result, options));
}

const toJson = ({ number, changes }: Result, { dryRun = false }: ConnectOptions) => ({
  number,
  changed: changes.length > 0 && !dryRun,
  changes,
});

function wordsOf({ number, changes }: Result, { dryRun }: ConnectOptions): readonly string[] {
  if (changes.length === 0) return [`${number} points here already.`];
  return [
    `${number} ${dryRun ? 'would be' : 'is now'} pointed here:`,
    ...changes.map(({ name, before, after }) => `  ${name}: ${before || '(none)'} -> ${after || '(none)'}`),
  ];
}
