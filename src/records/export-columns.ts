import type { CallView } from './call-view.ts';

/** What stands in a cell; nothing where it is not known. */
export type Cell = string | number | undefined;

type Column = { readonly name: string; readonly of: (call: CallView) => Cell };

const NAMES = [
  'callSid',
  'startedAt',
  'endedAt',
  'disposition',
  'endedBy',
  'status',
  'caller',
  'callerName',
  'agent',
  'dialled',
  'region',
  'language',
  'release',
  'arrival',
  'topic',
  'rating',
  'verification',
  'codes',
  'queue',
  'queues',
  'waitedSeconds',
  'talkSeconds',
  'handleSeconds',
  'durationSeconds',
  'transferred',
  'callback',
  'voicemail',
  'transcript',
  'misses',
  'zeroOuts',
  'errors',
  'task',
  'lastNode',
  'nodes',
] as const satisfies readonly (keyof CallView)[];

/** The columns of an export in a table: what a view of a call has, under the same names. */
export const EXPORT_COLUMNS: readonly Column[] = NAMES.map((name) => ({ name, of: (call) => toCell(call[name]) }));

/** Several things of one kind stand in one cell, with blanks between them: none has a blank in it. */
function toCell(value: Cell | boolean | readonly string[]): Cell {
  if (typeof value === 'object') return value.join(' ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value;
}
