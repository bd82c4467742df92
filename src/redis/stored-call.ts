import type { StoredCall } from '../calls/ports.ts';
import type { Call } from '../flow/call.ts';

/** Stands where a call would: it was over before it came. Its revision keeps it from being begun. */
export const BURIED = '1 buried';

/**
 * A stored call as text: revision, turn and nonce (with the former one behind a comma), then the call as JSON. The
 * revision comes first, where the commit script finds it without reading the rest.
 */
export const writeStored = ({ revision, turn, nonce, formerNonce, call }: StoredCall): string =>
  `${revision} ${turn} ${nonce}${formerNonce === undefined ? '' : `,${formerNonce}`} ${JSON.stringify(call)}`;

/**
 * Reads what `writeStored` wrote. Only this module writes these keys, so the version is all that is checked: reading it
 * against a schema would cost as much as the rest of a turn.
 *
 * @throws {Error} if the state is of a version that this code does not know
 */
export function readStored(text: string): StoredCall | 'buried' {
  if (text === BURIED) return 'buried';
  const revisionEnd = text.indexOf(' ');
  const turnEnd = text.indexOf(' ', revisionEnd + 1);
  const noncesEnd = text.indexOf(' ', turnEnd + 1);
  const call = JSON.parse(text.slice(noncesEnd + 1)) as Call;
  if (call.version !== 1) throw new Error(`stored call of unknown version ${String(call.version)}`);
  const stored = {
    revision: Number(text.slice(0, revisionEnd)),
    turn: Number(text.slice(revisionEnd + 1, turnEnd)),
    call,
  };
  const nonces = text.slice(turnEnd + 1, noncesEnd);
  const comma = nonces.indexOf(',');
  if (comma < 0) return { ...stored, nonce: nonces };
  return { ...stored, nonce: nonces.slice(0, comma), formerNonce: nonces.slice(comma + 1) };
}
