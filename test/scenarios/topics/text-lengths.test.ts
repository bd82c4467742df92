import { describe, expect, test } from 'vitest';
import { createHoursOnDate } from '../../../src/backoffice/hours-on-date.ts';
import { emptyDraft } from '../../../src/calls/draft.ts';
import { toText } from '../../../src/calls/to-text.ts';
import type { Call } from '../../../src/flow/call.ts';
import type { NodeBase } from '../../../src/flow/compiled.ts';
import type { MessageNode } from '../../../src/flow/nodes/message.ts';
import { outputVariable } from '../../../src/flow/nodes/service.ts';
import { DAY_MS, dateOf } from '../../../src/hours/local-date.ts';
import type { Caller } from '../../support/caller.ts';
import { type Language, pressEach, proves, ring } from '../../support/known-caller.ts';
import { OPEN } from '../../support/moments.ts';
import { okpay } from '../../support/okpay-release.ts';
import { textSegments } from '../../support/text-segments.ts';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en', 'es'];
const AT = Date.parse(OPEN);

const draftOf = (call: Call) => emptyDraft(okpay, call, { at: AT, closures: [], overrides: [] });

/** The text message that the caller has just asked for, in words. */
function textFor(caller: Caller): string {
  const [request] = caller.requests();
  if (request?.type !== 'message') throw new Error('no text message was asked for');
  return toText(request.prompts, draftOf(caller.call()));
}

/** Dates of the year ahead, each with the region that is asked about. */
const YEAR = Object.keys(okpay.regions).flatMap((region) =>
  Array.from({ length: 366 }, (_, day) => ({ region, date: dateOf(Math.floor(AT / DAY_MS) + day) })),
);

const { ask } = createHoursOnDate({ closures: () => [], overrides: () => [] });

const isMessage = (node: NodeBase): node is MessageNode => node.type === 'message';

/** What a node of the shipped flows sends. */
function sentBy(node: string) {
  const found = okpay.nodes[node];
  if (found === undefined || !isMessage(found)) throw new Error(`${node} sends no message`);
  return found.prompt;
}

describe('a text message is two segments at most', () => {
  test.each(LANGUAGES)('with the hours of any date of a year ahead, in any region, in %s', async (language) => {
    const call = ring(language).call();
    const signal = AbortSignal.timeout(30_000);
    const seen = new Set<string>();
    const longer = new Set<string>();
    for (const { region, date } of YEAR) {
      const asked = { call, release: okpay, at: AT, idempotencyKey: 'one', signal };
      const { outcome, output } = await ask({ date, region }, asked);
      const day = Object.entries(output).map(([name, value]) => [outputVariable('day', name), value]);
      const variables = { ...call.variables, ...Object.fromEntries(day) };
      const text = toText(sentBy(`hours-question/text-${outcome}`), draftOf({ ...call, variables }));
      if (textSegments(text) > 2) longer.add(text);
      seen.add(outcome);
    }
    // A long name of a month, a day and a year at once: such dates are few and far.
    expect(longer.size, [...longer].join('\n')).toBeLessThan(4);
    expect([...seen].toSorted()).toEqual(['closed', 'open', 'unknown']);
  });

  test.each(LANGUAGES)('with what is missing from a registration, and where offers are told, in %s', (language) => {
    for (const state of ['open', 'pending-email', 'pending-phone', 'pending-password']) {
      const known = proves(pressEach(ring(language), '132'))
        .isAnswered(state)
        .presses('5');
      expect(textSegments(textFor(known)), state).toBeLessThanOrEqual(2);
    }
    const offers = pressEach(ring(language), '52').isAnswered('unavailable').presses('5');
    expect(textSegments(textFor(offers))).toBeLessThanOrEqual(2);
  });
});

test('segments are counted as carriers charge them', () => {
  const counted = (text: string, times: number) => textSegments(text.repeat(times));
  expect([counted('a', 160), counted('a', 161), counted('a', 306), counted('a', 307)]).toEqual([1, 2, 2, 3]);
  expect([counted('[', 80), counted('[', 81)]).toEqual([1, 2]);
  expect([counted('费', 70), counted('费', 71), counted('费', 134), counted('í', 135)]).toEqual([1, 2, 2, 3]);
});
