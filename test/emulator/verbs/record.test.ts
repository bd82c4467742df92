import { describe, expect, test } from 'vitest';
import { callTo } from '../support/call.ts';

const thanks = { '/after': '<Say>Thank you.</Say>' };
const record = (attributes = '') => `<Record action="/after" ${attributes}/><Say>Nothing was recorded.</Say>`;

// https://www.twilio.com/docs/voice/twiml/record
describe('<Record>', () => {
  // #action: its address, length, and the key that ended it.
  describe('action', () => {
    test('after a key is told the recording and the key', async () => {
      const { call, application } = await callTo({ '/voice': record('timeout="10"'), ...thanks });
      await call.meets('beep');
      await call.leavesMessage(8);
      await call.presses('#');
      await call.hears('Thank you');
      expect(application.at('/after')[0]?.form).toMatchObject({ RecordingDuration: '8', Digits: '#' });
      expect(application.at('/after')[0]?.form.RecordingUrl).toMatch(/\/Recordings\/RE[0-9a-f]{32}$/);
    });

    test('after a hang-up is told so, and its answer is not obeyed', async () => {
      const { call, application, twilio } = await callTo({ '/voice': record(), ...thanks });
      await call.leavesMessage(5);
      await call.hangsUp();
      await twilio.settle();
      expect(application.received.map(({ path }) => path)).toEqual(['/voice', '/after', '/status']);
      expect(application.at('/after')[0]?.form).toMatchObject({
        Digits: 'hangup',
        RecordingDuration: '5',
        CallStatus: 'completed',
      });
      expect(call.transcript).not.toContain('Thank you');
    });

    test('is the document itself where none is given', async () => {
      const { call } = await callTo({
        '/voice': ({ form }) => (form.RecordingUrl ? '<Say>Thank you.</Say>' : '<Record/>'),
      });
      await call.leavesMessage(5);
      await call.hears('Thank you');
    });
  });

  // #timeout: so much silence ends it.
  describe('timeout', () => {
    test('is five seconds of silence, which are trimmed away', async () => {
      const { call, application } = await callTo({ '/voice': record(), ...thanks });
      await call.leavesMessage(6);
      const recorded = await call.meets('recorded');
      const began = call.events.find(({ type }) => type === 'recording');
      expect(recorded.at - (began?.at ?? 0)).toBeGreaterThanOrEqual(11_000);
      expect(application.at('/after')).toHaveLength(0);
      await call.hears('Thank you');
      expect(application.at('/after')[0]?.form).toMatchObject({ RecordingDuration: '6', Digits: '' });
    });

    test('silence stays where it is not trimmed', async () => {
      const { call, application } = await callTo({ '/voice': record('trim="do-not-trim"'), ...thanks });
      await call.leavesMessage(6);
      await call.hears('Thank you');
      expect(application.at('/after')[0]?.form.RecordingDuration).toBe('11');
    });

    test('can come without Digits', async () => {
      const pages = { '/voice': record(), ...thanks };
      const { call, application } = await callTo(pages, { switches: { recordTimeoutDigits: undefined } });
      await call.leavesMessage(6);
      await call.hears('Thank you');
      expect(application.at('/after')[0]?.form).not.toHaveProperty('Digits');
    });
  });

  test('maxLength ends it while the caller still speaks', async () => {
    const { call, application } = await callTo({ '/voice': record('maxLength="10"'), ...thanks });
    await call.leavesMessage(30);
    await call.hears('Thank you');
    expect(application.at('/after')[0]?.form.RecordingDuration).toBe('10');
  });

  test('finishOnKey names the keys that end it; others are part of the recording', async () => {
    const { call, application } = await callTo({ '/voice': record('finishOnKey="*" timeout="20"'), ...thanks });
    await call.leavesMessage(4);
    await call.presses('1#*');
    await call.hears('Thank you');
    expect(application.at('/after')[0]?.form.Digits).toBe('*');
  });

  test('playBeep can be off', async () => {
    const { call } = await callTo({ '/voice': record('playBeep="false"') });
    await call.meets('recording');
    expect(call.events.map(({ type }) => type)).not.toContain('beep');
  });

  // Where nothing was said the documentation says both; a switch decides.
  describe('silence alone', () => {
    test('goes on with the next verb', async () => {
      const { call, application } = await callTo({ '/voice': record(), ...thanks });
      await call.hears('Nothing was recorded');
      expect(application.at('/after')).toEqual([]);
    });

    test('or leads to the action', async () => {
      const pages = { '/voice': record(), ...thanks };
      const { call, application } = await callTo(pages, { switches: { emptyRecordingFallsThrough: false } });
      await call.hears('Thank you');
      expect(application.at('/after')[0]?.form.RecordingDuration).toBe('0');
    });
  });

  // #recordingstatuscallback: later, on its own, with its own parameters only.
  describe('recordingStatusCallback', () => {
    test('comes when the recording is ready', async () => {
      const { call, application, twilio } = await callTo({
        '/voice': record('recordingStatusCallback="/recorded"'),
        ...thanks,
      });
      await call.leavesMessage(7);
      await call.hears('Thank you');
      await twilio.settle();
      const form = application.at('/recorded')[0]?.form;
      expect(form).toMatchObject({
        RecordingStatus: 'completed',
        RecordingDuration: '7',
        RecordingSource: 'RecordVerb',
        CallSid: call.sid,
      });
      expect(form).not.toHaveProperty('From');
      expect(form?.RecordingStartTime).toBe('Mon, 02 Nov 2026 10:00:00 +0000');
    });

    test('tells of an absent recording where that is asked for', async () => {
      const attributes = 'recordingStatusCallback="/recorded" recordingStatusCallbackEvent="completed absent"';
      const { call, application, twilio } = await callTo({ '/voice': record(attributes) });
      await call.ends();
      await twilio.settle();
      expect(application.at('/recorded')[0]?.form.RecordingStatus).toBe('absent');
    });
  });

  test.each([
    ['timeout="-1"', 13611],
    ['maxLength="0"', 13612],
    ['finishOnKey="x"', 13613],
    ['playBeep="maybe"', 13615],
  ])('%s is warned of with %i', async (attributes, code) => {
    const { call } = await callTo({ '/voice': record(attributes) });
    await call.ends();
    expect(call.warnings.map((note) => note.code)).toEqual([code]);
  });
});
