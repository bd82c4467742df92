import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { WRONG } from './support/wrong-environment.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  TWILIO_AUTH_TOKEN: 'a1b2c3d4e5f6a7b8',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  PUBLIC_URL: 'https://hotline.example',
  REDIS_URL: 'redis://127.0.0.1:6379',
  DATABASE_URL: 'postgres://localhost/hotline',
  BACKOFFICE_URL: 'https://backoffice.example/hotline',
  BACKOFFICE_TOKEN: 'b'.repeat(16),
  SESSION_SECRET: 's'.repeat(32),
};

const problemsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('the environment', () => {
  test('that is wrong is told whole, by names alone', () => {
    const problems = problemsOf(WRONG);
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(expect.arrayContaining(Object.keys(WRONG)));
    expect(problems).toHaveLength(Object.keys(WRONG).length);
    expect(problems.join('\n')).not.toMatch(/canary|:secret/i);
  });

  test('of production is told whole as well: what is wrong, what is missing, what is refused', () => {
    const problems = problemsOf({ NODE_ENV: 'production', PORT: 'x', HOTLINE_NOW: '2026-11-24T10:00:00Z' }).join('\n');
    for (const name of ['PORT', 'HOTLINE_NOW', ...Object.keys(PRODUCTION).slice(1)]) expect(problems).toContain(name);
  });

  test.each(Object.keys(PRODUCTION).slice(1))('of production must have %s, and empty is not having it', (name) => {
    expect(problemsOf(PRODUCTION)).toEqual([]);
    expect(problemsOf({ ...PRODUCTION, [name]: '' })).toEqual([`${name} is needed in production`]);
  });

  test('may not set the clock in production', () => {
    const problems = problemsOf({ ...PRODUCTION, HOTLINE_NOW: '2026-11-24T10:00:00Z' });
    expect(problems).toEqual(['HOTLINE_NOW is refused in production']);
  });

  test('counts an empty variable as an unset one', () => {
    const empty = Object.fromEntries(
      Object.keys({ ...WRONG, NODE_ENV: '', HOST: '', DATA_DIR: '' }).map((name) => [name, '']),
    );
    expect(readConfig(empty)).toEqual(readConfig({}));
    expect(readConfig(empty)).toMatchObject({
      PORT: 3000,
      host: '127.0.0.1',
      carrier: 'emulator',
      publicUrl: 'http://localhost:3000',
      fallbackUrl: 'http://localhost:3000/twilio/fallback',
    });
  });

  test.each(['0x10', '1e3', ' ', '3000.5', '-1', '65536', '00000080'])('takes no PORT such as "%s"', (PORT) => {
    expect(problemsOf({ PORT })).toEqual(['PORT is not a valid value']);
  });

  test.each(['https://hotline.example/?a=1', 'https://hotline.example/#rc=2'])(
    'takes no PUBLIC_URL %s',
    (PUBLIC_URL) => {
      expect(problemsOf({ PUBLIC_URL })).toEqual(['PUBLIC_URL is not an address without query and fragment']);
    },
  );

  test.each([
    'ftp://backoffice.example',
    'backoffice.example',
    'https://backoffice.example/?a=1',
    'https://who:secret@backoffice.example',
  ])('takes no BACKOFFICE_URL %s', (BACKOFFICE_URL) => {
    const problems = problemsOf({ BACKOFFICE_URL, BACKOFFICE_TOKEN: 'b'.repeat(16) });
    expect(problems).toEqual([expect.stringMatching(/^BACKOFFICE_URL is not /)]);
  });

  test.each([
    ['http://backoffice.example', false],
    ['HTTP://backoffice.example', false],
    ['http://localhost.example/hotline', false],
    ['http://127.0.0.1:3100', true],
    ['http://localhost:3100/hotline', true],
    ['https://backoffice.example', true],
  ])('in production asks about customers at %s: %s', (BACKOFFICE_URL, isTaken) => {
    const problems = isTaken ? [] : ['BACKOFFICE_URL is not an https address'];
    expect(problemsOf({ ...PRODUCTION, BACKOFFICE_URL })).toEqual(problems);
    expect(problemsOf({ BACKOFFICE_URL, BACKOFFICE_TOKEN: 'b'.repeat(16) })).toEqual([]);
  });

  test('is for production, development or tests, and for nothing that is mistyped', () => {
    const told = (NODE_ENV: string) => problemsOf({ ...PRODUCTION, NODE_ENV });
    expect(['production', 'development', 'test'].flatMap(told)).toEqual([]);
    for (const word of ['prod', 'PRODUCTION', 'live']) expect(told(word)).toEqual(['NODE_ENV is not a valid value']);
  });

  test('names a back office by its address and a token together', () => {
    const BACKOFFICE_URL = 'http://127.0.0.1:3100';
    expect(problemsOf({ BACKOFFICE_URL })).toEqual(['BACKOFFICE_TOKEN is needed where BACKOFFICE_URL is set']);
    expect(problemsOf({ BACKOFFICE_TOKEN: 'b'.repeat(16) })).toEqual([]);
    expect(problemsOf({ BACKOFFICE_URL, BACKOFFICE_TOKEN: 'too-short' })).toHaveLength(1);
    expect(problemsOf({ BACKOFFICE_URL, BACKOFFICE_TOKEN: `${'b'.repeat(16)}\n` })).toHaveLength(1);
  });

  test.each([
    ['SMTP_URL', 'MAIL_FROM', 'smtps://mail.example', 'OKPay <no-reply@okpay.example>'],
    ['MAIL_URL', 'MAIL_TOKEN', 'https://mail.example/send', 'a-token-for-mails'],
  ])('with %s needs %s', (url, other, address, value) => {
    expect(problemsOf({ [url]: address })).toEqual([`${other} is needed where ${url} is set`]);
    expect(problemsOf({ [url]: address, [other]: value })).toEqual([]);
    expect(problemsOf({ [other]: value })).toEqual([]);
  });

  test('takes no password in MAIL_URL, with which no mail would go out', () => {
    const MAIL_URL = 'https://who:secret@mail.example/send?queue=codes';
    const MAIL_TOKEN = 'a-token-for-mails';
    expect(problemsOf({ MAIL_URL, MAIL_TOKEN })).toEqual(['MAIL_URL is not an address without a password']);
    expect(problemsOf({ MAIL_URL: MAIL_URL.replace('who:secret@', ''), MAIL_TOKEN })).toEqual([]);
  });

  test.each(['no-reply@okpay.example', 'OKPay <no-reply@okpay.example>', 'OKPay 热线 <hotline@okpay.example>'])(
    'takes mails from %s',
    (MAIL_FROM) => {
      expect(problemsOf({ MAIL_FROM })).toEqual([]);
    },
  );

  test.each([
    ['https://mail.example/send', true],
    ['http://localhost:8025/send', true],
    ['http://127.0.0.1', true],
    ['http://mail.example/send', false],
    ['http://localhost.example/send', false],
    ['http://localhost:1@mail.example/send', false],
  ])('gives codes to a mail service at %s: %s', (MAIL_URL, isTaken) => {
    const problems = isTaken ? [] : [expect.stringMatching(/^MAIL_URL is not an https address/)];
    expect(problemsOf({ MAIL_URL, MAIL_TOKEN: 'a-token-for-mails' })).toEqual(problems);
  });

  test('with an auth token listens for Twilio everywhere', () => {
    expect(readConfig({ TWILIO_AUTH_TOKEN: 'a1b2c3d4' })).toMatchObject({ carrier: 'twilio', host: '0.0.0.0' });
  });
});

test('the clock may be set to the minute, with its offset', () => {
  expect(readConfig({ HOTLINE_NOW: '2026-11-23T10:00+08:00' }).HOTLINE_NOW).toBe('2026-11-23T10:00+08:00');
  for (const HOTLINE_NOW of ['2026-11-23T10:00', '2026-11-23', '2026-13-23T10:00Z', 'now']) {
    expect(problemsOf({ HOTLINE_NOW })).toEqual([
      'HOTLINE_NOW is not an instant with its offset, as 2026-11-23T10:00+08:00',
    ]);
  }
});
