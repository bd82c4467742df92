import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { syntheticWav } from '../../../src/emulator/rest/media.ts';
import { callTo } from '../support/call.ts';

const wav = {
  '/tune.wav': (_: unknown, response: ServerResponse) => {
    response.setHeader('content-type', 'audio/wav');
    response.end(syntheticWav(2.5));
    return undefined;
  },
};

// https://www.twilio.com/docs/voice/twiml/play
describe('<Play>', () => {
  test('fetches the file by GET without parameters, and lasts as long as it does', async () => {
    const { call, application } = await callTo({ '/voice': '<Play>/tune.wav</Play><Say>After.</Say>', ...wav });
    const played = await call.hearsFile(/tune\.wav$/);
    const after = await call.hears('After');
    expect(after.at - played.at).toBe(2500);
    expect(application.at('/tune.wav')[0]).toMatchObject({ method: 'GET', query: {} });
    expect(application.at('/tune.wav')[0]?.headers).not.toHaveProperty('x-twilio-signature');
  });

  // #loop
  test('loop plays it so often', async () => {
    const { call } = await callTo({ '/voice': '<Play loop="2">/tune.wav</Play>', ...wav });
    await call.ends();
    expect(call.events.filter(({ type }) => type === 'played')).toHaveLength(2);
  });

  // #digits
  test('digits are sent as tones', async () => {
    const { call } = await callTo({ '/voice': '<Play digits="1wW2"/><Say>After.</Say>' });
    const tones = await call.meets('tones');
    const after = await call.hears('After');
    expect(after.at - tones.at).toBe(2000);
  });

  test('a file that is none is warned of and passed over', async () => {
    const { call } = await callTo({ '/voice': '<Play>/page</Play><Say>After.</Say>' });
    await call.hears('After');
    expect(call.warnings.map(({ code }) => code)).toEqual([13420]);
  });

  test('an empty one is warned of and passed over', async () => {
    const { call } = await callTo({ '/voice': '<Play></Play><Say>After.</Say>' });
    await call.hears('After');
    expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
  });
});

// https://www.twilio.com/docs/voice/twiml/pause
describe('<Pause>', () => {
  test('is silence of one second, or of its length', async () => {
    const { call } = await callTo({
      '/voice': '<Say>One.</Say><Pause/><Say>Two.</Say><Pause length="300"/><Say>Three.</Say>',
    });
    const one = await call.hears('One');
    const two = await call.hears('Two');
    const three = await call.hears('Three', { withinSeconds: 400 });
    expect(two.at - one.at).toBe(1385);
    expect(three.at - two.at).toBe(300_385);
  });

  test('as the first verb lets the telephone ring so long', async () => {
    const { call } = await callTo({ '/voice': '<Pause length="4"/><Say>Hello.</Say>' });
    const ringing = await call.meets('ringing');
    const answered = await call.meets('answered');
    expect(answered.at - ringing.at).toBe(4000);
  });

  test('of no length is warned of with 13910', async () => {
    const { call } = await callTo({ '/voice': '<Say>One.</Say><Pause length="0"/>' });
    await call.ends();
    expect(call.warnings.map(({ code }) => code)).toEqual([13910]);
  });
});
