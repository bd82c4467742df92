import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

let server: ServerProcess;
let browser: Browser;
let page: Page;
let origin = '';
/** What no page may do: complain in the console, fail, or ask anybody but this machine. */
let offences: string[] = [];

beforeAll(async () => {
  // Monday, ten in the morning in Hong Kong.
  server = await startServer({ HOTLINE_NOW: '2026-11-23T02:00:00Z' });
  origin = `http://localhost:${server.port}`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  offences = [];
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') offences.push(message.text());
  });
  page.on('pageerror', (error) => offences.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) offences.push(`asks ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) offences.push(`${response.status()} ${response.url()}`);
  });
});

afterEach(async () => {
  await page.context().close();
  expect(offences).toEqual([]);
});

async function placeCall(): Promise<void> {
  await page.goto(`${origin}/phone`);
  await page.getByLabel('Number to ring').selectOption({ label: '+85230000000 (hk)' });
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await said('OKPay').first().waitFor();
}

const captions = () => page.getByRole('log', { name: 'What is said' });
const said = (words: string) => captions().getByText(words);
const path = () => page.getByRole('list', { name: 'Path through the flow' });

test('a call is placed, heard in captions, led by keys and hung up', async () => {
  await placeCall();
  await page.getByRole('button', { name: '2', exact: true }).click();
  await said('We will never ask').waitFor();
  await page.getByRole('button', { name: '1', exact: true }).click();
  await said('If you cannot sign in').waitFor();

  expect(await said('We will never ask').getAttribute('lang')).toBe('en-US');
  expect(await path().getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('hotline/language'),
    expect.stringMatching(/english[\s\S]*hotline\/main-menu/),
    expect.stringMatching(/login[\s\S]*login\/menu/),
  ]);
  const twiml = await page.locator('#twiml').innerText();
  expect(twiml).toMatch(/<Response>\s+<Gather [\s\S]*<Say [^>]*>If you cannot sign in/);

  await page.getByRole('button', { name: 'Hang up' }).click();
  await said('You hung up.').waitFor();
  expect(await page.getByRole('status').innerText()).toBe('Call ended');
  expect(await page.getByRole('button', { name: 'Call', exact: true }).isEnabled()).toBe(true);
  expect(await page.getByRole('alert').innerText()).toBe('');
});

test('who hangs up while the call is still being placed has no call', async () => {
  const { promise: placed, resolve: letGo } = Promise.withResolvers<void>();
  await page.route('**/phone/calls', async (route) => {
    await placed;
    await route.continue();
  });
  await page.goto(`${origin}/phone`);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('button', { name: 'Hang up' }).click();
  letGo();
  await said('You hung up.').waitFor();
  expect(await page.getByRole('status').innerText()).toBe('Call ended');
  expect(await page.getByRole('alert').innerText()).toBe('');
});

test('the keyboard presses keys, but not while words are written', async () => {
  await placeCall();
  await page.getByLabel('Say something').focus();
  await page.keyboard.press('3');
  await page.getByRole('button', { name: 'Hang up' }).focus();
  await page.keyboard.press('2');
  await said('We will never ask').waitFor();

  expect(await page.getByLabel('Say something').inputValue()).toBe('3');
  expect(await captions().locator('.mine p').allInnerTexts()).toEqual(['2']);
});

test('a choice beside the path is pressed by a click on its label', async () => {
  await placeCall();
  const offered = page.getByRole('group', { name: 'Keys offered now' });
  await offered.getByRole('button', { name: '2 english' }).click();
  await offered.getByRole('button', { name: '4 complaint' }).waitFor();

  expect(await offered.getByRole('button').allInnerTexts()).toEqual([
    '1 login',
    '2 payment',
    '3 cross-border',
    '4 complaint',
    '5 other',
    '0 to-agent',
    '6 language',
    '7 slower',
    '8 pause',
    '9 main-menu',
    '* repeat',
  ]);
});

test('words are spoken with the confidence that is set: doubt is asked back', async () => {
  await placeCall();
  await page.getByRole('button', { name: '2', exact: true }).click();
  await said('We will never ask').waitFor();
  await page.getByLabel(/confidence/).fill('0.6');
  await page.getByLabel('Say something').fill('sign in');
  await page.getByRole('button', { name: 'Say' }).click();
  await page.getByRole('group', { name: 'Keys offered now' }).getByRole('button', { name: '1 yes' }).waitFor();

  await said('“sign in”').waitFor();
});

test('a queue is seen with the place in it, and left by hanging up', async () => {
  await placeCall();
  await page.getByRole('button', { name: '2', exact: true }).click();
  await said('We will never ask').waitFor();
  await page.getByRole('button', { name: '0', exact: true }).click();
  await said('In the queue general, place 1').waitFor();
  expect(await page.getByRole('status').innerText()).toBe('Waiting in general, place 1');
  await page.getByRole('button', { name: 'Hang up' }).click();
  await said('You hung up.').waitFor();
});

test('an agent on a phone of their own takes the caller who waits, and both are told', async () => {
  await placeCall();
  await page.getByRole('button', { name: '2', exact: true }).click();
  await said('We will never ask').waitFor();
  await page.getByRole('button', { name: '0', exact: true }).click();
  await said('In the queue general, place 1').waitFor();

  const agent = await page.context().newPage();
  await agent.goto(`${origin}/phone`);
  await agent.getByLabel('Number to ring').selectOption('+85230000090');
  await agent.getByLabel('Your number').fill('+442079460190');
  await agent.getByRole('button', { name: 'Call', exact: true }).click();
  const heard = agent.getByRole('log', { name: 'What is said' });
  await heard.getByText('PIN').first().waitFor();
  for (const key of ['3', '1', '4', '1', '5', '9', 'hash']) {
    await agent.getByRole('button', { name: key, exact: true }).click();
  }

  await said('Connected with').waitFor();
  expect(await page.getByRole('status').innerText()).toMatch(/^Talking with/);
  await agent.getByRole('button', { name: 'Hang up' }).click();
  await said('No longer connected').waitFor();
  await page.getByRole('button', { name: 'Hang up' }).click();
  await said('You hung up.').waitFor();
});

test('captions are read aloud where there are voices, and one that fails holds up none', async () => {
  await page.addInitScript(() => {
    const spoken: string[] = [];
    const synthesis = {
      getVoices: () => [{ lang: 'en-US' }],
      addEventListener: () => undefined,
      cancel: () => undefined,
      speak(utterance: { lang: string; onerror: () => void }) {
        spoken.push(utterance.lang);
        setTimeout(() => utterance.onerror(), 10);
      },
    };
    Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis });
    Object.defineProperty(globalThis, 'spoken', { value: spoken });
  });
  await page.goto(`${origin}/phone`);
  await page.getByLabel('Number to ring').selectOption({ label: '+85230000000 (hk)' });
  await page.getByLabel('Read aloud').check();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await said('Hola').waitFor();

  expect(await page.evaluate('spoken')).toEqual(['zh-CN', 'en-US', 'es-US']);

  const music = page.waitForResponse(/\/twilio\/audio\/hold-music\.wav$/);
  await page.getByRole('button', { name: '2', exact: true }).click();
  await said('We will never ask').waitFor();
  await page.getByRole('button', { name: '0', exact: true }).click();
  expect((await music).headers()['content-type']).toBe('audio/wav');
  await said('Plays hold-music.wav').waitFor();
});

test('a caller that is no number is refused in words, and the phone stays ready', async () => {
  await page.goto(`${origin}/phone`);
  await page.getByLabel('Your number').fill('nobody');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByRole('alert').getByText('A call needs a number of the hotline and a caller.').waitFor();

  expect(await page.getByRole('status').innerText()).toBe('Ready');
  expect(await page.getByLabel('Your number').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByText('In full, as +442079460123').isVisible()).toBe(true);
  expect(await captions().innerText()).toContain('Place a call.');
  const refusal = offences.filter((offence) => offence.includes('400'));
  expect(refusal.length).toBeGreaterThan(0);
  offences = offences.filter((offence) => !refusal.includes(offence));
});

test('every control has a name, headings are in order, and the time shown is the hotline’s', async () => {
  await page.goto(`${origin}/phone`);
  await page.getByText(/^Mon,? 23 Nov/).waitFor();

  const unnamed = await page.evaluate(`
    [...document.querySelectorAll('button, input, select')]
      .filter((it) => !it.labels?.length && !it.getAttribute('aria-label') && !it.textContent.trim())
      .map(({ outerHTML }) => outerHTML)`);
  expect(unnamed).toEqual([]);
  expect(await page.locator('h1, h2').evaluateAll((all) => all.map(({ tagName }) => tagName))).toEqual([
    'H1',
    'H2',
    'H2',
    'H2',
  ]);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await captions().getAttribute('aria-live')).toBe('polite');
  expect(await page.locator('#clock').innerText()).toMatch(/^Mon,? 23 Nov,? 10:0\d$/);
});

test('on a telephone’s screen what is said and the keys are both in sight while a call lasts', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await placeCall();
  const bottomOf = (selector: string) =>
    page.locator(selector).evaluate((element) => element.getBoundingClientRect().bottom);

  expect(await bottomOf('.captions')).toBeLessThan(await bottomOf('#keypad'));
  expect(await bottomOf('#hook')).toBeLessThanOrEqual(844);
  expect(await page.locator('#to').isVisible()).toBe(false);

  await page.getByRole('button', { name: 'Hang up' }).click();
  await page.locator('#to').waitFor({ state: 'visible' });
});

test('nothing is wider than a narrow screen', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await placeCall();
  const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');

  expect(widths).toEqual([360, 360]);
});
