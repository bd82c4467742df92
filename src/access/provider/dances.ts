import { z } from 'zod';
import { Dance } from './provider.ts';
import { createSeal } from './seal.ts';

/** Keeps what must come back with somebody who is at the provider, in their own browser: sealed, and for a while. */
export interface Dances {
  seal(dance: Dance): string;
  /** Nothing where it is not ours, or too old. */
  open(sealed: string): Dance | undefined;
}

export interface DanceParts {
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** As long as somebody may take to sign in at the provider. */
export const DANCE_MS = 10 * 60_000;

const Sealed = z.strictObject({ dance: Dance, at: z.number() });

export function createDances({ secret, now }: DanceParts): Dances {
  const seal = createSeal(secret, 'hotline: on the way to the provider, version 1');
  return {
    seal: (dance) => seal.close(JSON.stringify({ dance, at: now() })),
    open(sealed) {
      const text = seal.open(sealed);
      if (text === undefined) return undefined;
      const { dance, at } = Sealed.parse(JSON.parse(text));
      return now() < at + DANCE_MS ? dance : undefined;
    },
  };
}
