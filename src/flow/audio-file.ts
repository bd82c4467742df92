/** What the carrier plays, by the end of a file's name: https://www.twilio.com/docs/voice/twiml/play */
const TYPES: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  aif: 'audio/x-aiff',
  aiff: 'audio/x-aiff',
  gsm: 'audio/x-gsm',
  ulaw: 'audio/ulaw',
};

/** A file below the folder of recordings: its path becomes part of an address that the carrier fetches. */
const PATH = /^\w[\w-]*(?:[./]\w[\w-]*)*\.([a-z0-9]+)$/;

/** The MIME type of a recording by its path below `flows/audio/`; none where it is no path there, or cannot be played. */
export function audioTypeOf(path: string): string | undefined {
  const extension = PATH.exec(path)?.[1] ?? '';
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}
