import { pino } from 'pino';

/** Where log lines go, a line a write. */
export interface LogTarget {
  write(line: string): void;
}

/** Bytes that leave at one go: each time costs the wake-up of another thread. */
const BATCH = 32 * 1024;

/**
 * Lines leave in batches, off the turn's path, and at the latest after so long. They wait as bytes: text that waits is
 * measured anew, from its first line, whenever one is added.
 */
const STANDARD_OUTPUT = {
  dest: 1,
  sync: false,
  minLength: BATCH,
  maxWrite: 2 * BATCH,
  periodicFlush: 500,
  contentMode: 'buffer',
} as const;

/**
 * The hotline's log. Of an error it shows what it is and where it came from, and no other property: clients of other
 * systems hang their requests on their errors, credentials and all. Long runs of digits are masked, since those who
 * refuse a number quote it.
 */
export const createLog = (level: string, target: LogTarget = standardOutput()) =>
  pino({ level, serializers: { err: toLogged, error: toLogged } }, target);

/** What an output with content of mode `buffer` takes; pino's types know only of text. */
interface ByteOutput {
  write(bytes: Uint8Array | string): unknown;
}

/** Calls are answered whether anybody reads the log or not. */
function standardOutput(): LogTarget {
  const output = pino.destination(STANDARD_OUTPUT);
  output.on('error', () => undefined);
  const bytes: ByteOutput = output;
  return { write: (line) => void bytes.write(Buffer.from(line)) };
}

function toLogged(error: unknown): object {
  if (!(error instanceof Error)) return { message: masked(String(error)) };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: masked(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: masked(error.stack ?? ''),
    ...(error.cause instanceof Error ? { cause: toLogged(error.cause) } : {}),
  };
}

const masked = (text: string): string => text.replace(/\+?\d{6,}/g, '***');
