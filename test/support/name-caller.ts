import { createNameCaller } from '../../src/callers/name-caller.ts';

/** What stands for callers in the record of every test. */
export const nameCaller = createNameCaller('a secret of tests', 'record');
