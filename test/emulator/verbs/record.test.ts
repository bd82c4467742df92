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

  // #transcribe: asked for by either attribute, and told a while after the recording is ready.
  describe('transcribe', () => {
    const page = record('transcribe="true" transcribeCallback="/words" recordingStatusCallback="/recorded"');

    test('tells what was said, with the parameters of a real call', async () => {
      const { call, application, twilio } = await callTo({ '/voice': page, ...thanks });
      await call.leavesMessage('Please call me back, it is about my card.');
      await call.presses('#');
      await call.hears('Thank you');
      await call.hangsUp();
      await twilio.settle();
      expect(application.received.map(({ path }) => path).slice(-2)).toEqual(['/recorded', '/words']);
      const [recording] = twilio.recordings();
      const form = application.at('/words')[0]?.form;
      expect(form).toMatchObject({
        AccountSid: twilio.accountSid,
        CallSid: call.sid,
        CallStatus: 'completed',
        From: call.from,
        To: call.to,
        RecordingSid: recording?.sid,
        RecordingUrl: recording?.url,
        TranscriptionSid: expect.stringMatching(/^TR[0-9a-f]{32}$/),
        TranscriptionStatus: 'completed',
        TranscriptionText: 'Please call me back, it is about my card.',
        TranscriptionType: 'fast',
      });
      expect(form?.TranscriptionUrl).toContain(`/Recordings/${recording?.sid}/Transcriptions/TR`);
      expect(application.at('/words')[0]?.headers['x-twilio-signature']).toMatch(/^[\w+/]{27}=$/);
    });

    test('has all that was said between two silences, and of what a key cuts short the beginning', async () => {
      const { call, application, twilio } = await callTo({ '/voice': page, ...thanks });
      await call.leavesMessage('one two three four');
      await call.waits(2);
      await call.says('five six seven eight');
      await call.waits(0.8);
      await call.presses('#');
      await call.hears('Thank you');
      await twilio.settle();
      expect(application.at('/words')[0]?.form.TranscriptionText).toBe('one two three four five six');
    });

    test('is asked for by its callback alone, and told nobody without one', async () => {
      const { call, application, twilio } = await callTo({
        '/voice': '<Record action="/second" transcribeCallback="/words"/>',
        '/second': '<Record action="/after" transcribe="true"/>',
        ...thanks,
      });
      await call.leavesMessage(4);
      await call.presses('#');
      await call.leavesMessage(4);
      await call.presses('#');
      await call.hears('Thank you');
      await twilio.settle();
      expect(application.at('/words').map(({ form }) => form.RecordingSid)).toEqual([twilio.recordings()[0]?.sid]);
    });

    test('can fail, and hear something else', async () => {
      for (const [heard, status, text] of [
        [undefined, 'failed', ''],
        ['pleas coal me', 'completed', 'pleas coal me'],
      ] as const) {
        const options = { transcribe: () => heard };
        const { call, application, twilio } = await callTo({ '/voice': page, ...thanks }, options);
        await call.leavesMessage(5);
        await call.hangsUp();
        await twilio.settle();
        expect(application.at('/words')[0]?.form).toMatchObject({
          TranscriptionStatus: status,
          TranscriptionText: text,
        });
      }
    });

    test.each([
      ['two seconds', 2, 10],
      ['two minutes', 130, 120],
    ])('takes no recording of %s, and warns of it', async (_length, seconds, maxLength) => {
      const attributes = `transcribe="true" transcribeCallback="/words" maxLength="${maxLength}"`;
      const { call, application, twilio } = await callTo({ '/voice': record(attributes), ...thanks });
      await call.leavesMessage(seconds);
      await call.hears('Thank you');
      await twilio.settle();
      expect(application.at('/words')).toEqual([]);
      expect(call.warnings.map(({ code }) => code)).toEqual([13617]);
    });

    test('ends a recording after two minutes, unless another length is given', async () => {
      const { call } = await callTo({ '/voice': record('transcribe="true"') });
      expect(await call.meets('recording')).toMatchObject({ maxLengthSeconds: 120 });
    });
  });

  test.each([
    ['timeout="-1"', 13611],
    ['maxLength="0"', 13612],
    ['finishOnKey="x"', 13613],
    ['playBeep="maybe"', 13615],
    ['transcribe="en"', 13614],
  ])('%s is warned of with %i', async (attributes, code) => {
    const { call } = await callTo({ '/voice': record(attributes) });
    await call.ends();
    expect(call.warnings.map((note) => note.code)).toEqual([code]);
  });
});
