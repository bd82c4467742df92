import { OPERATIONS, type Operation } from '../../../src/backoffice/contract.ts';
import { createDemoBackOffice } from '../../../src/backoffice/demo/demo-back-office.ts';
import { createMemoryDemoStore } from '../../../src/backoffice/demo/memory-demo-store.ts';
import type { BackOffice, Question } from '../../../src/backoffice/operation.ts';
import { DEMO_SEED } from '../../../src/backoffice/seeds/seed.ts';
import type { Answer } from '../../../src/flow/events.ts';
import { isE164 } from '../../../src/values/phone-number.ts';
import { okpay } from '../../support/okpay-release.ts';

/** A Tuesday in Hong Kong while people answer. */
export const TUESDAY = Date.parse('2026-11-24T10:00:00+08:00');

type Service = Operation['service'];

/** What a question is like besides its operation; the customer is named by `as`, and verified by text message. */
export interface Asking {
  readonly input?: Question['input'];
  /** The number of the customer who has been verified. */
  readonly as?: string;
  readonly caller?: string;
  readonly level?: Question['level'];
  readonly language?: string;
  readonly region?: string;
  readonly at?: number;
  readonly key?: string;
}

export type Ask = (service: Service, asking?: Asking) => Promise<Answer>;

/** The demo of a test's own, in memory. */
export function openDemo(options: { readonly hasIncident?: boolean } = {}): { readonly ask: Ask } {
  const demo = createDemoBackOffice({
    store: createMemoryDemoStore(),
    seed: DEMO_SEED,
    calendars: () => okpay.calendars,
    ...options,
  });
  return { ask: (service, asking = {}) => ask(demo, service, asking) };
}

function ask(demo: BackOffice, service: Service, asking: Asking): Promise<Answer> {
  const { input = {}, as, caller, language = 'en', region = 'hk', at = TUESDAY, key = 'CA1/1/0' } = asking;
  const contract = OPERATIONS.find((one) => one.service === service);
  if (!contract) throw new Error(`${service} is no operation`);
  if (caller !== undefined && !isE164(caller)) throw new Error(`${caller} is no number`);
  return demo.ask({
    contract,
    input,
    ...(as === undefined ? {} : { account: accountOf(as) }),
    ...(caller === undefined ? {} : { caller }),
    level: asking.level ?? (as === undefined ? 'none' : 'sms'),
    language,
    region,
    at,
    idempotencyKey: key,
    signal: new AbortController().signal,
  });
}

/** The account of the customer with this number; any other text is an account itself. */
export function accountOf(phone: string): string {
  return DEMO_SEED.entries.find((entry) => entry.phone === phone)?.account ?? phone;
}
