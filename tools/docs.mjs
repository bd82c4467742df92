// Writes the documentation that is made from the code: docs/nodes.md, docs/demo-customers.md, docs/schema/ and
// docs/backoffice.openapi.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OPERATIONS } from '../src/backoffice/contract.ts';
import { generateDocs } from '../src/cli/reference/generated-docs.ts';
import { CONTRACTS } from '../src/services.ts';

const files = generateDocs({
  sourceOf: (type) => readFileSync(`src/flow/nodes/${type}.ts`, 'utf8'),
  contracts: CONTRACTS,
  operations: OPERATIONS,
});
for (const [path, content] of files) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(path);
}
