import type { CallSummaryView } from '../../records/call-view.ts';
import type { AskedFilter } from '../../records/read-filter.ts';
import { toDuration } from '../../records/words/plain-words.ts';
import type { Io } from '../io.ts';
import type { CallReader } from './call-reader.ts';

/** `hotline calls`, as it was typed. */
export interface CallsOptions extends AskedFilter {
  /** How many calls at most. */
  readonly limit?: string | undefined;
  readonly json?: boolean | undefined;
}

const FEW = 50;
const MOST = 10_000;
/** As many as the hotline gives at a time. */
const PAGE = 200;

/** Answers `hotline calls`: the calls that meet all options, the latest first. Gives the exit status: 2 for wrong usage. */
export async function runCalls(options: CallsOptions, reader: CallReader, io: Io): Promise<0 | 2> {
  const { limit: typed = String(FEW), json, ...asked } = options;
  const limit = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  if (limit < 1 || limit > MOST) {
    io.complain(`--limit is a whole number from 1 to ${MOST}.`);
    return 2;
  }
  const calls: CallSummaryView[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.findCalls(asked, { limit: Math.min(PAGE, limit - calls.length), cursor });
    if ('type' in page) {
      io.complain(page.message);
      return 2;
    }
    calls.push(...page.calls);
    cursor = page.next;
  } while (cursor !== undefined && calls.length < limit);
  for (const line of json ? [JSON.stringify(calls)] : linesOf(calls, cursor !== undefined)) io.print(line);
  return 0;
}

function linesOf(calls: readonly CallSummaryView[], areMore: boolean): readonly string[] {
  if (calls.length === 0) return ['No call meets this.'];
  return [...calls.map(toLine), ...(areMore ? ['There are more: see --limit.'] : [])];
}

/** `2026-11-23 02:00:05Z  CA…  +852••••4567  hk en  payment  answered  waited 4 min for payment-status`. */
function toLine(call: CallSummaryView): string {
  const { startedAt, callSid, caller, region, language, topic, disposition, queue, waitedSeconds, talkSeconds } = call;
  const parts = [
    `${startedAt.slice(0, 10)} ${startedAt.slice(11, 19)}Z`,
    callSid,
    caller ?? 'number not known',
    [region, language].filter((part) => part !== undefined).join(' '),
    topic ?? '',
    disposition,
    queue === undefined ? '' : `waited ${toDuration(waitedSeconds)} for ${queue}`,
    talkSeconds < 1 ? '' : `talked ${toDuration(talkSeconds)}`,
  ];
  return parts.filter((part) => part !== '').join('  ');
}
