import type { Command } from 'commander';
import type { Io } from '../io.ts';
import { runCall } from './call.ts';
import type { CallReader } from './call-reader.ts';
import { runCalls } from './calls.ts';

/** Runs a command on the record of this environment, and keeps the exit status that it gives. */
export type RunOnRecord = (act: (reader: CallReader, io: Io) => Promise<number>) => Promise<void>;

/** What `hotline calls` takes, and what it does. */
export function defineCalls(calls: Command, run: RunOnRecord): void {
  calls
    .option('--from <instant>', 'started from then on, as 2026-11-23T10:00+08:00, or a date in UTC')
    .option('--to <instant>', 'started before')
    .option('--queue <queue>', 'joined this queue')
    .option('--topic <topic>', 'were about this')
    .option('--node <node>', 'came to this node, as payment/say-settled')
    .option('--disposition <word>', 'ended so, as abandoned-in-queue; or running, or lost')
    .option('--language <tag>', 'were in this language')
    .option('--region <region>', 'came from this region')
    .option('--release <id>', 'ran on this release')
    .option('--rating <rating>', 'were rated so')
    .option('--verification <level>', 'came to this level')
    .option('--waited-over <time>', 'waited longer than this, as 90s or 4m')
    .option('--talked-over <time>', 'talked longer than this')
    .option('--dialled <number>', 'rang this number of the hotline')
    .option('--tail <digits>', 'came from a number that ends so; four digits at most')
    .option('--number <number>', 'came from this number, in full')
    .option('--text <words>', 'by a name, or with a message, that has these words in it')
    .option('--limit <count>', 'so many at most; 50 by default')
    .option('--json', 'an array of calls')
    .action((options) => run((reader, io) => runCalls(options, reader, io)));
}

/** What `hotline call` takes, and what it does. */
export function defineCall(call: Command, run: RunOnRecord): void {
  call
    .argument('<callSid>', 'CA and 32 hex digits')
    .option('--json', 'for programs')
    .action((callSid, options) => run((reader, io) => runCall({ ...options, callSid }, reader, io)));
}
