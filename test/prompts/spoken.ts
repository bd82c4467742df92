import type { Piece } from '../../src/prompts/piece.ts';
import { type Scene, verbalise } from '../../src/prompts/verbalise.ts';
import type { TypedValue } from '../../src/values/typed-value.ts';

/** Pieces as one line: ` | ` for a pause, `<file>` for a recording. */
export const toLine = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => (piece.type === 'text' ? piece.text : piece.type === 'pause' ? ' | ' : `<${piece.file}>`))
    .join('');

/** A Monday morning in Shanghai. */
export const AT = Date.parse('2026-02-23T10:00:00+08:00');
export const ZONE = 'Asia/Shanghai';

/** What is said for a value in a language on that morning. */
export const spokenIn =
  (language: string) =>
  (value: TypedValue, scene: Partial<Scene> = {}): string =>
    toLine(verbalise(value, { language, at: AT, zone: ZONE, ...scene }));
