import { expect, test } from 'vitest';
import { createLocalMail } from '../../src/mail/local-mail.ts';
import { codeIn, createPost, type Letter } from '../../src/mail/post.ts';

const letter = (at: number): Letter => ({ type: 'sms', to: '+85291234567', text: `Code ${at}`, at });

test('a mailbox keeps letters in order and tells whoever watches, until they look away', () => {
  const post = createPost();
  const seen: Letter[] = [];
  const stop = post.watch((one) => void seen.push(one));
  post.keep(letter(1));
  post.keep(letter(2));
  stop();
  post.keep(letter(3));
  expect(post.letters()).toEqual([letter(1), letter(2), letter(3)]);
  expect(seen).toEqual([letter(1), letter(2)]);
});

test('a mailbox keeps the newest two hundred', () => {
  const post = createPost();
  for (let at = 0; at < 205; at += 1) post.keep(letter(at));
  expect(post.letters()).toHaveLength(200);
  expect(post.letters()[0]).toEqual(letter(5));
});

test('local mail goes into the mailbox with its time', async () => {
  const post = createPost();
  await createLocalMail(post, () => 42)({ to: 'anna@mail.example', subject: 'Code', text: '123456', key: 'k' });
  expect(post.letters()).toEqual([{ type: 'email', to: 'anna@mail.example', subject: 'Code', text: '123456', at: 42 }]);
});

test.each([
  ['123456 is your code', '123456'],
  ['验证码 123456，用于', '123456'],
  ['code: 012345.', '012345'],
  ['call +85291234567', undefined],
  ['five 12345 and seven 1234567', undefined],
])('the code in "%s" is %s', (text, code) => {
  expect(codeIn(text)).toBe(code);
});
