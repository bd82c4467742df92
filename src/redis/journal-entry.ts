import { z } from 'zod';
import type { JournalEntry } from '../calls/journal.ts';
import type { Fact } from '../flow/facts.ts';
import { isCallSid } from '../values/call-sid.ts';

/** An entry of a stream as Redis gives it: the names and values of its fields in turn, or null where it is deleted. */
export interface RawEntry {
  readonly entry: string;
  readonly shard: number;
  readonly fields: readonly string[] | null;
}

/** A fact of a type that this process does not know may come from a newer one, and is passed on. */
const WrittenFact = z.custom<Fact>((fact) => z.looseObject({ type: z.string() }).safeParse(fact).success);

const Written = z.object({
  c: z.string().refine(isCallSid),
  k: z.string().regex(/^[cwn]\.[\x21-\x7e]{1,200}$/),
  at: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  f: z.string().transform(readJson).pipe(z.array(WrittenFact)),
});

/** The entry that was written, or undefined where this is none. */
export function readEntry({ entry, shard, fields }: RawEntry): JournalEntry | undefined {
  const { data: written } = Written.safeParse(toObject(fields ?? []));
  return written && { entry, shard, call: written.c, turn: written.k, at: written.at, facts: written.f };
}

/** The fields of an entry, as the commit of a turn writes them. */
export function toFields({ call, turn, at, facts }: JournalEntry): readonly string[] {
  return ['c', call, 'k', turn, 'at', String(at), 'f', JSON.stringify(facts)];
}

function toObject(fields: readonly string[]): Readonly<Record<string, string>> {
  const pairs: [string, string][] = [];
  for (let place = 0; place + 1 < fields.length; place += 2) {
    pairs.push([String(fields[place]), String(fields[place + 1])]);
  }
  return Object.fromEntries(pairs);
}

function readJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
}
