import type { Names } from '../../hours/calendar.ts';
import { cleanText } from '../../prompts/piece.ts';
import type { HoursChange } from '../../releases/hours-change.ts';
import type { Io } from '../io.ts';
import { type WrongUsage, wrongUsage } from '../wrong-usage.ts';
import { type LiveHoursWorld, readInstant, readPlace, readQueues, readUntil, wholeSecond } from './asked.ts';
import { queuesInWords, regionsInWords, whenInWords } from './words.ts';

/** `hotline close REGION|all --until INSTANT --reason REASON`, as it was typed. */
export interface CloseOptions {
  readonly region: string;
  readonly until?: string | undefined;
  /** Now, where it is not given. */
  readonly from?: string | undefined;
  readonly reason?: string | undefined;
  /** All queues, and the region itself, where there are none. */
  readonly queue?: readonly string[] | undefined;
  /** What callers are told instead of the reason's own words: `en=We are moving house`. */
  readonly message?: readonly string[] | undefined;
}

export interface CloseWorld extends LiveHoursWorld {
  /** The reasons there are, with what callers hear for each. */
  readonly reasons: ReadonlyMap<string, Names>;
}

/** Longer than this nobody listens to. */
const MAX_MESSAGE_LENGTH = 300;

/** Answers `hotline close`. Gives the exit status: 0 where it is closed, 2 for wrong usage. */
export async function runClose(options: CloseOptions, world: CloseWorld, io: Io): Promise<0 | 2> {
  const read = readClosure(options, world);
  if (read.type === 'wrong-usage') {
    io.complain(read.message);
    return 2;
  }
  await world.store.add(read.closure);
  for (const line of linesOf(read, world)) io.print(line);
  return 0;
}

interface ReadClosure {
  readonly type: 'read';
  readonly closure: HoursChange & { readonly type: 'closure' };
  /** In which it is told. */
  readonly zone: string;
  /** As it was typed. */
  readonly region: string;
}

function readClosure(options: CloseOptions, world: CloseWorld): ReadClosure | WrongUsage {
  const place = readPlace(options.region, world);
  if (place.type === 'wrong-usage') return place;
  const queues = readQueues(options.queue ?? [], world);
  if ('type' in queues) return queues;
  const until = readUntil(options.until, place, world);
  if (typeof until !== 'number') return until;
  const from =
    options.from === undefined ? wholeSecond(world.now) : readInstant({ option: '--from', text: options.from }, place);
  if (typeof from !== 'number') return from;
  if (until <= from) return wrongUsage(`--until ${options.until} is not after --from ${options.from}.`);
  const reason = readReason(options, world);
  if (reason.type === 'wrong-usage') return reason;
  return {
    type: 'read',
    zone: place.zone,
    region: options.region,
    closure: {
      type: 'closure',
      id: `closure-${world.newId()}`,
      regions: place.regions,
      queues: queues.length === 0 ? 'all' : queues,
      from,
      until,
      reason: reason.reason,
      message: reason.message,
    },
  };
}

interface ReadReason {
  readonly type: 'reason';
  readonly reason: string;
  readonly message: Names;
}

function readReason({ reason = '', message = [] }: CloseOptions, { reasons }: CloseWorld): ReadReason | WrongUsage {
  const known = reasons.get(reason);
  if (!known) {
    const there = [...reasons.keys()].sort().join(', ');
    return wrongUsage(`${reason === '' ? 'Give a reason' : `There is no reason ${reason}`}: --reason with ${there}.`);
  }
  const words: Record<string, string> = { ...known };
  const languages = new Set([...reasons.values()].flatMap((names) => Object.keys(names)));
  for (const typed of message) {
    const [, language = '', text = ''] = /^([^=]+)=(.+)$/s.exec(typed) ?? [];
    if (!languages.has(language)) {
      return wrongUsage(`--message ${typed} names no language: write ${[...languages].join('=…, ')}=….`);
    }
    if (text.length > MAX_MESSAGE_LENGTH) {
      return wrongUsage(`--message for ${language} is longer than ${MAX_MESSAGE_LENGTH} characters.`);
    }
    words[language] = cleanText(text);
  }
  return { type: 'reason', reason, message: words };
}

function linesOf({ closure, zone, region }: ReadClosure, { now }: CloseWorld): readonly string[] {
  const { regions, queues, from, until, reason, message = {}, id } = closure;
  const start = from <= now ? 'now' : whenInWords(from, zone);
  const end = from <= now ? `hotline open ${region}` : `hotline closures --end ${id}`;
  return [
    `${regionsInWords(regions)}: closed for ${queuesInWords(queues)} from ${start} until ${whenInWords(until, zone)}.`,
    `Reason: ${reason}. Callers hear:`,
    ...Object.entries(message).map(([language, words]) => `  ${language}: ${words}`),
    `It ends by itself. To end it before: ${end}`,
  ];
}
