import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { createJournalSource } from '../../src/redis/journal.ts';
import type { TestHotline } from './hotline.ts';
import type { TestRedis } from './redis-server.ts';

/** The agents' line of `config/agents.yaml`, its demo agent and their PIN. */
export const LINE = '+85230000090';
export const AGENT = '+442079460190';
export const PIN = '314159#';
/** A caller in Hong Kong. */
export const CALLER = '+85291234567';

/** Rings, chooses English and signing in, and waits for a person. */
export async function waitsInEnglish(hotline: TestHotline, from = CALLER): Promise<PhoneCall> {
  const call = await choosesSignIn(hotline, { from, key: '2', says: /sign-in/i });
  await call.presses('0');
  await call.meets('queued');
  return call;
}

/** The same in Mandarin. */
export async function waitsInChinese(hotline: TestHotline, from = CALLER): Promise<PhoneCall> {
  const call = await choosesSignIn(hotline, { from, key: '1', says: /登录/ });
  await call.presses('0');
  await call.meets('queued');
  return call;
}

async function choosesSignIn(
  hotline: TestHotline,
  { from, key, says }: { readonly from: string; readonly key: string; readonly says: RegExp },
): Promise<PhoneCall> {
  const call = hotline.dial(from);
  await call.hears(/OKPay/);
  await call.presses(key);
  await call.hears(says);
  await call.presses('1');
  await call.isAsked();
  return call;
}

/** Rings the agents' line and keys the PIN. */
export async function signsIn(hotline: TestHotline, from = AGENT): Promise<PhoneCall> {
  const agent = hotline.twilio.dial({ from, to: LINE });
  await agent.hears(/PIN/);
  await agent.presses(PIN);
  await agent.hears(/您已登录/);
  return agent;
}

/** Every fact of one call, as the journal in Redis has them. */
export async function factsOf(redis: TestRedis, call: PhoneCall): Promise<readonly Fact[]> {
  const source = createJournalSource(redis.connect(), { consumer: 'test', now: () => 0 });
  const facts: Fact[] = [];
  for (;;) {
    const entries = await source.read(1000);
    if (entries.length === 0) return facts;
    facts.push(...entries.filter((entry) => entry.call === call.sid).flatMap((entry) => entry.facts));
    await source.acknowledge(entries.filter((entry) => entry.call === call.sid));
  }
}
