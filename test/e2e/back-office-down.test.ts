import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { json, type ScriptedBackOffice, startScripted, status } from '../support/scripted-back-office.ts';
import { staffFiles } from '../support/staff-files.ts';

let backOffice: ScriptedBackOffice;
let running: TestHotline;

/** The hotline, with a flow that asks for incidents before anything else, and a back office of its own. */
beforeEach(async () => {
  backOffice = await startScripted();
  const asksFirst = `next: ask-incidents
  ask-incidents:
    type: service
    service: incidents.current
    exits: { found: language, none: language, unavailable: say-sorry }
  say-sorry: { type: play, prompt: [{ prompt: unavailable-apology, language: en }], next: language }
  language:
`;
  const files = staffFiles(['flows/hotline.yaml', 'next: language\n  language:\n', asksFirst]);
  const environment = { BACKOFFICE_URL: backOffice.url, BACKOFFICE_TOKEN: 'a-token-of-sixteen' };
  running = await startHotline({ ...files, environment });
});
afterEach(async () => {
  await running.close();
  await backOffice.close();
});

const health = async () => {
  const reply = await running.hotline.app.inject('/health/ready');
  return { status: reply.statusCode, backOffice: reply.json().backOffice };
};

/** All that a caller hears up to the choice of a language. */
async function callHears(): Promise<string> {
  const call = running.dial('+85291234567');
  await call.hears(/English, press 2/);
  await call.hangsUp();
  return call.transcript;
}

test('a caller goes on where the back office answers', async () => {
  backOffice.script(json({ outcome: 'none', output: {} }));
  expect(await callHears()).not.toMatch(/sorry/i);
  const asked = backOffice.requests.filter(({ url }) => url !== '/v1/customers/by-caller');
  expect(asked).toMatchObject([
    { url: '/v1/incidents/current', body: { caller: '+85291234567', level: 'none', input: {} } },
  ]);
  expect(await health()).toEqual({ status: 200, backOffice: 'closed' });
});

test('callers hear an apology while it fails, and it is not asked for ever; calls can be taken all the same', async () => {
  backOffice.script(status(503));
  for (let calls = 0; calls < 4; calls += 1) expect(await callHears()).toMatch(/sorry/i);

  expect(backOffice.requests).toHaveLength(5);
  expect(await health()).toEqual({ status: 200, backOffice: 'open' });
});
