import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** What nobody can reckon who does not know the secret: neither numbers nor codes can be told from it. */
export interface KeyedHashes {
  /** The name under which a number's codes are kept. */
  subjectOf(number: string): string;
  digestOf(code: CodeOf): string;
  /** Whether the digest is this code's; it takes as long whether it is or not. */
  isDigestOf(digest: string, code: CodeOf): boolean;
  /** A letter for a number that has no mail address, always the same. */
  letterOf(number: string): string;
}

/** A code with what it belongs to: the same six digits of another number or time have another digest. */
interface CodeOf {
  readonly subject: string;
  readonly id: string;
  readonly code: string;
}

/** Enough of a SHA-256 that no two numbers meet. */
const SUBJECT_DIGITS = 32;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export function createKeyedHashes(secret: string): KeyedHashes {
  // Each use has a key of its own, and none is the secret itself.
  const keyFor = (use: string): Buffer => createHmac('sha256', secret).update(`hotline identity ${use}`).digest();
  const keys = { subject: keyFor('subject'), code: keyFor('code'), letter: keyFor('letter') };
  const digestOf = ({ subject, id, code }: CodeOf): string =>
    createHmac('sha256', keys.code)
      .update(JSON.stringify([subject, id, code]))
      .digest('hex');

  return {
    subjectOf: (number) => createHmac('sha256', keys.subject).update(number).digest('hex').slice(0, SUBJECT_DIGITS),
    digestOf,
    isDigestOf(digest, code) {
      const [kept, given] = [Buffer.from(digest, 'hex'), Buffer.from(digestOf(code), 'hex')];
      return kept.length === given.length && timingSafeEqual(kept, given);
    },
    letterOf(number) {
      const value = createHmac('sha256', keys.letter).update(number).digest().readUInt32BE();
      return LETTERS.charAt(value % LETTERS.length);
    },
  };
}

const CODE_DIGITS = 6;
const ID_BYTES = 12;

/** Six digits, each number as likely as any other. */
export const newCode = (): string => String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');

export const newCodeId = (): string => randomBytes(ID_BYTES).toString('hex');

/** Whether these are keys that could be a code. */
export const isCode = (text: string): boolean => /^\d{6}$/.test(text);
