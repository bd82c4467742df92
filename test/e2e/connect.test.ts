import { afterEach, expect, test } from 'vitest';
import { createCommands } from '../../src/commands.ts';
import { AUTH_TOKEN, startHotline, type TestHotline } from '../support/hotline.ts';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

test('a call reaches the hotline once its number is pointed there', async () => {
  const hotline = await startHotline();
  running = hotline;
  const { twilio, url } = hotline;
  for (const number of twilio.numbers())
    Object.assign(number, { voiceUrl: '', voiceFallbackUrl: '', statusCallback: '' });
  const [first] = twilio.numbers();
  const printed: string[] = [];
  const commands = createCommands(
    {
      LOG_LEVEL: 'silent',
      PUBLIC_URL: url,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    },
    { print: (line) => void printed.push(line), complain: (line) => void printed.push(line) },
    { restUrl: () => twilio.restUrl },
  );

  expect(await commands.connect({ number: [first?.phoneNumber ?? ''] })).toBe(0);
  expect(printed).toContain(`  voiceUrl: (none) -> ${url}/twilio/voice#rc=2&rp=all&rt=4000`);

  const call = hotline.dial('+85291234567', first?.phoneNumber);
  await call.hears(/OKPay/);
  await call.hangsUp();
  await twilio.settle();
  expect(call.requests.map(({ url: asked }) => new URL(asked).pathname)).toContain('/twilio/status');
  expect(call.errors).toEqual([]);
});
