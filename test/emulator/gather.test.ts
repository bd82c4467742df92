import { describe, expect, test } from 'vitest';
import { callTo } from './support/call.ts';

const MENU = '<Gather action="/menu"><Say>For payments press one.</Say></Gather><Say>Goodbye.</Say>';

// https://www.twilio.com/docs/voice/twiml/gather
describe('<Gather>', () => {
  // #action: what was keyed goes to the action, and nothing behind the Gather is reached.
  describe('action', () => {
    test('gets the digits with the parameters of a real call', async () => {
      const { call, application } = await callTo({ '/voice': MENU, '/menu': '<Say>Thank you.</Say>' });
      await call.hears('For payments');
      await call.presses('12#');
      await call.hears('Thank you');
      const [request] = application.at('/menu');
      expect(request?.form).toMatchObject({
        Digits: '12',
        FinishedOnKey: '#',
        msg: 'Gather End',
        CallStatus: 'in-progress',
      });
      expect(Object.keys(request?.form ?? {}).length).toBeGreaterThanOrEqual(25);
      await call.ends();
      expect(call.transcript).not.toContain('Goodbye');
    });
  });
});
