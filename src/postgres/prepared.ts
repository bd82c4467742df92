import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';

const MARK = '/* prepared */';

/**
 * Begins a statement that is asked so often that each connection takes it apart once, and plans it once where no value
 * asks for a plan of its own. What it is made of varies only by what code says and by what month it is, not by what anybody
 * asks for; and it names what it gives, for `*` would fail once a table has another column.
 */
export const prepared: RawBuilder<unknown> = sql.raw(MARK);

const names = new Map<string, string>();

/** What a statement is prepared as; none where it is not. Of the same name is the same text, whichever process asks. */
export function preparedName(text: string): string | undefined {
  if (!text.includes(MARK)) return undefined;
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
