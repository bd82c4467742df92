import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../../src/config.ts';
import { createHotline, type Hotline, type HotlineParts } from '../../src/main.ts';
import { watchHotline } from './kept/watch-hotline.ts';
import { type Bring, type StrangerCall, strangerCall } from './stranger.ts';

export const ACCOUNT_SID = `AC${'5'.repeat(32)}`;
export const AUTH_TOKEN = 'token0of0the0strangers';
export const PUBLIC_URL = 'https://hotline.example';
/** A Tuesday in Hong Kong while people answer. */
export const OFFICE_HOURS = '2026-11-24T10:00:00+08:00';

/** A hotline in this process, that a carrier without any of its code rings. */
export interface StrangersHotline {
  readonly app: FastifyInstance;
  /** Everything that was logged, a line each. */
  readonly log: readonly string[];
  readonly bring: Bring;
  readonly dials: (calling?: Parameters<typeof strangerCall>[1]) => StrangerCall;
  close(): Promise<void>;
}

export interface StrangersHotlineOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly parts?: Partial<HotlineParts>;
}

/** Opens a hotline without a port: requests are handed to it. */
export async function openHotline({
  environment = {},
  parts = {},
}: StrangersHotlineOptions = {}): Promise<StrangersHotline> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hotline-'));
  const log: string[] = [];
  const config = readConfig({
    PUBLIC_URL,
    DATA_DIR: dataDir,
    JOURNAL_WRITER: 'off',
    CALLERS_REMEMBERED_DAYS: '0',
    LOG_LEVEL: 'trace',
    HOTLINE_NOW: OFFICE_HOURS,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    ...environment,
  });
  const watch = watchHotline(() => hotline, { write: (line) => void log.push(line) });
  const hotline: Hotline = await createHotline(config, {
    authTokens: [AUTH_TOKEN],
    accountSid: ACCOUNT_SID,
    logTo: watch.logTo,
    watchStore: watch.watchStore,
    ...parts,
  });
  const { app, close } = hotline;
  const bring: Bring = async (url, payload, headers) => {
    watch.asked(url, Object.fromEntries(new URLSearchParams(payload)));
    const { statusCode, headers: given, body } = await app.inject({ method: 'POST', url, payload, headers });
    return { status: statusCode, type: String(given['content-type'] ?? ''), body };
  };
  return {
    app,
    log,
    bring,
    dials: (calling) =>
      strangerCall({ bring, publicUrl: config.publicUrl, authToken: AUTH_TOKEN, accountSid: ACCOUNT_SID }, calling),
    async close() {
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
