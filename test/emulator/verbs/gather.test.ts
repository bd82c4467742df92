import { describe, expect, test } from 'vitest';
import { callTo } from '../support/call.ts';

const thanks = '<Say>Thank you.</Say>';
const menu = (attributes = '') =>
  `<Gather action="/menu" ${attributes}><Say>For payments press one, for help press two.</Say></Gather><Say>Goodbye.</Say>`;

// https://www.twilio.com/docs/voice/twiml/gather
describe('<Gather>', () => {
  // #action: what was keyed goes to the action, and nothing behind the Gather is reached.
  describe('action', () => {
    test('gets the digits with the parameters of a real call', async () => {
      const { call, application } = await callTo({ '/voice': menu(), '/menu': thanks });
      await call.hears('For payments');
      await call.presses('12#');
      await call.hears('Thank you');
      const [request] = application.at('/menu');
      expect(request?.form).toMatchObject({
        Digits: '12',
        FinishedOnKey: '#',
        msg: 'Gather End',
        CallStatus: 'in-progress',
        FromCity: '',
      });
      expect(Object.keys(request?.form ?? {})).toHaveLength(28);
      await call.ends();
      expect(call.transcript).not.toContain('Goodbye');
    });

    test('is the document itself where none is given', async () => {
      const { call, application } = await callTo({
        '/voice': ({ form }) => (form.Digits ? thanks : '<Gather numDigits="1"><Say>Press a key.</Say></Gather>'),
      });
      await call.hears('Press a key');
      await call.presses('4');
      await call.hears('Thank you');
      expect(application.at('/voice').map(({ form }) => form.Digits)).toEqual([undefined, '4']);
    });
  });

  // #method: GET puts the parameters into the query, behind the action's own.
  test('method GET sends the parameters in the query', async () => {
    const { call, application } = await callTo({
      '/voice': '<Gather action="/menu?lang=en" method="GET" numDigits="1"><Say>Press a key.</Say></Gather>',
      '/menu': thanks,
    });
    await call.isAsked();
    await call.presses('7');
    await call.hears('Thank you');
    expect(application.at('/menu')[0]).toMatchObject({ method: 'GET', form: {}, query: { lang: 'en', Digits: '7' } });
  });

  // #timeout: it runs from the end of all that is nested, and anew from each key.
  describe('timeout', () => {
    test('begins when the nested verbs have been heard', async () => {
      const { call } = await callTo({
        '/voice': '<Gather timeout="3"><Say>Hello.</Say><Pause length="10"/></Gather><Say>Nobody there.</Say>',
      });
      const hello = await call.hears('Hello');
      const silence = await call.meets('silence');
      const late = await call.hears('Nobody there');
      expect(silence.at - hello.at).toBeGreaterThanOrEqual(10_000);
      expect(late.at - silence.at).toBe(3000);
    });

    test('is five seconds where nothing is said', async () => {
      const { call } = await callTo({ '/voice': '<Gather/><Say>Nobody there.</Say>' });
      const silence = await call.meets('silence');
      const late = await call.hears('Nobody there');
      expect(late.at - silence.at).toBe(5000);
    });

    test('begins anew with each key, and then submits them', async () => {
      const { call, application } = await callTo({ '/voice': menu('timeout="4"'), '/menu': thanks });
      await call.isAsked();
      await call.presses('1');
      await call.waits(3);
      await call.presses('2');
      const pressed = await call.meets('pressed').then(() => call.meets('pressed'));
      const thanked = await call.hears('Thank you');
      expect(thanked.at - pressed.at).toBe(4000);
      expect(application.at('/menu')[0]?.form).toMatchObject({ Digits: '12', FinishedOnKey: '' });
    });

    test('that is no positive number is warned of, and five seconds stand', async () => {
      const { call } = await callTo({ '/voice': '<Gather timeout="soon"/><Say>Nobody there.</Say>' });
      await call.hears('Nobody there');
      expect(call.warnings.map(({ code }) => code)).toEqual([13313]);
    });
  });

  // #numdigits: the last of so many digits submits at once.
  test('numDigits submits with the last digit, and drops what comes after', async () => {
    const { call, application } = await callTo({ '/voice': menu('numDigits="3"'), '/menu': thanks });
    await call.hears('For payments');
    await call.presses('12345');
    await call.hears('Thank you');
    expect(application.at('/menu').map(({ form }) => [form.Digits, form.FinishedOnKey])).toEqual([['123', '']]);
  });

  // #finishonkey: one key ends; it is not a digit. Before any digit it counts as no input at all.
  describe('finishOnKey', () => {
    test('pressed first falls through to the next verb', async () => {
      const { call, application } = await callTo({ '/voice': menu(), '/menu': thanks });
      await call.hears('For payments');
      await call.presses('#');
      await call.hears('Goodbye');
      expect(application.at('/menu')).toEqual([]);
    });

    test('that is empty makes every key a digit', async () => {
      const { call, application } = await callTo({ '/voice': menu('finishOnKey="" numDigits="2"'), '/menu': thanks });
      await call.isAsked();
      await call.presses('#*');
      await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form).toMatchObject({ Digits: '#*', FinishedOnKey: '' });
    });

    test('can be a digit, and # is then one', async () => {
      const { call, application } = await callTo({ '/voice': menu('finishOnKey="9"'), '/menu': thanks });
      await call.isAsked();
      await call.presses('#19');
      await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form).toMatchObject({ Digits: '#1', FinishedOnKey: '9' });
    });

    test.each([
      ['x', 13310],
      ['12', 13311],
    ])('"%s" is warned of with %i, and # stands', async (key, code) => {
      const { call, application } = await callTo({ '/voice': menu(`finishOnKey="${key}"`), '/menu': thanks });
      await call.isAsked();
      await call.presses('1#');
      await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form.FinishedOnKey).toBe('#');
      expect(call.warnings.map((note) => note.code)).toEqual([code]);
    });
  });

  // #actiononemptyresult: silence too leads to the action.
  describe('actionOnEmptyResult', () => {
    test('requests the action after silence, with empty Digits', async () => {
      const { call, application } = await callTo({ '/voice': menu('actionOnEmptyResult="true"'), '/menu': thanks });
      await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form).toMatchObject({ Digits: '', FinishedOnKey: '' });
    });

    test('can be without Digits', async () => {
      const pages = { '/voice': menu('actionOnEmptyResult="true"'), '/menu': thanks };
      const { call, application } = await callTo(pages, { switches: { sendsEmptyDigits: false } });
      await call.hears('For payments');
      await call.presses('#');
      await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form).not.toHaveProperty('Digits');
      expect(application.at('/menu')[0]?.form.FinishedOnKey).toBe('#');
    });
  });

  // Barge-in: the first key ends what is nested; what is not nested is heard out, and keys are lost on it.
  describe('keys while something is heard', () => {
    test('end the nested prompt at once', async () => {
      const { call } = await callTo({ '/voice': menu('numDigits="1"'), '/menu': thanks });
      const prompt = await call.hears('For payments');
      await call.waits(1);
      await call.presses('1');
      const thanked = await call.hears('Thank you');
      expect(thanked.at - prompt.at).toBe(1000);
    });

    test('are dropped where no Gather is open', async () => {
      const pages = { '/voice': `<Say>Welcome to our hotline.</Say>${menu('numDigits="1"')}`, '/menu': thanks };
      const { call, application } = await callTo(pages);
      await call.hears('Welcome');
      await call.presses('1');
      await call.hears('Goodbye');
      expect(application.at('/menu')).toEqual([]);
    });

    test('are kept for the next Gather where that switch is on', async () => {
      const pages = { '/voice': `<Say>Welcome to our hotline.</Say>${menu('numDigits="1"')}`, '/menu': thanks };
      const { call, application } = await callTo(pages, { switches: { keepsTypeAhead: true } });
      await call.hears('Welcome');
      await call.presses('1');
      await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form.Digits).toBe('1');
    });
  });

  // #input: of keys and speech, what comes first is gathered.
  describe('input', () => {
    const spoken = menu('input="dtmf speech" speechTimeout="2" numDigits="1" hints="payment, help" language="en-GB"');

    test('speech gives SpeechResult and Confidence', async () => {
      const { call, application } = await callTo({ '/voice': spoken, '/menu': thanks });
      const listening = await call.meets('listening');
      expect(listening.takes).toMatchObject({
        keys: true,
        speech: true,
        hints: ['payment', 'help'],
        language: 'en-GB',
      });
      await call.says('payment please', 0.8);
      await call.hears('Thank you');
      const [request] = application.at('/menu');
      expect(request?.form).toMatchObject({ SpeechResult: 'payment please', Confidence: '0.8000000' });
      expect(request?.form).not.toHaveProperty('Digits');
    });

    test('keys pressed after speech has begun are ignored', async () => {
      const { call, application } = await callTo({ '/voice': spoken, '/menu': thanks });
      await call.isAsked();
      await call.says('payment please');
      await call.presses('1');
      await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form).toMatchObject({ SpeechResult: 'payment please' });
    });

    test('speechTimeout is the silence that ends speech, and more words within it are added', async () => {
      const { call, application } = await callTo({ '/voice': spoken, '/menu': thanks });
      await call.isAsked();
      await call.says('payment');
      await call.waits(2);
      await call.says('please');
      const said = await call.meets('said').then(() => call.meets('said'));
      const thanked = await call.hears('Thank you');
      expect(application.at('/menu')[0]?.form.SpeechResult).toBe('payment please');
      expect(thanked.at - said.at).toBeGreaterThanOrEqual(2000);
    });

    test('speech is not heard where only keys are taken', async () => {
      const { call, application } = await callTo({ '/voice': menu(), '/menu': thanks });
      await call.isAsked();
      await call.says('payment');
      await call.hears('Goodbye');
      expect(application.at('/menu')).toEqual([]);
    });

    test('keys are not heard where only speech is taken', async () => {
      const { call } = await callTo({ '/voice': menu('input="speech"'), '/menu': thanks });
      await call.isAsked();
      await call.presses('1');
      await call.hears('Goodbye');
    });

    test('a named speech model needs a speechTimeout in seconds', async () => {
      const { call } = await callTo({
        '/voice': '<Gather input="speech" speechModel="deepgram_nova-3" speechTimeout="auto"/>',
      });
      await call.ends();
      expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
    });
  });

  // #partialresultcallback: told while the caller speaks; its answer changes nothing.
  test('partialResultCallback is told of what is heard', async () => {
    const { call, application } = await callTo({
      '/voice': '<Gather input="speech" action="/menu" partialResultCallback="/partial" speechTimeout="auto"/>',
      '/menu': thanks,
      '/partial': '<Hangup/>',
    });
    await call.isAsked();
    await call.says('my payment');
    await call.hears('Thank you');
    expect(application.at('/partial')[0]?.form.UnstableSpeechResult).toBe('my payment');
  });

  // Only Say, Play and Pause stand in a Gather.
  test('another verb within is warned of with 13320 and passed over', async () => {
    const { call } = await callTo({
      '/voice': '<Gather><Redirect>/other</Redirect><Play digits="12"/><Say>Press.</Say></Gather>',
    });
    await call.hears('Press');
    expect(call.warnings.map(({ code }) => code)).toEqual([13320, 13320]);
  });

  // A caller who hangs up in a Gather has nothing more requested than the status callback.
  describe('hang-up', () => {
    test('requests no action', async () => {
      const { call, application, twilio } = await callTo({ '/voice': menu(), '/menu': thanks });
      await call.isAsked();
      await call.presses('12');
      await call.hangsUp();
      await twilio.settle();
      expect(application.received.map(({ path }) => path)).toEqual(['/voice', '/status']);
    });

    test('sends the keys to the action where that switch is on', async () => {
      const pages = { '/voice': menu(), '/menu': thanks };
      const { call, application, twilio } = await callTo(pages, { switches: { gatherActionOnHangUp: true } });
      await call.isAsked();
      await call.presses('12');
      await call.hangsUp();
      await twilio.settle();
      expect(application.at('/menu')[0]?.form.Digits).toBe('12');
    });
  });
});
