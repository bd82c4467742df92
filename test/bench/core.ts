/**
 * What the pure rooms cost by themselves, without a server: a program of its own, so that nothing the load generator left
 * behind is in its way. Prints its figures as one line of JSON.
 */
import { measureAdvance } from './core/advance-cost.ts';
import type { CoreCost } from './measurements.ts';

const flowSizes = [10, 1000, 10_000];

const cost: CoreCost = { advance: flowSizes.map(measureAdvance) };
console.log(JSON.stringify(cost));
