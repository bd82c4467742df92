import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyServicesOf } from '../../src/carrier-numbers.ts';
import type { Config } from '../../src/config.ts';
import { readConfig } from '../../src/config.ts';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { createTwilio, type Twilio } from '../../src/emulator/twilio.ts';
import { freePort } from '../../src/free-port.ts';
import { keepTexts } from '../../src/keep-texts.ts';
import { createPost, type Post } from '../../src/mail/post.ts';
import { createHotline, type Hotline, type HotlineParts } from '../../src/main.ts';
import { keepEmbedded } from './kept/keep-stored.ts';
import { keepRequests, watchHotline } from './kept/watch-hotline.ts';

/** A hotline that answers an emulated carrier over real HTTP, both in one virtual time. */
export interface TestHotline {
  readonly hotline: Hotline;
  readonly twilio: Twilio;
  /** What customers got in writing. */
  readonly post: Post;
  readonly url: string;
  /** Rings a number of the hotline. */
  dial(from?: string, to?: string): PhoneCall;
  close(): Promise<void>;
}

export interface TestHotlineOptions {
  /** ISO instant at which virtual time starts. */
  readonly at?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly services?: HotlineParts['services'];
  readonly backOffice?: HotlineParts['backOffice'];
  readonly logTo?: HotlineParts['logTo'];
  readonly transcriber?: HotlineParts['transcriber'];
  /** What the carrier makes of a message; the very words unless said otherwise. */
  readonly transcribe?: Parameters<typeof createTwilio>[0]['transcribe'];
  /** What Twilio's documentation leaves open, set the other way. */
  readonly switches?: Parameters<typeof createTwilio>[0]['switches'];
  readonly flowsDir?: string;
  readonly configDir?: string;
}

const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
/** Signs the webhooks, and opens the REST API. */
export const AUTH_TOKEN = 'a-token-of-the-tests'.replaceAll('-', '0');
/** A Monday at ten in Hong Kong. */
const OFFICE_HOURS = '2026-11-23T10:00:00+08:00';

export async function startHotline(options: TestHotlineOptions = {}): Promise<TestHotline> {
  const startsAt = Date.parse(options.at ?? OFFICE_HOURS);
  let now = startsAt;
  const dataDir = mkdtempSync(join(tmpdir(), 'hotline-'));
  const config: Config = readConfig({
    // Every line is searched for secrets when all tests are over.
    LOG_LEVEL: 'trace',
    JOURNAL_WRITER: 'off',
    // Each call of a test is its caller's first, unless the test is about that.
    CALLERS_REMEMBERED_DAYS: '0',
    PORT: '0',
    DATA_DIR: dataDir,
    ...(options.flowsDir === undefined ? {} : { FLOWS_DIR: options.flowsDir }),
    ...(options.configDir === undefined ? {} : { CONFIG_DIR: options.configDir }),
    ...options.environment,
  });
  const post = createPost();
  const watch = watchHotline(() => hotline, options.logTo);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const hotline: Hotline = await createHotline(
    { ...config, PORT: port, publicUrl: url, fallbackUrl: `${url}/twilio/fallback` },
    {
      authTokens: [AUTH_TOKEN],
      accountSid: ACCOUNT_SID,
      now: () => now,
      restUrl: () => twilio.restUrl,
      post,
      ...(options.services ? { services: options.services } : {}),
      ...(options.backOffice ? { backOffice: options.backOffice } : {}),
      ...(options.transcriber ? { transcriber: options.transcriber } : {}),
      logTo: watch.logTo,
      watchStore: watch.watchStore,
    },
  );
  const numbers = [...Object.keys(hotline.release.numbers), ...(hotline.line === undefined ? [] : [hotline.line])];
  const twilio = await createTwilio({
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    startsAt,
    verifyServices: verifyServicesOf(config),
    ...(options.switches === undefined ? {} : { switches: options.switches }),
    ...(options.transcribe === undefined ? {} : { transcribe: options.transcribe }),
    onTime: (at) => {
      now = at;
    },
    numbers: numbers.map((phoneNumber) => ({
      phoneNumber,
      voiceUrl: `${url}/twilio/voice`,
      voiceFallbackUrl: `${url}/twilio/fallback`,
      statusCallback: `${url}/twilio/status`,
      voiceCallerIdLookup: true,
    })),
  });
  keepTexts(twilio, post);
  await hotline.app.listen({ host: '127.0.0.1', port });
  return {
    hotline,
    twilio,
    post,
    url,
    dial: (from = '+85291234567', to = numbers[0] ?? '') => twilio.dial({ from, to }),
    async close() {
      keepRequests(watch, twilio);
      watch.sent(post);
      await twilio.close();
      await hotline.close();
      if (config.JOURNAL_WRITER === 'on' && config.DATABASE_URL === undefined) await keepEmbedded(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
