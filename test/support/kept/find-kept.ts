import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { Gathered } from './keep.ts';
import { createSearch } from './search.ts';

/** What was gathered in a run, and where a secret stands that nothing may keep. */
export interface Findings {
  readonly secrets: number;
  readonly texts: number;
  /** A line each: which digits, the place, and the test file that left it there. */
  readonly found: readonly string[];
}

/** Searches what a run has gathered in `folder`: every text for every secret, whichever test keyed it. */
export async function findKept(folder: string): Promise<Findings> {
  const secrets = new Set<string>();
  for await (const gathered of readGathered(folder)) if (gathered.type === 'secret') secrets.add(gathered.digits);

  const search = createSearch(secrets);
  const found = new Set<string>();
  let texts = 0;
  for await (const gathered of readGathered(folder)) {
    if (gathered.type === 'secret') continue;
    texts += 1;
    const { where, file, text } = gathered;
    for (const secret of search(text)) found.add(`${secret} stands in ${where}, left by ${relative('.', file)}`);
  }
  return { secrets: secrets.size, texts, found: [...found] };
}

/** Each line is written by `keep.ts` and by nothing else. */
async function* readGathered(folder: string): AsyncGenerator<Gathered> {
  for (const name of await readdir(folder)) {
    for await (const line of createInterface(createReadStream(join(folder, name)))) {
      const gathered: Gathered = JSON.parse(line);
      yield gathered;
    }
  }
}
