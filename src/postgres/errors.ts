/** What is wrong with the database. Each has its entry in docs/errors.md. */
export const databaseErrorCodes = [
  'directory_in_use',
  'database_stopped',
  'session_busy',
  'not_ready',
  'no_answer',
  'no_database',
] as const;

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: (typeof databaseErrorCodes)[number];

  constructor(code: DatabaseError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A statement that the embedded database refused, with PostgreSQL's own code. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  /** SQLSTATE, such as `23505`; absent where the failure is not PostgreSQL's. */
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}
