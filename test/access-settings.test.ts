import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isDemo, openAccess } from '../src/access.ts';
import { ConfigError, readConfig } from '../src/config.ts';

const problemsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test('names a provider by its address, and by what the two know of each other, together', () => {
  const OIDC_ISSUER = 'https://id.okpay.example/realms/staff';
  const OIDC_CLIENT_ID = 'hotline';
  const OIDC_CLIENT_SECRET = 'between-the-two';
  expect(problemsOf({ OIDC_ISSUER })).toEqual([
    'OIDC_CLIENT_ID is needed where OIDC_ISSUER is set',
    'OIDC_CLIENT_SECRET is needed where OIDC_ISSUER is set',
  ]);
  expect(problemsOf({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, LOCAL_ACCOUNTS: 'off' })).toEqual([]);
  expect(problemsOf({ LOCAL_ACCOUNTS: 'off' })).toEqual(['OIDC_ISSUER is needed where LOCAL_ACCOUNTS is off']);
});

test.each([
  ['leads=lead', true],
  ['hotline leads=lead,it=admin,https://id.example/x=ops', true],
  ['leads', false],
  ['leads=boss', false],
  ['leads=lead,', false],
])('takes roles %s: %s', (OIDC_ROLES, isTaken) => {
  expect(problemsOf({ OIDC_ROLES })).toEqual(isTaken ? [] : ['OIDC_ROLES is not a list such as leads=lead']);
});

test.each([
  ['10.0.0.0/8', true],
  ['192.168.1.5,fd00::/8,::1', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0.0/8, 10.1.1.1', false],
  ['proxy.example', false],
])('trusts proxies %s: %s', (TRUSTED_PROXIES, isTaken) => {
  const problems = isTaken ? [] : ['TRUSTED_PROXIES is not a list of addresses and networks'];
  expect(problemsOf({ TRUSTED_PROXIES })).toEqual(problems);
});

test.each([
  [{}, true],
  [{ HOST: '127.0.0.1' }, true],
  [{ HOST: 'localhost' }, true],
  [{ HOST: '::1' }, true],
  [{ HOST: '0.0.0.0' }, false],
  [{ HOST: '192.168.1.7' }, false],
  [{ HOST: '127.0.0.1.evil.example' }, false],
  [{ TWILIO_AUTH_TOKEN: 'a1b2c3d4e5f6a7b8', HOST: '127.0.0.1' }, false],
])('%j is a demo on one machine: %s', (environment, expected) => {
  expect(isDemo(readConfig(environment))).toBe(expected);
});

test('production is no demo, whatever else is set', () => {
  expect(isDemo({ NODE_ENV: 'production', carrier: 'emulator', host: '127.0.0.1' })).toBe(false);
});

test('the settings say how long sessions are, whether accounts are here, and where the provider is', async () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'access-'));
  onTestFinished(() => rmSync(DATA_DIR, { recursive: true, force: true }));
  const database = { ready: () => Promise.reject(new Error('nothing is asked yet')) };
  const open = (environment: Readonly<Record<string, string>>) =>
    openAccess(readConfig({ DATA_DIR, ...environment }), { database, now: () => 0 });

  const plain = await open({});
  expect(plain).toMatchObject({ hasLocalAccounts: true, rules: { longestMs: 43_200_000, idleMs: 3_600_000 } });
  expect(plain.provider).toBeUndefined();

  const company = await open({
    SESSION_HOURS: '8',
    SESSION_IDLE_MINUTES: '15',
    LOCAL_ACCOUNTS: 'off',
    OIDC_ISSUER: 'https://id.okpay.example',
    OIDC_CLIENT_ID: 'hotline',
    OIDC_CLIENT_SECRET: 'between-the-two',
  });
  expect(company).toMatchObject({ hasLocalAccounts: false, rules: { longestMs: 28_800_000, idleMs: 900_000 } });
  expect(company.provider).toBeDefined();
  await expect(open({ HOST: '0.0.0.0' }).then((access) => access.makeDemoLink())).rejects.toThrow('only a demo');
});
