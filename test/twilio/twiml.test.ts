import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import type { SpokenAction } from '../../src/calls/spoken.ts';
import { readDocument } from '../../src/emulator/twiml/document.ts';
import { createTwiml, EMPTY_RESPONSE, MAX_BYTES, ReplyTooLong } from '../../src/twilio/twiml.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({ flow: 'start: bye\nnodes: { bye: { type: hang-up, prompt: goodbye } }\n' });
const links = { turn: 4, nonce: 'n0nce_-x', lane: 'call' } as const;
const place = { origin: 'https://hotline.example', basePath: '', overrides: '#rc=2&rp=all&rt=4000' };
const twiml = createTwiml({ ...place, transcribes: true });
const write = (actions: readonly SpokenAction[], lane: 'call' | 'wait' | 'reduced' = 'call') =>
  twiml(actions, { release }, { ...links, lane });

const say = (text: string, bargeIn = true): SpokenAction => ({
  type: 'speech',
  language: 'en',
  bargeIn,
  pieces: [{ type: 'text', text }],
});
const gather: SpokenAction = {
  type: 'gather',
  input: ['dtmf'],
  language: 'en',
  timeoutSeconds: 5,
  maxDigits: 1,
  hints: [],
};
const message = (language: string) =>
  ({
    type: 'record',
    purpose: 'voicemail',
    language,
    transcribe: true,
    maxLengthSeconds: 120,
    silenceSeconds: 5,
  }) as const;
const voice = { voice: 'Polly.Joanna-Neural', language: 'en-US' } as const;
const NEXT = '/twilio/call/4/n0nce_-x#rc=2&rp=all&rt=4000';

describe('a reply is what the official builder writes', () => {
  test('of a menu: what may be cut short stands inside the gather', () => {
    const official = new twilio.twiml.VoiceResponse();
    const inner = official.gather({
      input: ['dtmf'],
      action: NEXT,
      timeout: 5,
      finishOnKey: '',
      numDigits: 1,
      actionOnEmptyResult: true,
    });
    inner.say(voice, 'News & more');
    inner.say(voice, 'Menu');
    expect(write([say('News & more'), say('Menu'), gather])).toBe(official.toString());
  });

  test('to a caller who wants it slower: at the rate of the language, with twice the silence between words', () => {
    const official = new twilio.twiml.VoiceResponse();
    const inner = official.gather({
      input: ['dtmf', 'speech'],
      action: NEXT,
      timeout: 10,
      finishOnKey: '',
      numDigits: 1,
      actionOnEmptyResult: true,
      language: 'en-US',
      speechTimeout: '4',
    });
    inner.say(voice, '').prosody({ rate: '80%' }, 'News & more');
    const slow = { ...say('News & more'), pace: 'slow' } as const;
    const patient = { ...gather, input: ['dtmf', 'speech'], timeoutSeconds: 10, pace: 'slow' } as const;
    expect(write([slow, patient])).toBe(official.toString());
  });

  test('of an entry: it ends with the pound key', () => {
    const official = new twilio.twiml.VoiceResponse();
    official.gather({ input: ['dtmf'], action: NEXT, timeout: 8, finishOnKey: '#', actionOnEmptyResult: true });
    const { maxDigits: _one, ...entry } = { ...gather, timeoutSeconds: 8 };
    expect(write([entry])).toBe(official.toString());
  });

  test('of an entry of one length: it ends with the last key, or with the pound key before', () => {
    const official = new twilio.twiml.VoiceResponse();
    const ends = { finishOnKey: '#', numDigits: 6 };
    official.gather({ input: ['dtmf'], action: NEXT, timeout: 8, ...ends, actionOnEmptyResult: true });
    expect(write([{ ...gather, maxDigits: 6, timeoutSeconds: 8 }])).toBe(official.toString());
  });

  test('of speech: with the code of recognition, and what is worth expecting', () => {
    const official = new twilio.twiml.VoiceResponse();
    official.gather({
      input: ['dtmf', 'speech'],
      action: NEXT,
      timeout: 5,
      finishOnKey: '',
      numDigits: 1,
      actionOnEmptyResult: true,
      language: 'en-US',
      speechTimeout: '2',
      hints: 'sign in,my "code"',
    });
    expect(write([{ ...gather, input: ['dtmf', 'speech'], hints: ['sign in', 'sign in', 'my "code"'] }])).toBe(
      official.toString(),
    );
  });

  test('of a queue, a recording, a dial, a hold and a goodbye', () => {
    const official = new twilio.twiml.VoiceResponse();
    official.enqueue(
      { action: NEXT, waitUrl: '/twilio/wait/3/n0nce_-x#rc=2&rp=all&rt=4000', waitUrlMethod: 'POST' },
      'login',
    );
    expect(write([{ type: 'enqueue', queue: 'login' }])).toBe(official.toString());

    const dial = new twilio.twiml.VoiceResponse();
    dial.dial({ action: NEXT, timeout: 30, timeLimit: 3600 }).number('+85230000099');
    expect(write([{ type: 'dial', number: '+85230000099', timeoutSeconds: 30, limitSeconds: 3600 }])).toBe(
      dial.toString(),
    );

    const hold = new twilio.twiml.VoiceResponse();
    hold.pause({ length: 2 });
    hold.redirect({ method: 'POST' }, NEXT);
    expect(write([{ type: 'hold', seconds: 2 }])).toBe(hold.toString());

    const end = new twilio.twiml.VoiceResponse();
    end.say(voice, 'Bye.');
    end.hangup();
    expect(write([say('Bye.', false), { type: 'hang-up' }])).toBe(end.toString());
  });

  test('of a talk that is recorded: it starts before the queue or the dial', () => {
    // The name is in Twilio's page, and not yet in its types.
    const named = {
      name: 'talk-4',
      channels: 'dual',
      trim: 'do-not-trim',
      recordingStatusCallback: 'https://hotline.example/twilio/recording/talk#rc=2&rp=all&rt=4000',
    } as const;
    const queued = new twilio.twiml.VoiceResponse();
    queued.start().recording(named);
    queued.enqueue(
      { action: NEXT, waitUrl: '/twilio/wait/3/n0nce_-x#rc=2&rp=all&rt=4000', waitUrlMethod: 'POST' },
      'login',
    );
    expect(write([{ type: 'enqueue', queue: 'login', isRecorded: true }])).toBe(queued.toString());

    const dial = new twilio.twiml.VoiceResponse();
    dial.start().recording(named);
    dial.dial({ action: NEXT, timeout: 30, timeLimit: 3600 }).number('+85230000099');
    const number = '+85230000099';
    expect(write([{ type: 'dial', number, timeoutSeconds: 30, limitSeconds: 3600, isRecorded: true }])).toBe(
      dial.toString(),
    );
  });

  test('of a message that is put into words: less than two minutes, and whom to tell', () => {
    const official = new twilio.twiml.VoiceResponse();
    official.record({
      action: NEXT,
      maxLength: 119,
      timeout: 5,
      playBeep: true,
      recordingStatusCallback: '/twilio/recording#rc=2&rp=all&rt=4000',
      transcribe: true,
      transcribeCallback: '/twilio/transcription#rc=2&rp=all&rt=4000',
    });
    official.redirect({ method: 'POST' }, NEXT);
    expect(write([message('en')])).toBe(official.toString());
  });

  test.each<[string, SpokenAction, boolean]>([
    ['in a language that Twilio does not know', message('zh-CN'), true],
    ['where Twilio is not to do it', message('en'), false],
  ])('of a message that Twilio does not put into words, %s', (_why, action, transcribes) => {
    const official = new twilio.twiml.VoiceResponse();
    official.record({
      action: NEXT,
      maxLength: 120,
      timeout: 5,
      playBeep: true,
      recordingStatusCallback: '/twilio/recording/unheard#rc=2&rp=all&rt=4000',
    });
    official.redirect({ method: 'POST' }, NEXT);
    expect(createTwiml({ ...place, transcribes })([action], { release }, links)).toBe(official.toString());
  });

  test('of a complaint, whose words nobody wants', () => {
    const { transcribe: _none, ...complaint } = { ...message('en'), purpose: 'complaint' };
    expect(write([complaint])).toContain('recordingStatusCallback="/twilio/recording#rc=2&amp;rp=all&amp;rt=4000"/>');
  });

  test('of a message as long as its flow says, be it too long to be put into words', () => {
    expect(write([{ ...message('en-GB'), maxLengthSeconds: 60 }])).toContain('maxLength="60"');
    expect(write([{ ...message('en'), maxLengthSeconds: 180 }])).toContain('maxLength="180"');
  });

  test('of nothing to do', () => {
    expect(write([])).toBe(EMPTY_RESPONSE);
    expect(EMPTY_RESPONSE).toBe(new twilio.twiml.VoiceResponse().toString());
  });
});

describe('a reply', () => {
  test('stops the recording of the turn before by its name, before anything is said or listened to', () => {
    // The official builder has no verb for it.
    expect(write([{ type: 'stop-recording' }, say('Menu.'), gather])).toMatch(
      /<Response><Stop><Recording name="talk-3"\/><\/Stop><Gather[^>]*><Say[^>]*>Menu\.<\/Say><\/Gather>/,
    );
  });

  test('names the public address, with its path, to whoever is to be told of a recording', () => {
    const under = createTwiml({
      origin: 'https://hotline.example:8443',
      basePath: '/okpay',
      overrides: '',
      transcribes: true,
    });
    expect(under([{ type: 'enqueue', queue: 'login', isRecorded: true }], { release }, links)).toContain(
      'recordingStatusCallback="https://hotline.example:8443/okpay/twilio/recording/talk"',
    );
  });

  test('keeps what must be heard out before the gather', () => {
    expect(write([say('Notice.', false), say('Menu.'), gather])).toMatch(
      /<Response><Say[^>]*>Notice\.<\/Say><Gather[^>]*><Say[^>]*>Menu\.<\/Say><\/Gather>/,
    );
  });

  test('makes pauses of the verbaliser breaks, and plays recordings', () => {
    const pieces = [
      { type: 'text', text: 'one two' },
      { type: 'pause', ms: 350 },
      { type: 'text', text: 'three' },
      { type: 'audio', file: 'hold.wav' },
    ] as const;
    expect(write([{ type: 'speech', language: 'en', bargeIn: true, pieces }])).toContain(
      '>one two<break time="350ms"/>three</Say><Play>/twilio/audio/hold.wav</Play>',
    );
  });

  test('leads to lane wait from a wait document, and nowhere with a turn in the reduced mode', () => {
    expect(write([gather], 'wait')).toContain('action="/twilio/wait/4/n0nce_-x');
    expect(write([{ type: 'enqueue', queue: 'general' }], 'reduced')).toContain('action="/twilio/reduced/call');
  });

  test('longer than the carrier takes is not given out', () => {
    expect(() => write([say('长'.repeat(MAX_BYTES / 3))])).toThrow(ReplyTooLong);
    expect(write([say('x'.repeat(MAX_BYTES - 200))]).length).toBeLessThan(MAX_BYTES);
  });

  test('keeps its structure whatever words come from outside', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('</Say><Hangup/>', ']]>', '&#0;', '\u0007bell', '\ud800', '<!--'),
    );
    fc.assert(
      fc.property(words, (text) => {
        const document = readDocument(write([say(`start ${text}`), gather]));
        expect(document).toMatchObject({ type: 'document', notes: [], verbs: [{ type: 'gather' }] });
      }),
      { numRuns: 500 },
    );
  });
});
