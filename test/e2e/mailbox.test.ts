import Fastify from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTwilio } from '../../src/emulator/twilio.ts';
import { createPost, type Post } from '../../src/mail/post.ts';
import { mailbox } from '../../src/web/mailbox.ts';
import { phone as phonePage } from '../../src/web/phone.ts';
import { openBrowser } from '../support/browser.ts';
import { codeFlow } from '../support/code-flow.ts';
import { keepSecret } from '../support/kept/keep.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

/** A customer of the demo. */
const CUSTOMER = '+447700900011';

let browser: Browser;
let server: ServerProcess;
let page: Page;
let offences: string[] = [];

const origin = () => `http://localhost:${server.port}`;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  const { flowsDir, configDir } = codeFlow();
  server = await startServer({ FLOWS_DIR: flowsDir, CONFIG_DIR: configDir });
  offences = [];
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1100, height: 800 } });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') offences.push(message.text());
  });
  page.on('pageerror', (error) => offences.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin()}/`)) offences.push(`asks ${request.url()}`);
  });
});

afterEach(async () => {
  await page.context().close();
  await server.stop();
});

const letters = () => page.getByRole('log', { name: 'Letters, newest first' }).getByRole('listitem');

const heard = (phone: Page, words: string) => phone.getByRole('log', { name: 'What is said' }).getByText(words).first();

/** Asks on the phone in the browser for a code: 1 by text, 2 by e-mail. */
async function asks(phone: Page, key: string): Promise<void> {
  await phone.goto(`${origin()}/phone`);
  await phone.getByLabel('Your number').fill(CUSTOMER);
  await phone.getByRole('button', { name: 'Call', exact: true }).click();
  await heard(phone, 'Text one').waitFor();
  await phone.getByRole('button', { name: key, exact: true }).click();
}

test('texts and mails appear while the page is open, newest first, and their codes verify', async () => {
  await page.goto(`${origin()}/mailbox`);
  await page.getByText('Nothing was sent yet.').waitFor();
  const phone = await page.context().newPage();
  await asks(phone, '1');
  await letters().first().waitFor();
  expect(await page.getByText('Nothing was sent yet.').isVisible()).toBe(false);
  expect(await letters().first().innerText()).toMatch(new RegExp(`^Text message\\s+to \\${CUSTOMER}\\s`));

  const code = await letters().first().locator('.code').innerText();
  expect(code).toMatch(/^\d{6}$/);
  keepSecret(code);
  await heard(phone, 'Key the code.').waitFor();
  for (const key of [...code, 'hash']) await phone.getByRole('button', { name: key, exact: true }).click();
  await heard(phone, 'You are verified.').waitFor();
  await phone.close();
  expect(offences).toEqual([]);
});

test('the page has all letters again when it is loaded anew, with the subject of a mail', async () => {
  const phone = await page.context().newPage();
  await asks(phone, '2');
  await heard(phone, 'Sent to the mail').waitFor();
  // In a tab of its own: the call goes on.
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    phone.getByRole('link', { name: 'Mailbox' }).click(),
  ]);
  await tab.getByRole('heading', { name: 'Your OKPay hotline code' }).waitFor();
  expect(await phone.getByRole('button', { name: 'Hang up' }).isVisible()).toBe(true);
  await page.goto(`${origin()}/mailbox`);
  await letters().first().waitFor();
  expect(await letters().count()).toBe(1);
  expect(await letters().first().innerText()).toMatch(/^E-mail\s+to \S+@example\.com\s/);
  await page.getByRole('link', { name: 'To the phone' }).click();
  await page.getByLabel('Your number').waitFor();
  expect(offences).toEqual([]);
});

test('the page says when the hotline is gone', async () => {
  await page.goto(`${origin()}/mailbox`);
  await page.getByText('Nothing was sent yet.').waitFor();
  server.signal('SIGKILL');
  await page.getByText('The hotline does not answer.').waitFor();
});

test('what a letter says is text, whatever it holds', async () => {
  const { url, post, close } = await serveAlone();
  post.keep({
    type: 'email',
    to: '<b>x</b>@mail.example',
    subject: '<img src=x>',
    text: '<script>1</script> 123456',
    at: 0,
  });
  await page.goto(url);
  await letters().first().waitFor();
  expect(await letters().first().innerText()).toContain('<script>1</script> 123456');
  expect(await page.locator('.letter img, .letter script, .letter b').count()).toBe(0);
  await close();
});

/** The mailbox without a hotline. */
async function serveAlone(): Promise<{ readonly url: string; readonly post: Post; close(): Promise<void> }> {
  const app = Fastify();
  const post = createPost();
  const twilio = await createTwilio({ numbers: [], rest: false });
  const release = { numbers: {}, regions: {}, calendars: {}, defaultRegion: 'hk' };
  await app.register(phonePage, { twilio, release, watch: () => undefined });
  await app.register(mailbox, { post });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://localhost:${port}/mailbox`,
    post,
    async close() {
      await app.close();
      await twilio.close();
    },
  };
}

test('only a browser on this machine may look', async () => {
  const get = (headers: Readonly<Record<string, string>>) =>
    fetch(`http://127.0.0.1:${server.port}/mailbox/letters`, { headers });
  expect((await get({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await get({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
    expect((await get({ [header]: 'for=203.0.113.7' })).status, header).toBe(403);
  }
  expect((await fetch(`http://127.0.0.1:${server.port}/mailbox`)).status).toBe(200);
});
