// Writes the documentation that is made from the code: docs/nodes.md and docs/schema/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateDocs } from '../src/cli/reference/generated-docs.ts';

const files = generateDocs((type) => readFileSync(`src/flow/nodes/${type}.ts`, 'utf8'));
for (const [path, content] of files) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(path);
}
