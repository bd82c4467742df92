/** A queue in which somebody waits. */
export interface WaitingQueue {
  readonly queue: string;
  readonly callers: number;
  /** How long the first of them has waited. */
  readonly longestSeconds: number;
}

/** Which of these queues have callers now. Rejects where that cannot be known. */
export type WaitingCallers = (queues: readonly string[]) => Promise<readonly WaitingQueue[]>;
