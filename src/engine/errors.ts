/** Why the engine gives up on a turn. Each has its entry in docs/errors.md. */
export const ENGINE_ERROR_CODES = ['unknown-node', 'no-exit', 'nothing-to-return-to', 'endless'] as const;

/** Thrown where a release does not hold together. The caller hears the apology and is led to a person. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: (typeof ENGINE_ERROR_CODES)[number];
  /** Where the call stood. */
  readonly node: string;

  constructor(code: EngineError['code'], node: string) {
    super(`${code} at ${node}`);
    this.code = code;
    this.node = node;
  }
}
