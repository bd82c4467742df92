/** What Twilio would write into the call's notifications: a warning changes what is done, an error ends a document. */
export interface Note {
  /** Twilio's number, explained at `https://www.twilio.com/docs/api/errors/<code>`. */
  readonly code: number;
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** Line of the document, from 1, where there is one. */
  readonly line?: number | undefined;
}

/** Where a reader puts its notes. */
export type Notes = Note[];

/** A note after which the document goes on. */
export const warning = (code: number, message: string, line?: number): Note => ({
  code,
  level: 'warning',
  message,
  line,
});

/** A note that ends a document. */
export const error = (code: number, message: string, line?: number): Note => ({ code, level: 'error', message, line });
