import { describe, expect, test } from 'vitest';
import { createReduced } from '../../src/calls/reduced.ts';
import type { SpokenAction } from '../../src/calls/spoken.ts';
import { createMemoryReleaseStore, createReleases } from '../../src/releases/releases.ts';
import type { E164 } from '../../src/values/phone-number.ts';
import { okpay } from '../support/okpay-release.ts';

const LONDON_NOON = Date.parse('2026-11-25T12:00:00+00:00');
const BRITON = '+442079460001' as E164;

async function reducedAt(at: number) {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return createReduced({
    releases: await createReleases(okpay, createMemoryReleaseStore()),
    hours: { closures: () => [], overrides: () => [] },
    now: () => at,
    queue: 'general',
    log,
    render: (actions) => actions.map(nameOf).join(' | '),
  });
}

const nameOf = (action: SpokenAction): string =>
  action.type === 'speech' ? `says in ${action.language}` : action.type;

describe('the reduced mode', () => {
  test('goes by the hours and the language of who rings, as far as the numbers tell', async () => {
    const { greet, wait } = await reducedAt(LONDON_NOON);
    const british = { dialled: '+442079460100', caller: BRITON };
    const chinese = { dialled: '+861000000000' };
    expect(greet(british, [])).toBe('says in en | enqueue');
    expect(greet(chinese, [])).toBe('says in zh-CN | hang-up');
    expect(wait(british)).toBe('says in en | pause');
  });

  test('lets go of who has talked to a person, and queues them no second time', async () => {
    const { greet } = await reducedAt(LONDON_NOON);
    const arrival = { dialled: '+18005550199', caller: BRITON };
    const left = (result: 'bridged' | 'failed') => [{ type: 'left-queue', result, waitSeconds: 9 } as const];
    expect(greet(arrival, left('bridged'))).toMatch(/hang-up$/);
    expect(greet(arrival, left('failed'))).toMatch(/enqueue$/);
    expect(greet(arrival, [{ type: 'dialled', outcome: 'completed', talkSeconds: 9 }])).toMatch(/hang-up$/);
  });
});
