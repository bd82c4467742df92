import { describe, expect, test } from 'vitest';
import { callTo, type SceneOptions, START } from '../support/call.ts';

/** A document that starts a recording named `talk`, whose callback goes to `/ready` of the same application. */
const starting =
  (rest: string, attributes = '') =>
  ({ headers }: { readonly headers: { readonly host?: string | undefined } }) =>
    `<Start><Recording name="talk" ${attributes} recordingStatusCallback="http://${headers.host}/ready"/></Start>${rest}`;

const STOP = '<Stop><Recording name="talk"/></Stop>';

/** The call, once it and all that followed from it are over. */
async function over(voice: ReturnType<typeof starting> | string, options: SceneOptions = {}, rest = {}) {
  const scene = await callTo({ '/voice': voice, ...rest }, options);
  await scene.call.ends();
  await scene.twilio.settle();
  return { ...scene, told: scene.application.at('/ready').map(({ form }) => form) };
}

// https://www.twilio.com/docs/voice/twiml/recording
describe('<Start><Recording>', () => {
  test('records from there to the stop by its name, and nothing before or after', async () => {
    const { twilio, told, call } = await over(
      ({ headers }) => `<Pause length="5"/>${starting(`<Pause length="10"/>${STOP}<Pause length="30"/>`)({ headers })}`,
    );
    expect(twilio.recordings()).toEqual([
      expect.objectContaining({
        callSid: call.sid,
        source: 'StartCallRecordingTwiML',
        channels: 2,
        status: 'completed',
        durationSeconds: 10,
      }),
    ]);
    expect(told).toEqual([
      expect.objectContaining({
        AccountSid: expect.stringMatching(/^AC/),
        CallSid: call.sid,
        RecordingSid: twilio.recordings()[0]?.sid,
        RecordingStatus: 'completed',
        RecordingDuration: '10',
        RecordingChannels: '2',
        RecordingSource: 'StartCallRecordingTwiML',
      }),
    ]);
    expect(told[0]).not.toHaveProperty('From');
    expect([...call.errors, ...call.warnings]).toEqual([]);
  });

  test('goes on across documents, and ends with the call', async () => {
    const { twilio, told } = await over(starting('<Redirect>/more</Redirect>'), {}, { '/more': '<Pause length="7"/>' });
    expect(twilio.recordings()[0]).toMatchObject({ durationSeconds: 7, startedAt: expect.any(Number) });
    expect(twilio.recordings()[0]?.startedAt).toBeGreaterThanOrEqual(START);
    expect(told).toHaveLength(1);
  });

  test('is in progress, without audio, until it ends', async () => {
    const { call, twilio } = await callTo({
      '/voice': starting('<Pause length="4"/><Say>Still here.</Say><Pause length="60"/>'),
    });
    await call.hears('Still here');
    expect(twilio.recordings()[0]).toMatchObject({ status: 'in-progress', durationSeconds: 0 });
    await call.hangsUp();
    await twilio.settle();
    expect(twilio.recordings()[0]).toMatchObject({ status: 'completed', durationSeconds: 4 });
  });

  test('that takes no time is absent, and told of only where that is asked for', async () => {
    expect((await over(starting(STOP))).told).toEqual([]);
    const asked = await over(starting(STOP, 'recordingStatusCallbackEvent="in-progress absent"'));
    // They are sent beside the call, each on its own.
    expect(asked.told.map(({ RecordingStatus }) => RecordingStatus).sort()).toEqual(['absent', 'in-progress']);
  });

  test('takes a name once a call', async () => {
    const again = '<Start><Recording name="talk"/></Start>';
    const { twilio, call } = await over(starting(`<Pause length="2"/>${STOP}${again}<Pause length="2"/>`));
    expect(twilio.recordings()).toHaveLength(1);
    expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
  });

  test('takes no relative address for its callback', async () => {
    const { call, told } = await over(
      '<Start><Recording name="talk" recordingStatusCallback="/ready"/></Start><Pause length="2"/>',
    );
    expect(call.errors.map(({ code }) => code)).toEqual([15004]);
    expect(told).toEqual([]);
  });

  test.each([
    ['<Start><Recording recordingTrack="both"/></Start>', 'has no attribute "recordingTrack"'],
    ['<Start><Recording channels="three"/></Start>', 'invalid channels'],
    ['<Start name="x"><Recording/></Start>', 'has no attribute "name"'],
    ['<Start/>', 'starts or stops nothing'],
    ['<Start><Stream url="wss://hotline.example"/></Start>', 'does not take <Stream> here'],
    ['<Stop><Recording/></Stop>', 'names no recording'],
    ['<Stop><Recording name="talk" track="both"/></Stop>', 'has no attribute "track"'],
  ])('%s is warned of', async (document, message) => {
    const { call } = await over(document);
    expect(call.warnings).toEqual([
      expect.objectContaining({ code: 12200, message: expect.stringContaining(message) }),
    ]);
  });
});

describe('<Stop><Recording>', () => {
  test('of what does not go on changes nothing', async () => {
    const { call, twilio } = await over(`${STOP}<Say>Hello.</Say>`);
    expect([...call.errors, ...call.warnings]).toEqual([]);
    expect(twilio.recordings()).toEqual([]);
  });

  test('can be unknown, as in older pages: then the recording goes on to the end of the call', async () => {
    const voice = starting(`<Pause length="10"/>${STOP}<Pause length="30"/>`);
    const { call, twilio } = await over(voice, { switches: { stopsRecordings: false } });
    expect(twilio.recordings()[0]?.durationSeconds).toBe(40);
    expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
  });
});

test('a recording of a call has metadata and media by REST, as any other', async () => {
  const { twilio } = await over(starting(`<Pause length="3"/>${STOP}`));
  const [recording] = twilio.recordings();
  const media = await fetch(`${recording?.url}.wav`);
  expect(media.status).toBe(200);
  // 8 kHz, 16 bit, behind a header of 44 bytes.
  expect((await media.arrayBuffer()).byteLength).toBe(44 + 3 * 16_000);
});
