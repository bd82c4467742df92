import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chooseBackOffice } from '../../src/back-office.ts';
import type { Question } from '../../src/backoffice/operation.ts';
import { complaintsOpen, complaintsStatus } from '../../src/backoffice/operations/complaints.ts';
import type { Config } from '../../src/config.ts';
import type { Contract } from '../../src/flow/contract.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { databaseOf } from '../../src/record.ts';
import { okpay } from '../support/okpay-release.ts';

const LAPTOP: Pick<Config, 'NODE_ENV' | 'DEMO_INCIDENT'> = { NODE_ENV: 'development', DEMO_INCIDENT: 'off' };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const question = (contract: Contract, input: Question['input']): Question => ({
  contract,
  input,
  account: 'demo-0051',
  level: 'sms',
  language: 'en',
  region: 'gb',
  at: Date.parse('2026-11-24T10:00:00Z'),
  idempotencyKey: 'CA1/1/0',
  signal: new AbortController().signal,
});

const backOfficeIn = (database: Database | undefined, config = LAPTOP) =>
  chooseBackOffice(config, { database, releases: { current: () => okpay }, log: silent });

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('the back office of a laptop', () => {
  test('still has a case after the hotline was stopped and started', async () => {
    const directory = await newFolder();
    const before = createDatabase({ directory });
    const { output } = await (await backOfficeIn(before)).ask(question(complaintsOpen, { kind: 'complaint' }));
    await before.close();

    const after = createDatabase({ directory });
    onTestFinished(() => after.close());
    const asked = question(complaintsStatus, { caseId: String(output.caseId) });
    expect(await (await backOfficeIn(after)).ask(asked)).toEqual({
      outcome: 'found',
      output: { stage: 'received', answerBy: '2026-12-15' },
    });
  });

  test('answers without a database', async () => {
    const asked = question(complaintsStatus, { caseId: '30051000013' });
    expect(await (await backOfficeIn(undefined)).ask(asked)).toMatchObject({ outcome: 'found' });
  });
});

test('in production the demo never answers', async () => {
  const choosing = backOfficeIn(undefined, { ...LAPTOP, NODE_ENV: 'production' });
  await expect(choosing).rejects.toThrow('there is no back office');
});

describe('a process whose record another one writes', () => {
  test('leaves the embedded database to that one', async () => {
    const DATA_DIR = await newFolder();
    expect(databaseOf({ JOURNAL_WRITER: 'off', DATABASE_URL: undefined, DATA_DIR }, silent)).toBeUndefined();
  });

  test('shares a server with it', async () => {
    const DATABASE_URL = 'postgresql://127.0.0.1:1/hotline';
    const database = databaseOf({ JOURNAL_WRITER: 'off', DATABASE_URL, DATA_DIR: '/nowhere' }, silent);
    expect(database).toBeDefined();
    await database?.close();
  });
});
