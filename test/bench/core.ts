/**
 * What the pure rooms cost by themselves, without a server: a program of its own, so that nothing the load generator left
 * behind is in its way. Prints its figures as one line of JSON.
 */
import { join } from 'node:path';
import { readFlowFiles } from '../../src/files/read-flow-files.ts';
import { measureAdvance } from './core/advance-cost.ts';
import { measureCompile } from './core/compile-cost.ts';
import type { CoreCost } from './measurements.ts';

const flowSizes = [10, 1000, 10_000];

const files = await readFlowFiles({
  flowsDir: join(import.meta.dirname, 'flows'),
  configDir: join(import.meta.dirname, 'config'),
});
const cost: CoreCost = { advance: flowSizes.map(measureAdvance), compile: measureCompile(files, 10_000) };
console.log(JSON.stringify(cost));
