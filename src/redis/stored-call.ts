import type { StoredCall } from '../calls/ports.ts';
import type { Call } from '../flow/call.ts';

/** Stands where a call would: it was over before it came. Its revision keeps it from being begun. */
export const BURIED = '1 buried';

/**
 * A stored call as text: revision, turn and nonce (with the former one behind a comma), then the call as JSON. The revision comes first, where the commit
 * script finds it without reading the rest.
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
  const [revision = '', turn = '', nonces = ''] = text.split(' ', 3);
  const json = text.slice(revision.length + turn.length + nonces.length + 3);
  const call = JSON.parse(json) as Call;
  if (call.version !== 1) throw new Error(`stored call of unknown version ${String(call.version)}`);
  const [nonce = '', formerNonce] = nonces.split(',');
  const former = formerNonce === undefined ? {} : { formerNonce };
  return { revision: Number(revision), turn: Number(turn), nonce, ...former, call };
}
