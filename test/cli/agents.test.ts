import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runAgentPin } from '../../src/cli/agents.ts';
import { createAskSecretly } from '../../src/cli/read-secretly.ts';
import { isPin } from '../../src/queues/pin.ts';

const NUMBER = '+442079460190';

async function pin(number: string, ...answers: readonly string[]) {
  const printed: string[] = [];
  const complained: string[] = [];
  const io = { print: (line: string) => printed.push(line), complain: (line: string) => complained.push(line) };
  const status = await runAgentPin(number, async () => answers, io);
  return { status, printed, complained };
}

test('a PIN that is given twice is printed as the line that the file keeps, and as nothing else', async () => {
  const { status, printed, complained } = await pin(NUMBER, '271828', '271828');
  expect(status).toBe(0);
  expect(printed).toHaveLength(1);
  const [, salt = '', hash = ''] = /^pin: \{ salt: (\S+), hash: (\S+) \}$/.exec(printed[0] ?? '') ?? [];
  expect(await isPin('271828', { salt, hash })).toBe(true);
  expect(await isPin('271829', { salt, hash })).toBe(false);
  expect([...printed, ...complained].join('\n')).not.toContain('271828');
});

test('the same PIN is never kept as the same line', async () => {
  const [one, other] = [await pin(NUMBER, '271828', '271828'), await pin(NUMBER, '271828', '271828')];
  expect(one.printed).not.toEqual(other.printed);
});

test.each([
  ['too short', ['27182', '27182'], /6 to 12 digits/],
  ['too long', ['2718281828459', '2718281828459'], /6 to 12 digits/],
  ['not digits', ['27182a', '27182a'], /nothing else/],
  ['all one digit', ['777777', '777777'], /guessed/],
  ['a run up', ['123456', '123456'], /guessed/],
  ['a run down', ['987654', '987654'], /guessed/],
  ['two different ones', ['271828', '271829'], /not the same/],
  ['given once only', ['271828'], /No PIN/],
])('%s is no PIN', async (_why, answers, complaint) => {
  const { status, printed, complained } = await pin(NUMBER, ...answers);
  expect(status).toBe(2);
  expect(printed).toEqual([]);
  expect(complained.join()).toMatch(complaint);
  expect(complained.join()).not.toContain(answers[0]);
});

test('what is no telephone number in full has no PIN', async () => {
  expect(await pin('02079460190', '271828', '271828')).toMatchObject({ status: 2, printed: [] });
});

test('what is typed is not shown', async () => {
  const [input, questions] = [Object.assign(new PassThrough(), { isTTY: true }), new PassThrough()];
  const asked = createAskSecretly({ input, questions })(['PIN: ', 'Once more: ']);
  input.write('271828\n');
  input.write('314159\n');
  expect(await asked).toEqual(['271828', '314159']);
  expect(String(questions.read())).toBe('PIN: \nOnce more: \n');
});

test('where the input ends, there are no more answers', async () => {
  const [input, questions] = [new PassThrough(), new PassThrough()];
  const asked = createAskSecretly({ input, questions })(['PIN: ', 'Once more: ']);
  input.end('271828\n');
  expect(await asked).toEqual(['271828']);
});
