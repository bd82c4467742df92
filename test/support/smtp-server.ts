import { createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './listen-on-loopback.ts';

/** A mail that was taken: whom it is for by the envelope, and all of it as it came. */
export interface TakenMail {
  readonly from: string;
  readonly to: string;
  readonly data: string;
}

export interface SmtpServer {
  readonly port: number;
  readonly mails: readonly TakenMail[];
  /** Commands of all connections, in order. */
  readonly commands: readonly string[];
  stop(): Promise<void>;
}

export interface SmtpAnswers {
  /** Instead of 250 to RCPT. */
  readonly recipient?: string;
  /** Instead of 250 to the mail's last line. */
  readonly mail?: string;
  /** Says nothing at all. */
  readonly isMute?: boolean;
  /** Breaks the connection after the mail instead of answering. */
  readonly hangsUp?: boolean;
}

/** As much of a mail server as takes mails: RFC 5321, one line a command. */
export async function startSmtpServer(answers: SmtpAnswers = {}): Promise<SmtpServer> {
  const mails: TakenMail[] = [];
  const commands: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (!answers.isMute) talk(socket, { answers, mails, commands });
  });
  const { port, close } = await listenOnLoopback(server);
  return { port, mails, commands, stop: close };
}

interface Talk {
  readonly answers: SmtpAnswers;
  readonly mails: TakenMail[];
  readonly commands: string[];
}

function talk(socket: Socket, { answers, mails, commands }: Talk): void {
  const envelope = { from: '', to: '' };
  let pending = '';
  let data: string | undefined;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  say('220 test ESMTP');
  socket.on('data', (part) => {
    pending += part.toString('utf8');
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (data === undefined) obey(line);
      else if (line === '.') finish();
      else data += `${line.replace(/^\./, '')}\n`;
    }
  });

  function finish(): void {
    mails.push({ ...envelope, data: data ?? '' });
    data = undefined;
    if (answers.hangsUp) socket.destroy();
    else say(answers.mail ?? '250 taken');
  }

  function obey(line: string): void {
    commands.push(line);
    say(answerTo(line));
    if (/^QUIT/i.test(line)) socket.end();
  }

  function answerTo(line: string): string {
    const [, address = ''] = /<([^>]*)>/.exec(line) ?? [];
    if (/^MAIL/i.test(line)) envelope.from = address;
    if (/^RCPT/i.test(line)) envelope.to = address;
    if (/^DATA/i.test(line)) data = '';
    if (/^RCPT/i.test(line)) return answers.recipient ?? '250 ok';
    return /^DATA/i.test(line) ? '354 go on' : '250 ok';
  }
}
