import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { TestProject } from 'vitest/node';
import { codeIn } from '../../src/mail/post.ts';
import { codeFlow } from './code-flow.ts';
import { startHotline } from './hotline.ts';
import { findKept } from './kept/find-kept.ts';
import { setup } from './kept/global-setup.ts';
import type { Gathered } from './kept/keep.ts';
import { createSearch } from './kept/search.ts';
import { mayBeCard } from './kept/watch-hotline.ts';
import { knownCustomers } from './known-customers.ts';
import { AGENT, CALLER, LINE } from './people.ts';
import { startPostgres } from './postgres-server.ts';
import { startOwnRedis } from './redis-server.ts';
import { openHotline } from './stranger-hotline.ts';

// Nobody keys these in any test: they may stand in what the run gathers.
const CODE = '940617';
const CARD = '4539148803436467';

describe('a secret is found', () => {
  test.each([
    ['as a value', `{"code":"${CODE}"}`],
    ['as a number', `{"digits":${CODE}}`],
    ['in an address', `/twilio/call/3/n0nce?Digits=${CODE}%23`],
    ['in a key', `hotline:code_${CODE}:tries`],
    ['after a line break within JSON', String.raw`{"text":"Your code:\n${CODE}"}`],
    ['digit by digit', `<Say>${[...CODE].join(', ')}</Say>`],
    ['as a list', JSON.stringify([...CODE])],
    ['as Chinese lists write it', [...CODE].join('，')],
  ])('%s', (_how, text) => {
    expect(createSearch(['271801', CODE])(text)).toEqual([CODE]);
  });

  test.each([
    ['the whole', CARD],
    ['without its end', CARD.slice(0, 12)],
    ['without its beginning', CARD.slice(5)],
    ['with more after it', `${CARD}1229`],
    ['in groups', `{"n":"${[...CARD].join(' ')}"}`],
  ])('where it is a card: %s', (_how, digits) => {
    expect(createSearch([CARD])(`"${digits}"`)).toEqual([CARD]);
  });

  test.each([
    ['an id', `CA9f${CODE}b0a1c2d3e4f5a6b7c8d9e0`],
    ['an instant', `2026-11-23T10:00:00.${CODE}+00:00 1764${CODE}000`],
    ['what a line took', `{"pid":${CODE},"tookMs":1.${CODE}}`],
    ['a longer number', `+44770${CODE}`],
    ['the last four digits of a card', `"${CARD.slice(-4)}"`],
  ])('but not by chance in %s', (_what, text) => {
    expect(createSearch([CODE, CARD])(text)).toEqual([]);
  });
});

test('what may be a card is told by its length and its check digit', () => {
  expect([CARD, `${CARD}#`, '378282246310005'].map(mayBeCard)).toEqual([true, true, true]);
  expect(['4539148803436468', '10051000023', '442079460123', ''].map(mayBeCard)).toEqual([false, false, false, false]);
});

/** A run with one text, left by one test file, and one secret, keyed by another. */
async function runThatKeeps(text: string) {
  let folder = '';
  const provide = (_key: string, path: string) => {
    folder = path;
  };
  const teardown = await setup({ provide } as unknown as TestProject);
  const lines: readonly Gathered[] = [
    { type: 'text', where: 'the log', text, file: `${process.cwd()}/test/e2e/some.test.ts` },
    { type: 'secret', digits: CODE, file: 'test/e2e/other.test.ts' },
  ];
  for (const [worker, line] of lines.entries())
    appendFileSync(join(folder, `${worker}.ndjson`), `${JSON.stringify(line)}\n`);
  return teardown;
}

test('a run that keeps a secret fails, and says where; one that keeps none does not', async () => {
  const leaking = await runThatKeeps(`{"level":30,"code":"${CODE}"}`);
  await expect(leaking()).rejects.toThrow(`${CODE} stands in the log, left by test/e2e/some.test.ts`);
  const tight = await runThatKeeps('{"level":30,"code":"***"}');
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await expect(tight()).resolves.toBeUndefined();
  expect(written).toHaveBeenCalledWith(expect.stringContaining('have none of the 1 secrets'));
});

/** What this test file has gathered so far. */
const gatheredHere = (): readonly Gathered[] =>
  readdirSync(inject('kept'))
    .flatMap((name) => readFileSync(join(inject('kept'), name), 'utf8').split('\n'))
    .filter((line) => line.includes('test/support/kept.test.ts'))
    .map((line): Gathered => JSON.parse(line));

const textsAt = (place: string | RegExp): readonly string[] =>
  gatheredHere().flatMap((one) => (one.type === 'text' && one.where.match(place) ? [one.text] : []));
const secrets = (): readonly string[] => gatheredHere().flatMap((one) => (one.type === 'secret' ? [one.digits] : []));

describe('gathered is', () => {
  test('what a hotline leaves, and what is keyed to it in secret', async () => {
    const [postgres, redis] = await Promise.all([startPostgres(), startOwnRedis(['--maxmemory-policy', 'noeviction'])]);
    const hotline = await startHotline({
      ...codeFlow(),
      environment: { REDIS_URL: redis.url, DATABASE_URL: await postgres.createDatabase(), JOURNAL_WRITER: 'on' },
      backOffice: knownCustomers({ [CALLER]: 'anna@mail.example' }),
    });
    hotline.hotline.app.log.trace({ planted: CODE }, 'a line');
    const call = hotline.dial(CALLER);
    await call.hears(/Text one/);
    await call.presses('1');
    await call.hears(/Key the code/);
    await expect.poll(() => hotline.post.letters().length).toBe(1);
    const code = codeIn(hotline.post.letters()[0]?.text ?? '') ?? '';
    const wrong = code === '803519' ? '803518' : '803519';
    await call.presses(wrong);
    await call.hears(/Wrong code/);
    await call.hangsUp();
    const agent = hotline.twilio.dial({ from: AGENT, to: LINE });
    await agent.hears(/PIN/);
    await agent.presses('662607#');
    await agent.hears(/do not go together/);
    await agent.hangsUp();
    await hotline.twilio.settle();
    await redis.connect().set('planted', `{"code":"${CODE}"}`);
    await hotline.close();
    await Promise.all([postgres.stop(), redis.stop()]);

    expect(secrets()).toEqual(expect.arrayContaining([code, wrong, '662607']));
    const search = createSearch([CODE]);
    expect(textsAt('the log').flatMap(search)).toEqual([CODE]);
    expect(textsAt('planted').flatMap(search)).toEqual([CODE]);
    expect(textsAt('a commit of a call').some((text) => text.includes(call.sid) && text.includes('facts'))).toBe(true);
    expect(textsAt('an address').some((text) => text.includes('/twilio/call/1/'))).toBe(true);
    expect(textsAt('public.call_facts').some((text) => text.includes(call.sid))).toBe(true);
  });

  test('what the embedded database holds', { timeout: 90_000 }, async () => {
    const hotline = await startHotline({ environment: { JOURNAL_WRITER: 'on' } });
    const call = hotline.dial();
    await call.hears(/OKPay/);
    await call.hangsUp();
    await hotline.twilio.settle();
    await hotline.close();
    expect(textsAt('public.call_facts').some((text) => text.includes(call.sid))).toBe(true);
  });

  test('what strangers ask, and the cards they key', async () => {
    const hotline = await openHotline();
    await hotline.bring(`/twilio/voice?x=${CODE}`, `Digits=${CARD}`, {});
    await hotline.close();
    expect(textsAt('an address').flatMap(createSearch([CODE]))).toEqual([CODE]);
    expect(secrets()).toContain(CARD);
  });
});

test('nothing is left of a folder that was searched', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(await findKept(folder)).toEqual({ secrets: 0, texts: 0, found: [] });
});
