import { describe, expect, test } from 'vitest';
import { callTo } from '../support/call.ts';

// https://www.twilio.com/docs/voice/twiml/gather#language
describe('<Gather language>', () => {
  test.each(['cmn-Hans-CN', 'yue-Hant-HK', 'en-US', 'multi'])('%s is recognised', async (language) => {
    const { call } = await callTo({ '/voice': `<Gather input="speech" language="${language}"/>` });
    expect((await call.meets('listening')).takes).toMatchObject({ speech: true, language });
    expect(call.warnings).toEqual([]);
  });

  test.each(['cmn-CN', 'yue-HK', 'klingon'])(
    '%s, which only Say has or nobody, leaves keys alone',
    async (language) => {
      const { call } = await callTo({ '/voice': `<Gather input="dtmf speech" language="${language}"/>` });
      expect((await call.meets('listening')).takes).toMatchObject({ keys: true, speech: false });
      expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
    },
  );
});
