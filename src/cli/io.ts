/** Where a command's words go. Its result is the exit status it returns. */
export interface Io {
  print(line: string): void;
  /** For what is not the result: progress, and what is wrong. */
  complain(line: string): void;
}
