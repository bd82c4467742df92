import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErasedCaller } from '../../../src/callers/erase-caller.ts';
import { type Answer, type Browser, createWebBed, type WebBed } from './bed.ts';

const GONE: ErasedCaller = {
  remembered: { done: true },
  callbacks: { done: 1 },
  calls: { done: { calls: 3, recordings: ['RE1'] } },
};

let bed: WebBed;
let erased: string[];
let result: ErasedCaller;
beforeEach(async () => {
  [erased, result] = [[], GONE];
  bed = await createWebBed({
    erase: async (caller) => {
      erased.push(caller);
      return result;
    },
  });
});
afterEach(() => bed.app.close());

const wordsOf = ({ text }: Answer): string => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const hidden = ({ text }: Answer): string => /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? '';

/** Fills in the form of the page, with the token that the page has. */
async function erase(browser: Browser, number: string, csrf?: string): Promise<Answer> {
  const token = csrf ?? hidden(await browser.ask('GET /sign-in'));
  return browser.ask('POST /sign-in/erase', { form: { csrf: token, number } });
}

test('an admin erases a caller on the page, which says what was erased and what is left to do', async () => {
  const admin = await bed.signedIn('anna', ['admin']);
  const page = await erase(admin, '+852 9123-4567');
  expect(page.status).toBe(200);
  expect(erased).toEqual(['+85291234567']);
  expect(wordsOf(page)).toContain('+852***67 is erased, in 3 calls. Delete at Twilio: RE1.');
  expect(await bed.deeds('erase-caller')).toMatchObject([{ outcome: 'done', subject: '+852***67' }]);
});

test('a place that cannot be reached is told', async () => {
  const admin = await bed.signedIn('anna', ['admin']);
  result = { ...GONE, calls: { why: 'down' } };
  const page = await erase(admin, '+85291234567');
  expect(page.status).toBe(503);
  expect(wordsOf(page)).toContain('+852***67 is not erased everywhere: calls. Try again in a minute.');
});

test('what is no number erases nobody', async () => {
  const admin = await bed.signedIn('anna', ['admin']);
  for (const number of ['', '12345', '+852"><script>']) {
    expect((await erase(admin, number)).status).toBe(400);
  }
  expect(erased).toEqual([]);
});

test('a lead has no form for it, and is refused on record', async () => {
  const lead = await bed.signedIn('lea', ['lead']);
  const page = await lead.ask('GET /sign-in');
  expect(page.text).not.toContain('/sign-in/erase');
  expect((await erase(lead, '+85291234567')).status).toBe(403);
  expect(erased).toEqual([]);
  expect(await bed.deeds('erase-caller')).toMatchObject([{ outcome: 'refused' }]);
});

test('a form of another page, and nobody at all, erase nobody', async () => {
  const admin = await bed.signedIn('anna', ['admin']);
  expect((await erase(admin, '+85291234567', 'another-token')).status).toBe(403);
  expect((await erase(bed.browser(), '+85291234567', 'none')).status).toBe(303);
  expect(erased).toEqual([]);
});
