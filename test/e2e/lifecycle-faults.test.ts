import { describe, expect, test } from 'vitest';
import type { Release } from '../../src/flow/release.ts';
import { openApp } from '../support/stranger-app.ts';
import { everyPhase, lookUp } from '../support/stranger-release.ts';

/** The release after something in it was lost, as no release is that passed the checks. */
function without(...prompts: readonly string[]): Release {
  const english = Object.entries(everyPhase.prompts.en ?? {}).filter(([name]) => !prompts.includes(name));
  return { ...everyPhase, prompts: { ...everyPhase.prompts, en: Object.fromEntries(english) } };
}

const service = { contract: lookUp, ask: async () => ({ outcome: 'found', output: {} }) };

describe('a bug that throws', () => {
  test('in what is said is heard as the reduced mode: an apology and a person', async () => {
    const app = await openApp({ release: without('found'), services: [service] });
    const call = app.dials();
    await call.enters();
    const reply = await call.presses('1');
    expect(reply).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(call.heard()).toBe('reduced-greeting.');
    expect(call.queue()).toBe('general');
    expect(app.errors).not.toEqual([]);
    expect(await call.waits()).toMatchObject({ status: 200, body: expect.stringContaining('one-moment') });
    expect(await call.leavesQueue('bridged')).toMatchObject({ status: 200, body: expect.stringContaining('goodbye') });
  });

  test('in what is said to those who wait keeps them waiting', async () => {
    const app = await openApp({ release: without('waiting'), services: [service] });
    const call = app.dials();
    await call.enters();
    await call.presses('0');
    const reply = await call.waits();
    expect(reply).toMatchObject({ status: 200, body: expect.stringMatching(/one-moment.*<Pause/) });
    expect(reply.body).not.toMatch(/<Leave|<Hangup|<Enqueue/);
  });

  test('in the reduced mode as well is heard as the last resort', async () => {
    const app = await openApp({ release: without('found', 'reduced-greeting', 'one-moment'), services: [service] });
    const call = app.dials();
    await call.enters();
    expect(await call.presses('1')).toMatchObject({ status: 200 });
    expect(call.heard()).toBe('apology. goodbye.');
  });

  test('in the flow itself, where a node is gone, is heard as the reduced mode', async () => {
    const nodes = Object.fromEntries(Object.entries(everyPhase.nodes).filter(([id]) => !id.endsWith('leave-message')));
    const app = await openApp({ release: { ...everyPhase, nodes }, services: [service] });
    const call = app.dials();
    await call.enters();
    expect(await call.presses('2')).toMatchObject({ status: 200 });
    expect(call.heard()).toBe('reduced-greeting.');
    expect(JSON.stringify(app.errors.map(String))).not.toMatch(/91234567/);
  });
});

test('the end of a call, told just as it begins, ends it and is not taken for one that never came', async () => {
  let isEarly = false;
  const app = await openApp({
    release: everyPhase,
    services: [service],
    wrap: (store) => ({
      ...store,
      find: async (sid) => {
        if (!isEarly) return store.find(sid);
        isEarly = false;
        return undefined;
      },
    }),
  });
  const call = app.dials();
  await call.enters();
  isEarly = true;
  await call.isOver();
  await call.tells(call.next(), { CallStatus: 'completed', Digits: '' });
  const ends = app.facts(call.sid).filter(({ type }) => type === 'call-ended');
  expect(ends).toEqual([expect.objectContaining({ disposition: 'caller-hung-up' })]);
});
