import type { Links, Render } from '../calls/completing.ts';
import type { Speech, SpokenAction } from '../calls/spoken.ts';
import type { Release, Voice } from '../flow/release.ts';
import type { Piece } from '../prompts/piece.ts';
import { unreachable } from '../values/unreachable.ts';
import { addressOf } from './addresses.ts';
import { isTranscribed, TRANSCRIBED_BELOW_SECONDS } from './transcription.ts';
import { escapeAttribute, escapeText } from './xml.ts';

/** Twilio refuses more, with error 11750. */
export const MAX_BYTES = 64 * 1024;

/** Silence that ends what is said. `auto` is refused with the default model of recognition: warning 13335. */
const SPEECH_GAP_SECONDS = 2;

export const EMPTY_RESPONSE = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** A reply longer than Twilio takes: it would play an error to the caller. */
export class ReplyTooLong extends Error {
  override readonly name = 'ReplyTooLong';
  readonly bytes: number;

  constructor(bytes: number) {
    super(`a reply of ${bytes} bytes is more than the carrier takes`);
    this.bytes = bytes;
  }
}

export interface TwimlOptions {
  /** Where Twilio reaches us, without a path: `https://hotline.example`. For what must be an absolute address. */
  readonly origin: string;
  /** Path before ours, where the public address has one: `/hotline`. */
  readonly basePath: string;
  /** Seconds after which Twilio plays silence over instead of waiting for us: see `addresses.ts`. */
  readonly overrides: string;
  /** Whether Twilio is to put messages into words, where it can. */
  readonly transcribes: boolean;
}

/**
 * Writes TwiML: what is said before a `<Gather>` and may be cut short stands inside it, so that a key counts from the
 * first word on.
 *
 * @throws {ReplyTooLong} beyond 64 kB
 * @see https://www.twilio.com/docs/voice/twiml
 */
export function createTwiml(options: TwimlOptions): Render {
  const { basePath } = options;
  const fixed = createSpeechCache((pieces, voice) => writePieces(pieces, voice, { basePath }));
  const slow = createSpeechCache((pieces, voice) =>
    writePieces(pieces, voice, { basePath, percent: voice.slowerPercent }),
  );
  return (actions, { release }, links) => {
    const write: Writing = { release, links, options, fixed, slow };
    const body = writeAll(actions, write);
    if (body === '') return EMPTY_RESPONSE;
    const document = `<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`;
    if (document.length * 3 > MAX_BYTES && Buffer.byteLength(document) > MAX_BYTES) {
      throw new ReplyTooLong(Buffer.byteLength(document));
    }
    return document;
  };
}

interface Writing {
  readonly release: Release;
  readonly links: Links;
  readonly options: TwimlOptions;
  readonly fixed: SpeechCache;
  readonly slow: SpeechCache;
}

function writeAll(actions: readonly SpokenAction[], write: Writing): string {
  let written = '';
  for (let at = 0; at < actions.length; at += 1) {
    const gatherAt = nestingGather(actions, at);
    if (gatherAt === undefined) {
      written += writeAction(actions[at], write);
      continue;
    }
    written += writeGather(actions.slice(at, gatherAt + 1), write);
    at = gatherAt;
  }
  return written;
}

/** Where the gather stands that takes in what is said from here on; none where something between must be heard out. */
function nestingGather(actions: readonly SpokenAction[], from: number): number | undefined {
  for (let at = from; at < actions.length; at += 1) {
    const action = actions[at];
    if (action?.type === 'gather') return at;
    if (!(action?.type === 'pause' || (action?.type === 'speech' && action.bargeIn))) return undefined;
  }
  return undefined;
}

function writeGather(actions: readonly SpokenAction[], write: Writing): string {
  const gather = actions.at(-1);
  if (gather?.type !== 'gather') return '';
  const lane = write.links.lane === 'wait' ? 'wait' : 'call';
  const speech = gather.input.includes('speech');
  const attributes = [
    `input="${gather.input.join(' ')}"`,
    `action="${address(write, lane)}"`,
    `timeout="${gather.timeoutSeconds}"`,
    // A single key may be any, # as well; a longer entry may be ended before it is whole.
    gather.maxDigits === 1 ? 'finishOnKey=""' : 'finishOnKey="#"',
    gather.maxDigits === undefined ? '' : `numDigits="${gather.maxDigits}"`,
    lane === 'call' ? 'actionOnEmptyResult="true"' : '',
    speech
      ? `language="${voiceOf(write.release, gather.language).listenLanguage}" speechTimeout="${(gather.pace ? 2 : 1) * SPEECH_GAP_SECONDS}"`
      : '',
    speech && gather.hints.length > 0 ? `hints="${escapeAttribute(hintsOf(gather.hints))}"` : '',
  ];
  const nested = actions.slice(0, -1).map((action) => writeAction(action, write));
  const opening = `<Gather ${attributes.filter(Boolean).join(' ')}`;
  return nested.length === 0 ? `${opening}/>` : `${opening}>${nested.join('')}</Gather>`;
}

/** Twilio takes 500 hints of 100 characters each; commas part them. */
const hintsOf = (hints: readonly string[]): string =>
  [...new Set(hints)]
    .slice(0, 500)
    .map((hint) => hint.replace(/,/g, ' ').slice(0, 100))
    .join(',');

function writeAction(action: SpokenAction | undefined, write: Writing): string {
  if (!action) return '';
  switch (action.type) {
    case 'speech':
      return writeSpeech(action, write);
    case 'gather':
      return writeGather([action], write);
    case 'pause':
      return `<Pause length="${action.seconds}"/>`;
    case 'hold':
      return `<Pause length="${action.seconds}"/><Redirect method="POST">${address(write, 'call')}</Redirect>`;
    case 'enqueue':
      return writeEnqueue(action, write);
    case 'stop-recording':
      return `<Stop><Recording name="${recordingName(write.links.turn - 1)}"/></Stop>`;
    case 'leave':
      return '<Leave/>';
    case 'record':
      return writeRecord(action, write);
    case 'dial':
      return writeDial(action, write);
    case 'take-call':
      return `<Dial action="${address(write, 'call')}" timeout="${action.timeoutSeconds}" hangupOnStar="true"><Queue>${escapeText(action.queue)}</Queue></Dial>`;
    case 'hang-up':
      return '<Hangup/>';
    default:
      return unreachable(action);
  }
}

function writeDial(action: Extract<SpokenAction, { type: 'dial' }>, write: Writing): string {
  const callerId = action.callerId === undefined ? '' : ` callerId="${escapeAttribute(action.callerId)}"`;
  return `${writeStart(action, write)}<Dial action="${address(write, 'call')}" timeout="${action.timeoutSeconds}" timeLimit="${action.limitSeconds}"${callerId}><Number>${escapeText(action.number)}</Number></Dial>`;
}

function writeEnqueue(action: Extract<SpokenAction, { type: 'enqueue' }>, write: Writing): string {
  const wait = address({ ...write, links: { ...write.links, turn: write.links.turn - 1 } }, 'wait');
  return `${writeStart(action, write)}<Enqueue action="${address(write, 'call')}" waitUrl="${wait}" waitUrlMethod="POST">${escapeText(action.queue)}</Enqueue>`;
}

/**
 * Twilio stops a recording by its name, and takes a name once a call. A recording is called after the turn that its
 * document leads to, which is the turn that stops it: so it is known even where the state of the call was lost.
 */
const recordingName = (turn: number): string => `talk-${turn}`;

/**
 * Both sides of the call from here on, each on a channel of its own, silence and all.
 *
 * @see https://www.twilio.com/docs/voice/twiml/recording
 */
function writeStart({ isRecorded }: { readonly isRecorded?: true }, { links, options }: Writing): string {
  if (!isRecorded) return '';
  const ready = escapeAttribute(options.origin + addressOf({ ...options, path: '/twilio/recording/talk' }));
  return `<Start><Recording name="${recordingName(links.turn)}" channels="dual" trim="do-not-trim" recordingStatusCallback="${ready}"/></Start>`;
}

/**
 * Twilio's page says both: that silence leads to the action, and that it goes on with the next verb. Both lead to us. A
 * recording of two minutes would be one second too long to be put into words.
 */
function writeRecord(action: Extract<SpokenAction, { type: 'record' }>, write: Writing): string {
  const { maxLengthSeconds: longest, silenceSeconds, language, transcribe } = action;
  const at = (path: string) => escapeAttribute(addressOf({ ...write.options, path }));
  const transcribes = transcribe && write.options.transcribes && isTranscribed(language);
  const maxLength = transcribes && longest === TRANSCRIBED_BELOW_SECONDS ? longest - 1 : longest;
  const ready = at(transcribe && !transcribes ? '/twilio/recording/unheard' : '/twilio/recording');
  const words = transcribes ? ` transcribe="true" transcribeCallback="${at('/twilio/transcription')}"` : '';
  return `<Record action="${address(write, 'call')}" maxLength="${maxLength}" timeout="${silenceSeconds}" playBeep="true" recordingStatusCallback="${ready}"${words}/><Redirect method="POST">${address(write, 'call')}</Redirect>`;
}

function address({ links, options }: Writing, lane: 'call' | 'wait'): string {
  const path = links.lane === 'reduced' ? `/twilio/reduced/${lane}` : `/twilio/${lane}/${links.turn}/${links.nonce}`;
  return escapeAttribute(addressOf({ ...options, path }));
}

function writeSpeech({ language, pieces, pace }: Speech, { release, fixed, slow, options }: Writing): string {
  const voice = voiceOf(release, language);
  if (Object.isFrozen(pieces)) return (pace ? slow : fixed)(pieces, voice);
  return writePieces(pieces, voice, { basePath: options.basePath, ...(pace ? { percent: voice.slowerPercent } : {}) });
}

/**
 * @throws {Error} if the release speaks a language it has no voice for
 */
function voiceOf(release: Release, language: string): Voice {
  const voice = release.languages[language];
  if (!voice) throw new Error(`release ${release.id} has no voice for ${language}`);
  return voice;
}

interface Manner {
  readonly basePath: string;
  /** Of the voice's own rate, where it is not spoken at that. */
  readonly percent?: number;
}

function writePieces(pieces: readonly Piece[], { voice, sayLanguage }: Voice, { basePath, percent }: Manner): string {
  const sayWords = (said: string) =>
    say(
      said === '' || percent === undefined ? said : `<prosody rate="${percent}%">${said}</prosody>`,
      voice,
      sayLanguage,
    );
  let written = '';
  let words = '';
  for (const piece of pieces) {
    if (piece.type === 'text') words += escapeText(piece.text);
    else if (piece.type === 'pause') words += `<break time="${piece.ms}ms"/>`;
    else {
      written += `${sayWords(words)}<Play>${basePath}/twilio/audio/${escapeText(piece.file)}</Play>`;
      words = '';
    }
  }
  return `${written}${sayWords(words)}`;
}

const say = (words: string, voice: string, language: string): string =>
  words === '' ? '' : `<Say voice="${voice}" language="${language}">${words}</Say>`;

/** Words that are always the same are written once; what prompts hand out for them is frozen, and one object. */
type SpeechCache = (pieces: readonly Piece[], voice: Voice) => string;

function createSpeechCache(write: SpeechCache): SpeechCache {
  const written = new WeakMap<readonly Piece[], string>();
  return (pieces, voice) => {
    const known = written.get(pieces);
    if (known !== undefined) return known;
    const fresh = write(pieces, voice);
    written.set(pieces, fresh);
    return fresh;
  };
}
