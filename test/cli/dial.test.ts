import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { DialOptions } from '../../src/cli/dial/dial-scene.ts';
import { dial } from '../../src/dial.ts';
import { codeFlow } from '../support/code-flow.ts';

/** A Monday at ten in Hong Kong. */
const AT = '2026-11-23T10:00+08:00';

interface Line {
  readonly turn?: number;
  readonly node?: string;
  readonly heard?: readonly string[];
  readonly choices?: readonly { readonly key: string; readonly label: string }[];
  readonly action?: string;
  readonly ended?: string;
}

/** A terminal whose two ends are in the test's hands. */
function makeTerminal() {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: 'utf8' });
  const errors = new PassThrough({ encoding: 'utf8' });
  const interrupted = new AbortController();
  const terminal = {
    input,
    output,
    errors,
    isTerminal: false,
    columns: 80,
    style: (_look: string, words: string) => words,
    signal: interrupted.signal,
  };
  return { terminal, input, output, errors, interrupted };
}

/** Runs the command to its end. */
async function run(options: DialOptions, environment: Readonly<Record<string, string>> = {}) {
  const { terminal, output, errors } = makeTerminal();
  const status = await dial({ at: AT, ...options }, environment, terminal);
  output.end();
  errors.end();
  return { status, said: await text(output), complaints: await text(errors) };
}

/** Plays a script and gives the report, a value a line. */
async function report(script: string, options: DialOptions = {}): Promise<readonly Line[]> {
  const { status, said, complaints } = await run({ script, json: true, ...options });
  expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const nodesOf = (lines: readonly Line[]) => lines.flatMap(({ node }) => node ?? []);

describe('a scripted call', () => {
  test('fits a terminal of eighty columns, and no key is parted from its words', async () => {
    const { said } = await run({ script: '2 0 h', at: '2026-11-23T22:00+08:00' });
    const lines = said.split('\n');

    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.map((line) => line.trim())).toContain('0 to-agent   6 language   7 slower   8 pause   9 main-menu');
    expect(said).toMatch(/ {3}4 complaint\n {16}5 suspicious-payment\n/);
  });

  test('is reported as a line a turn, with what is heard, what is offered and what the hotline then does', async () => {
    const lines = await report('2 1');

    expect(lines.map(({ turn, node, action }) => ({ turn, node, action }))).toEqual([
      { turn: 0, node: 'hotline/language', action: 'gather' },
      { turn: 1, node: 'hotline/main-menu', action: 'gather' },
      { turn: 2, node: 'login/menu', action: 'gather' },
      { turn: undefined, node: undefined, action: undefined },
    ]);
    expect(lines[0]?.heard?.join(' ')).toMatch(/OKPay.*press 2/);
    expect(lines[0]?.choices?.map(({ key }) => key)).toEqual(['1', '2', '3']);
    expect(lines[1]?.choices?.[0]).toEqual({ key: '1', label: 'login' });
    expect(lines[2]?.heard).toEqual([expect.stringMatching(/^If you cannot sign in/)]);
    expect(lines.at(-1)).toEqual({ ended: 'caller' });
  });

  test('is spoken to in words, and a lone # changes nothing', async () => {
    const lines = await report('2 "sign in" #');

    expect(nodesOf(lines)).toEqual(['hotline/language', 'hotline/main-menu', 'login/menu', 'login/menu']);
  });

  test('is asked again after silence, and goes on waiting as long as it is told to', async () => {
    const lines = await report('2 -');
    expect(nodesOf(lines).filter((node) => node === 'hotline/main-menu')).toHaveLength(2);

    const waited = await report('2 w20');
    expect(nodesOf(waited).filter((node) => node === 'hotline/main-menu').length).toBeGreaterThan(1);
  });

  test('keys one long entry in parts, and ends it with #', async () => {
    const lines = await report('2 5 4 10 01 #');

    expect(nodesOf(lines).slice(2)).toEqual(['other/menu', 'hours-question/ask-date', 'hours-question/another-date']);
    expect(lines.at(-2)?.heard?.join(' ')).toMatch(/October/);
  });

  test('waits in a queue with its place, and leaves by hanging up', async () => {
    const lines = await report('2 0 w70 h');
    const queued = lines.find(({ action }) => action === 'enqueue');

    expect(queued?.node).toBe('hotline/general-queue');
    expect(queued?.choices?.map(({ label }) => label)).toEqual(['callback', 'message']);
    expect(queued?.heard?.filter((words) => /first in line/.test(words)).length).toBeGreaterThan(1);
    expect(lines.at(-1)).toEqual({ ended: 'caller' });
  });

  test('lists only the keys that are there for this caller', async () => {
    const keysOf = (line: Line | undefined) => line?.choices?.map(({ key }) => key);
    const texted = await report('2 2 3 0', { from: '+447700900999', to: '+442079460100', at: '2026-11-24T10:00Z' });
    const withheld = await report('2 2 3 0', { from: 'anonymous', to: '+442079460100', at: '2026-11-24T10:00Z' });

    expect(keysOf(texted[3])).toEqual(['1', '2', '3', '4', '5']);
    expect(keysOf(texted[4])).toEqual(['1', '2']);
    expect(keysOf(withheld[3])).toEqual(['1', '2', '3', '4']);
    expect(keysOf(withheld[4])).toEqual(['2']);
  });

  test('is over when the hotline hangs up, however much script is left', async () => {
    const lines = await report('2 2 3 4 1 1 1');

    expect(lines.at(-2)?.action).toBe('hang-up');
    expect(lines.at(-1)).toEqual({ ended: 'hotline' });
  });

  test('takes place at the time that is asked for', async () => {
    const lines = await report('2', { at: '2026-11-22T10:00+08:00' });

    expect(nodesOf(lines).at(-1)).toBe('hotline/closed-menu');
  });

  test('chooses its language by itself, on the number of that language', async () => {
    const { said } = await run({ script: '', language: 'es' });

    expect(said).toContain('OKPay hotline +34000000000');
    expect(said).toMatch(/you\s+3\n/);
    expect(said).toContain('Nunca le pediremos');
  });

  test('comes from a withheld number and goes to the number that is named', async () => {
    const { status, said } = await run({ script: '2', from: 'anonymous', to: '+18005550199' });

    expect(status).toBe(0);
    expect(said).toContain('OKPay hotline +18005550199 · from anonymous');
  });
});

test('a person types keys and words at any time, and h hangs up', { timeout: 20_000 }, async () => {
  const { terminal, input, output } = makeTerminal();
  const done = dial({ at: AT }, {}, terminal);
  let said = '';
  output.on('data', (chunk) => {
    said += String(chunk);
  });
  const until = async (words: RegExp) => {
    while (!words.test(said)) await once(output, 'data');
  };
  await until(/1 chinese {3}2 english {3}3 spanish[\s\S]*cmn-CN/);
  input.write('2\n');
  await until(/We will never ask/);
  input.write('sign in\n');
  await until(/you\s+“sign in”/);
  input.write('h\n');

  expect(await done).toBe(0);
  await until(/the call is over: you hung up/);
  expect(said).toMatch(/you\s+2\n/);
});

test.each([
  ['the end of what is typed', ({ input }: ReturnType<typeof makeTerminal>) => void input.end()],
  ['an interruption', ({ interrupted }: ReturnType<typeof makeTerminal>) => interrupted.abort()],
])('%s hangs up', async (_what, stop) => {
  const ends = makeTerminal();
  const done = dial({ at: AT }, {}, ends.terminal);
  await once(ends.output, 'data');
  stop(ends);

  expect(await done).toBe(0);
});

test.each<[what: string, options: DialOptions, complaint: RegExp]>([
  ['a caller that is no number', { from: '12' }, /--from 12 is no number/],
  [
    'a number that is not the hotline’s',
    { to: '+15550001111' },
    /--to \+15550001111 is no number of the hotline's.*\+852/,
  ],
  ['a language that is not spoken', { language: 'tlh' }, /--language tlh is not spoken.*zh-CN, en, es/],
  ['a time that is none', { at: 'noon' }, /--at noon is no instant/],
  ['a time that clocks leave out', { at: '2026-03-29T01:30', to: '+442079460100' }, /does not exist in Europe\/London/],
  ['a script that means nothing', { script: '1 x2' }, /--script: x2 is nothing a caller can do/],
  ['empty words', { script: '""' }, /--script: "" is nothing/],
  ['JSON without a script', { json: true }, /give --script/],
])('%s is wrong usage, said in a line', async (_what, options, complaint) => {
  const { status, said, complaints } = await run(options);

  expect({ status, said }).toEqual({ status: 2, said: '' });
  expect(complaints).toMatch(complaint);
});

test('where Twilio is the carrier nothing is dialled here', async () => {
  const { status, complaints } = await run({ script: '1' }, { TWILIO_AUTH_TOKEN: 'a'.repeat(32) });

  expect(status).toBe(2);
  expect(complaints).toMatch(/^TWILIO_AUTH_TOKEN is set/);
});

test('flows that make no release are named with file and line, and the status is 1', async () => {
  const { status, complaints } = await run({ script: '1' }, { FLOWS_DIR: 'test/flow/fixtures/good/config' });

  expect(status).toBe(1);
  expect(complaints).not.toBe('');
});

test('the command itself plays a script, in a process of its own', { timeout: 30_000 }, async () => {
  const program = spawn(process.execPath, ['src/cli.ts', 'dial', '--script', '2 1', '--at', AT], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complaints, [status]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'exit'),
  ]);

  expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
  expect(said).toContain('If you cannot sign in');
  expect(said).toContain('the call is over: you hung up');
  expect(said).not.toContain('\u001b');
});

describe('a code', () => {
  /** A customer of the demo, with a telephone and a mail address. */
  const from = '+447700900011';
  const runs = async (script: string, caller = from) => {
    const { flowsDir, configDir } = codeFlow();
    return run({ script, from: caller }, { FLOWS_DIR: flowsDir, CONFIG_DIR: configDir });
  };

  test('that arrives in a text is shown, and keyed by the script', async () => {
    const { status, said, complaints } = await runs('1 code');

    expect({ status, complaints }).toEqual({ status: 0, complaints: '' });
    expect(said).toMatch(/✉ {7}to …0011: \d{6} is your code/);
    expect(said).toContain('You are verified.');
  });

  test('that arrives in a mail is, too, and opens nothing a second time', async () => {
    const { said } = await runs('2 code code');

    expect(said).toMatch(/✉ {7}to \S+@example.com: \d{6} is your code/);
    expect(said).toMatch(/You are verified\.[\s\S]*Used code\./);
  });

  test('that never arrives is said not to have', async () => {
    const { said, complaints } = await runs('1 code', '+447700900999');

    expect(complaints).toBe('No code has arrived.\n');
    expect(said).not.toContain('✉');
  });

  test('is keyed by a person with the word', { timeout: 30_000 }, async () => {
    const { flowsDir, configDir } = codeFlow();
    const { terminal, input, output } = makeTerminal();
    const done = dial({ at: AT, from }, { FLOWS_DIR: flowsDir, CONFIG_DIR: configDir }, terminal);
    let said = '';
    output.on('data', (chunk) => {
      said += String(chunk);
    });
    const until = async (words: RegExp) => {
      while (!words.test(said)) await once(output, 'data');
    };
    await until(/Text one/);
    input.write('1\n');
    await until(/Key the code/);
    input.write('code\n');
    await until(/(?:you\s+\d\n\s*(?:\d:\d\d)?\s*){6}/);
    input.write('#\n');
    await until(/You are verified/);
    input.write('h\n');

    expect(await done).toBe(0);
  });
});
