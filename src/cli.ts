import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { defineCall, defineCalls, type RunOnRecord } from './cli/calls/define-calls.ts';
import type { Io } from './cli/io.ts';
import { defineUsers } from './cli/users/define-users.ts';
import { createCommands } from './commands.ts';
import { ConfigError } from './config.ts';

const io: Io = {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};

// Whoever read this has gone: a server answers on without them, and any other command has nobody left to tell.
process.stdout.on('error', () => {
  if (!['serve', 'backoffice'].includes(process.argv[2] ?? '')) process.exit(0);
});

const commands = createCommands(process.env, io);

const program = new Command('hotline')
  .description("OKPay's telephone hotline.")
  .version(packageJson.version)
  .showHelpAfterError('(hotline --help tells how to use it)')
  .exitOverride();

program
  .command('serve')
  .description('answer calls until told to stop')
  .action(async () => {
    const { serve } = await import('./serve.ts');
    process.exitCode = await serve(process.env, io);
  });

program
  .command('dial')
  .description('call the hotline from this terminal')
  .option('--at <instant>', 'when the call takes place, as 2026-02-14T10:00+08:00')
  .option('--from <number>', "the caller's number, or anonymous")
  .option('--to <number>', "one of the hotline's numbers")
  .option('--language <tag>', 'ring the number of this language, and choose it where the hotline asks')
  .option(
    '--script <entries>',
    'what the caller does: keys, "words", code (the last one sent), w10 (wait 10 s), - (silence), h (hang up)',
  )
  .option('--json', 'one JSON line a turn; with --script')
  .action(async (options) => {
    const { dial, terminalHere } = await import('./dial.ts');
    process.exitCode = await dial(options, process.env, terminalHere());
  });

program
  .command('check')
  .description('read flows, prompts and configuration, and tell what is wrong with them')
  .option('--json', 'an array of findings')
  .action(async (options) => {
    process.exitCode = await commands.check(options);
  });

program
  .command('callbacks')
  .description('list the callers who wait to be called back')
  .option('--done <id>', 'take one off the list')
  .option('--json', 'for programs')
  .action(async (options) => {
    const { listCallbacks } = await import('./list-callbacks.ts');
    process.exitCode = await listCallbacks(options, process.env, io);
  });

const onRecord: RunOnRecord = async (act) => {
  const { readCalls } = await import('./read-calls.ts');
  process.exitCode = await readCalls(process.env, io, act);
};
defineCalls(program.command('calls').description('find calls on record, the latest first'), onRecord);
defineCall(program.command('call').description('tell what happened in a call'), onRecord);

program
  .command('forget')
  .description('erase what is kept by the number of a caller, and tell what was erased')
  .argument('<number>', 'in full, as +85291234567')
  .option('--json', 'for programs')
  .action(async (number, options) => {
    const { forgetCaller } = await import('./forget-caller.ts');
    process.exitCode = await forgetCaller({ ...options, number }, process.env, io);
  });

program
  .command('unlock')
  .description('lift the lock of a number that too many wrong codes were keyed for')
  .argument('<number>', 'in full, as +85291234567')
  .action(async (number) => {
    const { unlock } = await import('./unlock.ts');
    process.exitCode = await unlock(number, process.env, io);
  });

defineUsers(
  program.command('users').description('the accounts of staff: who may sign in, and as what'),
  async (run) => {
    const [{ users }, { createAskSecretly }] = await Promise.all([
      import('./users.ts'),
      import('./cli/read-secretly.ts'),
    ]);
    const ask = createAskSecretly({ input: process.stdin, questions: process.stderr });
    process.exitCode = await users({ environment: process.env, ask, io }, run);
  },
);

program
  .command('agents')
  .description('the people who take calls')
  .command('pin')
  .description('ask for a PIN, unseen, and print the line that config/agents.yaml keeps of it')
  .argument('<number>', 'the number that the agent rings from')
  .action(async (number) => {
    const [{ runAgentPin }, { createAskSecretly }] = await Promise.all([
      import('./cli/agents.ts'),
      import('./cli/read-secretly.ts'),
    ]);
    const ask = createAskSecretly({ input: process.stdin, questions: process.stderr });
    process.exitCode = await runAgentPin(number, ask, io);
  });

program
  .command('hours')
  .description('tell whether people answer in a region, why, until when, and when next')
  .argument('<region>', 'as cn, hk or us-east')
  .option('--at <instant>', "as 2026-02-14T10:00+08:00; without an offset in the region's own time; now by default")
  .option('--from <date>', 'the first day of a table, as 2026-09-25')
  .option('--to <date>', 'its last day')
  .option('--json', 'for programs')
  .action(async (region, options) => {
    process.exitCode = await commands.hours({ ...options, region });
  });

program
  .command('close')
  .description('close a region for a while; it counts at once and ends by itself')
  .argument('<region>', 'as cn, or all')
  .option('--until <instant>', 'when it ends, as 2026-11-24T15:00; for all regions with an offset')
  .option('--from <instant>', 'when it begins; now by default')
  .option('--reason <reason>', 'as maintenance: one of the prompts closed-reason-…')
  .option('--queue <queue...>', 'close these queues only')
  .option('--message <words...>', 'what callers are told instead, as en="We are moving house"')
  .action(async (region, options) => {
    process.exitCode = await commands.close({ ...options, region });
  });

program
  .command('open')
  .description('end the closures that run in a region; with --until, open it against its calendar')
  .argument('<region>', 'as cn, or all')
  .option('--until <instant>', 'until when it is open, as 2026-11-24T20:00; for all regions with an offset')
  .action(async (region, options) => {
    process.exitCode = await commands.open({ ...options, region });
  });

program
  .command('closures')
  .description('list what is closed, or opened, against the calendars, now or later')
  .option('--end <id>', 'end this one')
  .option('--json', 'for programs')
  .action(async (options) => {
    process.exitCode = await commands.closures(options);
  });

program
  .command('fallback')
  .description('write what a proxy on other machines serves when the hotline does not answer')
  .option('--out <file>', 'where to; the terminal by default')
  .action(async (options) => {
    process.exitCode = await commands.fallback(options);
  });

program
  .command('backoffice')
  .description('serve a back office with invented customers, for trying out docs/backoffice.md')
  .option('--port <port>', 'where to listen; 0 for any free one', '3100')
  .option('--token <token>', 'what has to be shown; BACKOFFICE_TOKEN by default, or one that is made up')
  .option('--delay <time>', 'before every answer, as 200ms or 3s')
  .option('--fail <fault>', 'with every answer: late, html, garbage, unknown-outcome, megabyte, reset, status=503')
  .action(async (options) => {
    const { serveBackOffice } = await import('./back-office-server.ts');
    process.exitCode = await serveBackOffice(options, process.env, io);
  });

program
  .command('twilio')
  .description('the account at Twilio')
  .command('connect')
  .description("point the account's numbers at this server, and tell what was changed")
  .option('--number <number...>', 'these numbers, or all; those of config/numbers.yaml by default')
  .option('--dry-run', 'change nothing')
  .option('--json', 'for programs')
  .action(async (options) => {
    process.exitCode = await commands.connect(options);
  });

const WRONG_USAGE = 2;

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
  } else {
    const problems =
      error instanceof ConfigError ? error.problems : [String(error instanceof Error ? error.message : error)];
    for (const problem of problems) io.complain(problem);
    process.exitCode = 1;
  }
}
