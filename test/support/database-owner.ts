import { argv } from 'node:process';
import { createDatabase } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { toEntries, turnsOfCall } from './journal-entries.ts';
import { nameCaller } from './name-caller.ts';

// A process that opens the embedded database in a directory, records call 1, says so and keeps it open.

const [, , directory = ''] = argv;
await createCallLog({ ...createDatabase({ directory }), nameCaller }).record(toEntries(turnsOfCall(1)));
process.stdout.write('recorded\n');
