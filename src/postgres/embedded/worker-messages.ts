/** What the worker that owns the embedded database is started with. */
export interface EmbeddedOptions {
  readonly directory: string;
}

/** One statement for it. */
export interface Statement {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type ToEmbedded = ({ readonly type: 'statement' } & Statement) | { readonly type: 'close' };

export interface StatementResult {
  readonly command: string;
  readonly rowCount: number;
  readonly rows: readonly unknown[];
}

export type FromEmbedded =
  | { readonly type: 'opened' }
  /** It did not open; `inUse` where another owner has the directory. */
  | { readonly type: 'not-opened'; readonly inUse: boolean; readonly message: string }
  | { readonly type: 'done'; readonly id: number; readonly result: StatementResult }
  | { readonly type: 'failed'; readonly id: number; readonly message: string; readonly code: string | undefined };
