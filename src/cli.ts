import { Command } from 'commander';
import type { Io } from './cli/io.ts';
import { dial, terminalHere } from './dial.ts';
import { serve } from './serve.ts';

const io: Io = {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};

const program = new Command('hotline').description("OKPay's telephone hotline.");

program
  .command('serve')
  .description('answer calls until told to stop')
  .action(async () => {
    process.exitCode = await serve(process.env, io);
  });

program
  .command('dial')
  .description('call the hotline from this terminal')
  .option('--at <instant>', 'when the call takes place, as 2026-02-14T10:00+08:00')
  .option('--from <number>', "the caller's number, or anonymous")
  .option('--to <number>', "one of the hotline's numbers")
  .option('--language <tag>', 'ring the number of this language, and choose it where the hotline asks')
  .option('--script <entries>', 'what the caller does: keys, "words", w10 (wait 10 s), - (silence), h (hang up)')
  .option('--json', 'one JSON line a turn; with --script')
  .action(async (options) => {
    process.exitCode = await dial(options, process.env, terminalHere());
  });

await program.parseAsync();
