import type { Contract } from '../../flow/contract.ts';
import { demoPage } from './demo-page.ts';
import { fileSchemas } from './file-schemas.ts';
import { createMeanings } from './meanings.ts';
import { nodePage } from './node-page.ts';
import { openApiOf } from './openapi.ts';

export interface DocSources {
  /** The source of the file of a node type. */
  readonly sourceOf: (type: string) => string;
  /** The services that flows may ask. */
  readonly contracts: readonly Contract[];
  /** What the back office performs over HTTP. */
  readonly operations: readonly Contract[];
}

/**
 * Every file of documentation that is made from the code, by its path: the reference of nodes, the customers of the demo,
 * the OpenAPI document of the back office, and the JSON Schemas that editors complete and check the files of staff with.
 *
 * @throws {Error} if a key has no meaning, a meaning no key, or a node type no doc comment with an example
 */
export function generateDocs({ sourceOf, contracts, operations }: DocSources): ReadonlyMap<string, string> {
  const meanings = createMeanings();
  const schemas = fileSchemas(meanings.meaningOf);
  const unused = meanings.unused();
  if (unused.length > 0) throw new Error(`meanings of keys that there are not: ${unused.join(', ')}`);
  return new Map([
    ['docs/nodes.md', nodePage({ flow: schemas.flow ?? {}, contracts, sourceOf })],
    ['docs/demo-customers.md', demoPage()],
    ['docs/backoffice.openapi.json', jsonFile(openApiOf(operations))],
    ...Object.entries(schemas).map(([name, schema]) => [`docs/schema/${name}.schema.json`, jsonFile(schema)] as const),
  ]);
}

const jsonFile = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;
