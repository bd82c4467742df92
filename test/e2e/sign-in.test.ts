import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../../src/free-port.ts';
import { openBrowser } from '../support/browser.ts';
import { type CompanyProvider, startCompanyProvider } from '../support/oidc-provider.ts';
import { launchServer, type ServerProcess, startServer } from '../support/server-process.ts';

const PASSWORD = 'a kettle of seven fish';
/** The embedded database opens, and commands load, on a machine that has other things to do. */
const SLOWLY_MS = 120_000;

let browser: Browser;
let directory: string;
let server: ServerProcess | undefined;
let context: BrowserContext;
let page: Page;
let offences: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'hotline-access-'));
  offences = [];
  await openPage({});
});

afterEach(async () => {
  await context.close();
  await server?.stop();
  server = undefined;
  rmSync(directory, { recursive: true, force: true });
});

/** A page on which nothing may go wrong unnoticed. */
async function openPage(options: Parameters<Browser['newContext']>[0]): Promise<void> {
  await context?.close();
  context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 900, height: 900 }, ...options });
  page = await context.newPage();
  page.on('console', (message) => {
    // Chromium says so of every answer that is no success, as that to a wrong password.
    const isOfStatus = message.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(message.type()) && !isOfStatus) offences.push(message.text());
  });
  page.on('pageerror', (error) => offences.push(error.message));
}

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  DATA_DIR: directory,
  JOURNAL_WRITER: 'on',
  DEMO_WEEK: 'off',
  LOG_LEVEL: 'warn',
  ...more,
});

async function start(more: Readonly<Record<string, string>> = {}): Promise<string> {
  server = await startServer(environment(more));
  return `http://localhost:${server.port}`;
}

interface Typed {
  readonly status: number;
  readonly printed: string;
  readonly complained: string;
}

/** Types a command of `hotline`, and lines where it asks for some. */
function hotline(words: readonly string[], lines: readonly string[] = []): Promise<Typed> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH ?? '', DATA_DIR: directory, PORT: String(server?.port ?? 3000) };
    const child = execFile(process.execPath, ['src/cli.ts', ...words], { env }, (error, printed, complained) => {
      resolve({ status: Number(error?.code ?? 0), printed: printed.trim(), complained });
    });
    child.stdin?.end(lines.map((line) => `${line}\n`).join(''));
  });
}

/** Waits until the database is open: then the link is printed. */
async function demoLink(of = server): Promise<string> {
  const link = () => /^Sign in as the demo's admin \(once\): (\S+)$/m.exec(of?.written() ?? '')?.[1];
  await expect.poll(link, { timeout: SLOWLY_MS }).toBeDefined();
  return link() ?? '';
}

const addAnna = ['users', 'add', 'anna@okpay.example', '--name', 'Anna Lind', '--role', 'lead'];

async function typeIn(email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const heading = (name: string) => page.getByRole('heading', { name, level: 1 });

describe('the hotline of npm start', () => {
  test('prints a link that signs the admin of the demo in, once', { timeout: SLOWLY_MS }, async () => {
    const origin = await start();
    const link = await demoLink();
    expect(link).toMatch(new RegExp(`^${origin}/api/sign-in/link/[\\w-]{43}$`));
    // What looks at links beforehand does not use it up.
    expect((await fetch(link)).status).toBe(200);
    await page.goto(link);
    await page.getByText('This link opens the account of Demo admin, once.').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading('You are signed in').waitFor();
    expect(page.url()).toBe(`${origin}/sign-in`);
    await page.getByText('Manage the accounts of staff').waitFor();

    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: 'hotline', httpOnly: true, sameSite: 'Lax', secure: false });
    const session = await page.evaluate(async () => (await fetch('/api/session')).json()).catch(() => undefined);
    expect(session).toBeUndefined(); // The page lets no script of its own ask anything, either.
    const asked = await context.request.get(`${origin}/api/users`);
    expect(await asked.json()).toMatchObject({ users: [{ name: 'Demo admin', email: 'demo-admin@localhost' }] });

    const other = await browser.newPage();
    await other.goto(link);
    await other.getByText('This link was used already, or is too old.').waitFor();
    await other.close();
    expect(offences.filter((text) => !text.includes('Content Security Policy'))).toEqual([]);
  });

  test('takes accounts from commands while it runs, and lets them in by its page, without a script', {
    timeout: SLOWLY_MS,
  }, async () => {
    const origin = await start();
    await demoLink();
    const added = await hotline(addAnna, [PASSWORD, PASSWORD]);
    expect(added).toMatchObject({
      status: 0,
      printed: 'Anna Lind may sign in as anna@okpay.example with the roles lead.',
    });
    expect(added.complained).not.toContain(PASSWORD);
    await openPage({ javaScriptEnabled: false });
    await page.goto(`${origin}/sign-in`);
    await typeIn('anna@okpay.example', 'a kettle of eight fish');
    await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading('You are signed in').waitFor();
    await page.getByText('Anna Lind').waitFor();

    const sessions = await hotline(['users', 'sessions', 'anna@okpay.example', '--json']);
    expect(JSON.parse(sessions.printed)).toMatchObject([{ signedInBy: 'password', from: '127.0.0.1' }]);
    expect(await hotline(['users', 'disable', 'anna@okpay.example'])).toMatchObject({ status: 0 });
    await page.reload();
    await heading('Sign in').waitFor();
    expect(offences).toEqual([]);
  });

  test('lets nobody in of themselves where other machines reach it', { timeout: SLOWLY_MS }, async () => {
    const origin = await start({ HOST: '0.0.0.0' });
    await expect.poll(async () => (await fetch(`${origin}/sign-in`)).status, { timeout: SLOWLY_MS }).toBe(200);
    await page.goto(`${origin}/sign-in`);
    await heading('Nobody has an account yet').waitFor();
    expect(await page.locator('pre').innerText()).toContain('npx hotline users add');
    expect(server?.written()).not.toContain('/api/sign-in/link/');
  });
});

test('accounts are made before the hotline is ever started', { timeout: SLOWLY_MS }, async () => {
  const linked = await hotline([...addAnna, '--link', '--json']);
  expect(linked.status).toBe(0);
  expect(JSON.parse((await hotline(['users', 'list', '--json'])).printed)).toMatchObject([{ name: 'Anna Lind' }]);
  const origin = await start();
  await demoLink();
  const { pathname } = new URL(JSON.parse(linked.printed).link.address);
  await page.goto(`${origin}${pathname}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await heading('You are signed in').waitFor();
  await page.getByLabel('New password, 12 characters or more').fill(PASSWORD);
  await page.getByLabel('Once more').fill(PASSWORD);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByText('The new password counts from now on.').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out.').waitFor();
  await typeIn('anna@okpay.example', PASSWORD);
  await heading('You are signed in').waitFor();
  expect(offences).toEqual([]);
});

test('a command says what keeps it from the accounts', { timeout: SLOWLY_MS }, async () => {
  server = await launchServer(environment({ HOST: '127.0.0.2', DATA_DIR: directory }));
  await expect.poll(() => server?.written(), { timeout: SLOWLY_MS }).toContain('The hotline answers');
  await expect
    .poll(async () => (await fetch(`http://127.0.0.2:${server?.port}/sign-in`)).status, { timeout: SLOWLY_MS })
    .toBe(200);
  const { status, complained } = await hotline(['users', 'list']);
  expect(status).toBe(1);
  expect(complained).toMatch(/is already open in process \d+: stop that one, or set DATABASE_URL/);
});

describe('with the company’s provider', () => {
  let company: CompanyProvider;
  let origin: string;
  let hotlineOfCompany: ServerProcess;
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    company = await startCompanyProvider({
      callback: `${origin}/api/sign-in/oidc/callback`,
      people: {
        una: { name: 'Una Berg', email: 'una@okpay.example', groups: ['hotline-leads'] },
        paul: { name: 'Paul', email: 'paul@okpay.example', groups: ['staff'] },
      },
    });
    hotlineOfCompany = await startServer(
      environment({
        DATA_DIR: mkdtempSync(join(tmpdir(), 'hotline-access-')),
        PORT: String(port),
        OIDC_ISSUER: company.issuer,
        OIDC_CLIENT_ID: company.clientId,
        OIDC_CLIENT_SECRET: company.clientSecret,
        OIDC_ROLES_CLAIM: 'groups',
        OIDC_ROLES: 'hotline-leads=lead',
      }),
    );
  }, SLOWLY_MS);
  afterAll(() => Promise.all([company.stop(), hotlineOfCompany.stop()]));

  test('somebody signs in by a button, though it is another site, and signs out there too', {
    timeout: SLOWLY_MS,
  }, async () => {
    await demoLink(hotlineOfCompany);
    company.isUsedBy('una');
    await page.goto(`${origin}/sign-in`);
    await page.getByRole('link', { name: 'Use your company account' }).click();
    await heading('You are signed in').waitFor();
    await page.getByText('Una Berg').waitFor();
    await page.getByText('You signed in with your company account.').waitFor();
    expect((await context.cookies(origin)).map(({ name }) => name)).toEqual(['hotline']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out here.').waitFor();
    const out = page.getByRole('link', { name: 'Sign out of your company account as well' });
    expect(await out.getAttribute('href')).toContain(`${company.issuer}/session/end?`);
    await out.click();
    await page.waitForURL(`${company.issuer}/**`);
    expect(offences).toEqual([]);
  });

  test('nobody without a role gets in, nor who does not want to, and the page says why', {
    timeout: SLOWLY_MS,
  }, async () => {
    await demoLink(hotlineOfCompany);
    company.isUsedBy('paul');
    await page.goto(`${origin}/api/sign-in/oidc`);
    await page.getByText('Your company account has no role at the hotline.').waitFor();
    company.isUsedBy(undefined);
    await context.clearCookies();
    await page.goto(`${origin}/api/sign-in/oidc`);
    await page.getByText('The company’s sign-in did not let you in.').waitFor();
    await page.goto(`${origin}/api/sign-in/oidc/callback?code=x&state=y`);
    await page.getByText('Signing in took too long, or began in another browser.').waitFor();
    expect(offences).toEqual([]);
  });
});
