import { Command } from 'commander';
import type { Io } from './cli/io.ts';
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

await program.parseAsync();
