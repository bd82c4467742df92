import { describe, expect, test } from 'vitest';
import { callTo } from '../support/call.ts';

// https://www.twilio.com/docs/voice/twiml/say
describe('<Say>', () => {
  test('is heard in its voice and language, for as long as it takes to say', async () => {
    const { call } = await callTo({
      '/voice': '<Say voice="Polly.Zhiyu" language="cmn-CN">您好，欢迎致电。</Say><Say>Goodbye.</Say>',
    });
    const first = await call.hears('您好');
    expect(first).toMatchObject({ voice: 'Polly.Zhiyu', language: 'cmn-CN' });
    const second = await call.hears('Goodbye');
    expect(second).toMatchObject({ voice: 'man', language: 'en-US' });
    // Six characters at 4.5 a second.
    expect(second.at - first.at).toBe(1333);
  });

  // #loop
  describe('loop', () => {
    test('says it so often', async () => {
      const { call } = await callTo({ '/voice': '<Say loop="3">Hello.</Say>' });
      await call.ends();
      expect(call.events.filter(({ type }) => type === 'heard')).toHaveLength(3);
    });

    test('0 goes on until somebody hangs up', async () => {
      const { call } = await callTo({ '/voice': '<Say loop="0">Hello.</Say><Say>Never.</Say>' });
      await call.waits(60);
      await call.hangsUp();
      expect(call.events.filter(({ type }) => type === 'heard').length).toBeGreaterThan(100);
      expect(call.transcript).not.toContain('Never');
    });

    test('that is no number is warned of with 13510', async () => {
      const { call } = await callTo({ '/voice': '<Say loop="twice">Hello.</Say>' });
      await call.ends();
      expect(call.warnings.map(({ code }) => code)).toEqual([13510]);
    });
  });

  // text-speech#ssml
  describe('SSML', () => {
    test('is flattened into what is heard, with its breaks as time', async () => {
      const { call } = await callTo({
        '/voice':
          '<Say voice="Polly.Joanna">Pay<break time="2s"/><prosody rate="slow">now</prosody>, <sub alias="OK Pay">OKP</sub> waits.</Say><Say>End.</Say>',
      });
      const heard = await call.hears('Pay now, OK Pay waits.');
      const end = await call.hears('End');
      expect(end.at - heard.at).toBeGreaterThan(2000);
    });

    test('takes longer the slower it is, and a rate in a rate multiplies', async () => {
      const { call } = await callTo({
        '/voice':
          '<Say voice="Polly.Joanna"><prosody rate="80%">one two three four <prosody rate="50%">five six seven eight</prosody></prosody></Say><Say>End.</Say>',
      });
      const heard = await call.hears('one two');
      const end = await call.hears('End');
      // Four words at 2.6 a second take 1,538 ms; at 80 % 1,923 ms, at 80 % of 50 % 3,846 ms.
      expect((end.at - heard.at) / 1000).toBeCloseTo(1.923 + 3.846, 1);
      expect(call.warnings).toEqual([]);
    });

    test('at a rate that no voice has is warned of and spoken as ever', async () => {
      const { call } = await callTo({
        '/voice':
          '<Say voice="Polly.Joanna"><prosody rate="5%">one two</prosody></Say><Say voice="Polly.Joanna"><prosody rate="leisurely">three</prosody></Say>',
      });
      await call.hears('three');
      expect(call.warnings.map(({ code }) => code)).toEqual([12200, 12200]);
    });

    test('that Twilio does not have is warned of and not spoken', async () => {
      const { call } = await callTo({
        '/voice': '<Say>Hello<amazon:effect name="whispered">secret</amazon:effect>.</Say>',
      });
      await call.hears('Hello.');
      expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
    });
  });

  test.each([
    ['<Say voice="Robot">Hello.</Say>', 13511],
    ['<Say>   </Say>', 13520],
    [`<Say>${'word '.repeat(900)}</Say>`, 13521],
    [`<Say voice="Polly.Joanna">${'word '.repeat(650)}</Say>`, 13521],
  ])('what it cannot say is warned of (%#)', async (say, code) => {
    const { call } = await callTo({ '/voice': say });
    await call.ends();
    expect(call.warnings.map((note) => note.code)).toEqual([code]);
  });

  // #voice and #language: a voice speaks its own language, and without one said it is the voice's.
  test.each([
    ['voice="Polly.Zhiyu-Neural" language="cmn-CN"', 'cmn-CN'],
    ['voice="Google.cmn-CN-Chirp3-HD-Aoede"', 'cmn-CN'],
    ['voice="Polly.Lupe-Neural"', 'es-US'],
    ['language="de-DE"', 'de-DE'],
    ['', 'en-US'],
  ])('with %j is spoken in %s', async (attributes, language) => {
    const { call } = await callTo({ '/voice': `<Say ${attributes}>1</Say>` });
    expect(await call.hears('1')).toMatchObject({ language });
    expect(call.warnings).toEqual([]);
  });

  test.each([
    ['voice="Polly.Zhiyu" language="en-US"', 13511],
    ['voice="Google.cmn-CN-Wavenet-A" language="yue-HK"', 13511],
  ])('with %j is not spoken at all', async (attributes, code) => {
    const { call } = await callTo({ '/voice': `<Say ${attributes}>Hello.</Say>` });
    await call.ends();
    expect(call.warnings.map((note) => note.code)).toEqual([code]);
    expect(call.transcript).not.toContain('Hello');
  });

  test('with a code that only Gather has is warned of, and the default stands', async () => {
    const { call } = await callTo({ '/voice': '<Say language="cmn-Hans-CN">Hello.</Say>' });
    expect(await call.hears('Hello')).toMatchObject({ language: 'en-US' });
    expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
  });
});
