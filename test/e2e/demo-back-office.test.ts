import { afterEach, describe, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { staffFiles } from '../support/staff-files.ts';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** Whoever is known is told so, and of what is broken, before anything else. */
const ASKING = `start: who-calls

nodes:
  who-calls:
    type: service
    service: customers.by-caller
    exits: { known: greet-known, unknown: what-is-broken, unavailable: greeting }
  greet-known: { type: play, prompt: known, next: what-is-broken }
  what-is-broken:
    type: service
    service: incidents.current
    into: incident
    exits: { found: tell-incident, none: greeting, unavailable: greeting }
  tell-incident: { type: play, prompt: broken, next: greeting }
`;

const hotlineThatAsks = (environment: Readonly<Record<string, string>> = {}) =>
  startHotline({
    environment,
    ...staffFiles(
      ['flows/hotline.yaml', 'start: greeting\n', ''],
      ['flows/hotline.yaml', 'nodes:\n', ASKING],
      ['flows/hotline.yaml', 'variables:\n', 'variables:\n  incident: { from: incidents.current }\n'],
      ...['zh-CN', 'en', 'es'].map(
        (language) =>
          [
            `flows/prompts/${language}.yaml`,
            '\ngoodbye:',
            '\nknown: We know you.\nbroken: "{incidentMessage}"\ngoodbye:',
          ] as const,
      ),
    ),
  });

describe('without a back office, the demo', () => {
  test('knows its customers by their number', async () => {
    running = await hotlineThatAsks();
    const call = running.dial('+447700900011');
    await call.hears(/We know you/);
    expect(call.errors).toEqual([]);
  });

  test('does not know anybody else, and has nothing broken', async () => {
    running = await hotlineThatAsks();
    const call = running.dial('+85291234567');
    await call.hears(/For English/);
    expect(call.transcript).toMatch(/OKPay/);
    expect(call.transcript).not.toMatch(/We know you|pay twice/);
    expect(call.errors).toEqual([]);
  });

  test('tells of an incident when it is told that there is one', async () => {
    running = await hotlineThatAsks({ DEMO_INCIDENT: 'on' });
    const call = running.dial('+85291234567');
    await call.hears(/Please do not pay twice/);
    expect(call.errors).toEqual([]);
  });
});
