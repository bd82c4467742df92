/** The command cannot be carried out as it was typed; its exit status is 2. */
export interface WrongUsage {
  readonly type: 'wrong-usage';
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

export const wrongUsage = (message: string): WrongUsage => ({ type: 'wrong-usage', message });
