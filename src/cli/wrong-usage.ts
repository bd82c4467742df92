/** The command cannot be carried out as it was typed; its exit status is 2. */
export interface WrongUsage {
  readonly type: 'wrong-usage';
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

export const wrongUsage = (message: string): WrongUsage => ({ type: 'wrong-usage', message });

/** What is told where a telephone number was to be typed. */
export const noNumber = (typed: string): string => `${typed} is no telephone number in full, as +85291234567.`;
