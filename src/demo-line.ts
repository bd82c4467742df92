import { createMemoryDemoStore } from './backoffice/demo/memory-demo-store.ts';
import type { BackOffice } from './backoffice/operation.ts';
import { createMemoryKnownCallers } from './callers/memory-known-callers.ts';
import { createNameCaller } from './callers/name-caller.ts';
import { createAsking } from './calls/asking.ts';
import type { JournalEntry } from './calls/journal.ts';
import { createMemoryCallStore } from './calls/memory-call-store.ts';
import { createNotices } from './calls/notices.ts';
import type { Logger, Releases } from './calls/ports.ts';
import { createTurns } from './calls/turns.ts';
import { createWaiting } from './calls/waiting.ts';
import { type WatchedTurn, watchTurns } from './calls/watch-turns.ts';
import type { Config } from './config.ts';
import { createDemo } from './demo.ts';
import { DAY_MS } from './hours/local-date.ts';
import { createAfterwards } from './identity/afterwards.ts';
import { createMemoryCodeLedger } from './identity/codes/code-ledger.ts';
import { createKeyedHashes } from './identity/codes/keyed-hashes.ts';
import { createFindContact } from './identity/contacts.ts';
import { createIdentityServices } from './identity/identity-services.ts';
import { codeIn } from './mail/post.ts';
import { createNonces } from './nonces.ts';
import { createMemoryLimits } from './queues/limits.ts';
import type { Line } from './rehearsal/line.ts';
import { createServices } from './services.ts';

export interface DemoLineOptions {
  readonly config: Pick<Config, 'DEMO_INCIDENT'>;
  readonly releases: Releases;
  /** References of the demo's customers, by their numbers. */
  readonly referenceOf: Line['known']['referenceOf'];
  /** Whether the back office is down at an instant, epoch milliseconds. */
  readonly isDown: (at: number) => boolean;
  /** Takes the facts of each commit. */
  readonly append: (turn: Omit<JournalEntry, 'entry' | 'shard'>) => void;
}

/** Nothing that is made up belongs into the log of a hotline that answers real calls. */
const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const REMEMBERED_MS = 180 * DAY_MS;

/**
 * A hotline of its own for made-up callers: the flow, the engine, the turns and the demo back office as everybody has them,
 * with a clock that whoever plays the callers sets, and with nothing that reaches anybody: texts and mails go nowhere but
 * into the caller's hands.
 */
export function createDemoLine({ config, releases, referenceOf, isDown, append }: DemoLineOptions): Line {
  const clock = { at: 0 };
  const now = () => clock.at;
  const hours = { closures: () => [], overrides: () => [] };
  const demo = createDemo(config, { store: createMemoryDemoStore(), files: () => releases.current() });
  const backOffice: BackOffice = {
    ask: (question) => (isDown(clock.at) ? Promise.reject(new Error('it is down for a while')) : demo.ask(question)),
  };
  const { services: identity, settled, lastCode } = identify(backOffice, now);
  const knownCallers = createMemoryKnownCallers({
    nameCaller: createNameCaller('demo'),
    retentionMs: REMEMBERED_MS,
    now,
  });
  const asking = createAsking({
    services: createServices({ hours, backOffice, identity: { services: identity }, stores: { knownCallers } }),
    sendMessage: async () => true,
    keepCallback: async () => 'requested',
    log: SILENT,
  });
  const latest = new Map<string, WatchedTurn>();
  const kept = createMemoryCallStore({
    now,
    append: (call, { key, at, facts }) => append({ call, turn: key, at, facts }),
  });
  const store = watchTurns(kept, { releases, onTurn: (turn) => void latest.set(turn.sid, turn) });
  const around = { store, releases, hours, asking, render: () => '', newNonce: createNonces(), now, log: SILENT };
  return {
    takeTurn: createTurns(around),
    answerWait: createWaiting(around),
    takeNotice: createNotices(around),
    async find(sid) {
      await settled();
      const found = await store.find(sid);
      return found === 'buried' ? undefined : found;
    },
    watched: (sid) => latest.get(sid),
    clock,
    known: { codeOf: lastCode, referenceOf },
  };
}

/** Codes are made, sent and checked by the rules for everybody; the caller of the moment reads the last one. */
function identify(backOffice: BackOffice, now: () => number) {
  let latest: string | undefined;
  const afterwards = createAfterwards(SILENT);
  const read = async ({ text }: { readonly text: string }) => {
    latest = codeIn(text);
    return true;
  };
  const services = createIdentityServices({
    ledger: createMemoryCodeLedger(),
    limits: createMemoryLimits(now),
    hashes: createKeyedHashes('demo'),
    findContact: createFindContact(backOffice),
    channels: { sms: { type: 'own', reaches: () => true, send: read }, email: async (mail) => void (await read(mail)) },
    pace: (work) => work(),
    afterwards,
    log: SILENT,
  });
  return { services, settled: afterwards.settled, lastCode: () => latest };
}
