import { codeIn, type Post } from '../../mail/post.ts';

/** The codes that have arrived on this machine, as a caller reads them from a text or a mail. */
export interface ArrivedCodes {
  /** The last one; where it was keyed already, the next to arrive within a moment, else the same again. */
  next(): Promise<string | undefined>;
}

/** What is told where there is none to key. */
export const NO_CODE = 'No code has arrived.';

/** A code goes out just after the caller was told of it, in real time. */
const PATIENCE_MS = 2000;

export function createArrivedCodes({ watch }: Pick<Post, 'watch'>): ArrivedCodes {
  let last: string | undefined;
  let isNew = false;
  let arrived: () => void = () => undefined;
  watch(({ text }) => {
    const code = codeIn(text);
    if (code === undefined) return;
    last = code;
    isNew = true;
    arrived();
  });
  return {
    async next() {
      if (!isNew) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, PATIENCE_MS);
          arrived = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isNew = false;
      return last;
    },
  };
}
