import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../src/free-port.ts';
import { createAfterwards } from '../../src/identity/afterwards.ts';
import { createSmtpMail } from '../../src/mail/smtp-mail.ts';
import { type SmtpAnswers, type SmtpServer, startSmtpServer } from '../support/smtp-server.ts';

const FROM = 'OKPay <no-reply@okpay.example>';
const MAIL = {
  to: 'anna@mail.example',
  subject: 'OKPay 热线验证码',
  text: '验证码 123456，用于核验。',
  key: 'CA0/1/0',
};

let server: SmtpServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(answers: SmtpAnswers = {}) {
  server = await startSmtpServer(answers);
  return { server, send: createSmtpMail({ url: `smtp://127.0.0.1:${server.port}`, from: FROM, timeoutMs: 500 }) };
}

/** The body of a mail as its reader sees it. */
function textOf(data: string): string {
  const [head = '', ...rest] = data.split('\n\n');
  const body = rest.join('\n\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8').trim();
  if (!/quoted-printable/i.test(head)) return body.trim();
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').trim();
}

describe('a mail by SMTP', () => {
  test('comes to one recipient, with sender, subject and text in any script', async () => {
    const { server: smtp, send } = await start();
    await send(MAIL);
    const [mail] = smtp.mails;
    expect(smtp.mails).toHaveLength(1);
    expect(mail).toMatchObject({ from: 'no-reply@okpay.example', to: MAIL.to });
    expect(mail?.data).toMatch(/^From: OKPay <no-reply@okpay.example>$/m);
    expect(mail?.data).toMatch(/^To: anna@mail.example$/m);
    expect(textOf(mail?.data ?? '')).toBe(MAIL.text);
    const subject = /^Subject: =\?UTF-8\?B\?(.*)\?=$/m.exec(mail?.data ?? '')?.[1] ?? '';
    expect(Buffer.from(subject, 'base64').toString('utf8')).toBe(MAIL.subject);
  });

  test('cannot be led elsewhere by an address that holds commands or headers', async () => {
    const { server: smtp, send } = await start();
    for (const to of [
      'anna@mail.example\r\nRCPT TO:<thief@mail.example>',
      'anna@mail.example, thief@mail.example',
      'Anna <thief@mail.example>',
    ]) {
      await expect(send({ ...MAIL, to })).rejects.toThrow('one plain address');
    }
    await send({ ...MAIL, subject: 'Code\r\nBcc: thief@mail.example' });
    expect(smtp.commands.filter((line) => /thief/.test(line))).toEqual([]);
    expect(smtp.mails.map(({ to }) => to)).not.toContain('thief@mail.example');
  });

  test.each([
    ['refuses the recipient', { recipient: '550 5.1.1 no such user' }],
    ['refuses the mail', { mail: '554 not today' }],
    ['breaks off after the mail', { hangsUp: true }],
    ['never speaks', { isMute: true }],
  ] as const)('to a server that %s fails, within its time, and is not tried again', async (_what, answers) => {
    const { server: smtp, send } = await start(answers);
    const began = performance.now();
    await expect(send(MAIL)).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(smtp.commands.filter((line) => line.startsWith('RCPT')).length).toBeLessThanOrEqual(1);
    expect(smtp.mails.length).toBeLessThanOrEqual(1);
  });

  test('to a server that is not there fails', async () => {
    const send = createSmtpMail({ url: `smtp://127.0.0.1:${await freePort()}`, from: FROM, timeoutMs: 500 });
    await expect(send(MAIL)).rejects.toThrow();
  });

  test('that fails is logged without address, subject or text', async () => {
    const { send } = await start({ recipient: '550 5.1.1 <anna@mail.example> has no mailbox' });
    const lines: string[] = [];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (...line: unknown[]) => void lines.push(JSON.stringify(line)),
    };
    const afterwards = createAfterwards(log);
    afterwards.add(MAIL.key, () => send(MAIL));
    await afterwards.settled();
    expect(lines).toEqual([expect.stringContaining('a code could not be sent')]);
    expect(lines.join()).toContain('550');
    expect(lines.join()).not.toMatch(/anna|123456|mailbox/);
  });
});
