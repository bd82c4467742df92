import { fileSchemas } from './file-schemas.ts';
import { createMeanings } from './meanings.ts';
import { nodePage } from './node-page.ts';

/**
 * Every file of documentation that is made from the code, by its path: the reference of nodes, and the JSON Schemas that
 * editors complete and check the files of staff with. `sourceOf` gives the source of the file of a node type.
 *
 * @throws {Error} if a key has no meaning, a meaning no key, or a node type no doc comment with an example
 */
export function generateDocs(sourceOf: (type: string) => string): ReadonlyMap<string, string> {
  const meanings = createMeanings();
  const schemas = fileSchemas(meanings.meaningOf);
  const unused = meanings.unused();
  if (unused.length > 0) throw new Error(`meanings of keys that there are not: ${unused.join(', ')}`);
  return new Map([
    ['docs/nodes.md', nodePage({ flow: schemas.flow ?? {}, sourceOf })],
    ...Object.entries(schemas).map(
      ([name, schema]) => [`docs/schema/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`] as const,
    ),
  ]);
}
