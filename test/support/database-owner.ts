import { argv } from 'node:process';
import { createCallLog } from '../../src/postgres/call-log.ts';
import { createDatabase } from '../../src/postgres/database.ts';
import { toEntries, turnsOfCall } from './journal-entries.ts';

// A process that opens the embedded database in a directory, records call 1, says so and keeps it open.

const [, , directory = ''] = argv;
await createCallLog(createDatabase({ directory })).record(toEntries(turnsOfCall(1)));
process.stdout.write('recorded\n');
