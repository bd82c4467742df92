import Fastify, { type FastifyBaseLogger } from 'fastify';
import { createAsking } from '../../src/calls/asking.ts';
import { createMemoryCallStore } from '../../src/calls/memory-call-store.ts';
import { createNotices } from '../../src/calls/notices.ts';
import type { CallStore, Commit, FactBatch, Service } from '../../src/calls/ports.ts';
import { createReduced } from '../../src/calls/reduced.ts';
import { createTurns } from '../../src/calls/turns.ts';
import { createWaiting } from '../../src/calls/waiting.ts';
import type { Release } from '../../src/flow/release.ts';
import { createMemoryReleaseStore, createReleases } from '../../src/releases/releases.ts';
import { createTwiml } from '../../src/twilio/twiml.ts';
import { twilioWebhooks } from '../../src/webhooks/twilio-webhooks.ts';
import { type Bring, strangerCall } from './stranger.ts';
import { ACCOUNT_SID, AUTH_TOKEN, OFFICE_HOURS, PUBLIC_URL } from './stranger-hotline.ts';

export interface StrangersAppOptions {
  readonly release: Release;
  readonly services?: readonly Service[];
  /** How long a caller is left without a sound for an answer. */
  readonly patienceMs?: number;
  /** Stands between the hotline and its store. */
  readonly wrap?: (store: CallStore) => CallStore;
}

/** The hotline's webhooks on a release of the test's own and a store in memory, with all that was kept and said. */
export async function openApp({
  release,
  services = [],
  patienceMs = 30,
  wrap = (store) => store,
}: StrangersAppOptions) {
  let at = Date.parse(OFFICE_HOURS);
  let nonces = 0;
  const batches: (FactBatch & { readonly sid: string })[] = [];
  const commits: Commit[] = [];
  let answersLeft = 0;
  const errors: unknown[] = [];
  const memory = createMemoryCallStore({ now: () => at, append: (sid, batch) => void batches.push({ sid, ...batch }) });
  const store = wrap({
    ...memory,
    commit: async (commit) => {
      const kept = await memory.commit(commit);
      if (kept) commits.push(commit);
      return kept;
    },
    putAnswer: async (...answer) => {
      await memory.putAnswer(...answer);
      answersLeft += 1;
    },
  });
  const note = { info: () => undefined, warn: () => undefined, error: (fields: unknown) => void errors.push(fields) };
  const quiet = { fatal: note.error, debug: note.info, trace: note.info, silent: note.info, level: 'error' };
  const log: FastifyBaseLogger = { ...note, ...quiet, child: () => log };
  const asking = createAsking({
    services,
    sendMessage: async () => true,
    keepCallback: async () => 'requested',
    log,
  });
  const around = {
    store,
    releases: await createReleases(release, createMemoryReleaseStore()),
    hours: { closures: () => [], overrides: () => [] },
    asking,
    patienceMs,
    now: () => at,
    log,
    newNonce: () => `nonce-${++nonces}`,
    render: createTwiml({ origin: 'http://localhost', basePath: '', overrides: '#rc=2', transcribes: true }),
    queue: 'general',
  };
  const app = Fastify({ loggerInstance: log });
  app.addHook('onError', async (_request, _reply, error) => void errors.push(error));
  await app.register(twilioWebhooks, {
    takeTurn: createTurns(around),
    answerWait: createWaiting(around),
    takeNotice: createNotices(around),
    reduced: createReduced(around),
    publicUrl: PUBLIC_URL,
    fallbackUrl: `${PUBLIC_URL}/twilio/fallback`,
    authTokens: [AUTH_TOKEN],
    accountSid: ACCOUNT_SID,
  });
  const bring: Bring = async (url, payload, headers) => {
    const { statusCode, headers: given, body } = await app.inject({ method: 'POST', url, payload, headers });
    return { status: statusCode, type: String(given['content-type'] ?? ''), body };
  };
  return {
    dials: () => strangerCall({ bring, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN, accountSid: ACCOUNT_SID }),
    /** All that was logged as an error, or thrown. */
    errors,
    /** Answers that came later than a caller's patience. */
    answersLeft: () => answersLeft,
    commits: (sid: string) => commits.filter((commit) => commit.sid === sid),
    /** The facts of a call, each with the id that it is stored under. */
    facts: (sid: string) =>
      batches
        .filter((batch) => batch.sid === sid)
        .flatMap(({ key, facts }) => facts.map((fact, index) => ({ ...fact, id: `${key}/${index}` }))),
    passes: (ms: number) => {
      at += ms;
    },
  };
}
