import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that this benchmark started and ends itself. */
export interface Program {
  readonly pid: number;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** What to start: a command line whose program listens on `port`. */
export interface ProgramStart {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly directory: string;
  /** The file that takes what the program prints. */
  readonly logFile: string;
}

const patienceMs = 20_000;

/** Starts a program and waits until it takes connections. Throws when it ends before, or takes none within 20 s. */
export async function startProgram(start: ProgramStart): Promise<Program> {
  const child = spawnProgram(start);
  const deadline = performance.now() + patienceMs;
  while (!(await takesConnections(start.port))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${start.name} did not come up; what it printed is in ${start.logFile}.`);
    }
    await sleep(20);
  }
  return toProgram(child, start);
}

/** Starts a program without waiting for anything. */
export function spawnProgram(start: ProgramStart): ChildProcess {
  const [executable = '', ...rest] = start.command;
  const log = createWriteStream(start.logFile);
  const child = spawn(executable, rest, {
    cwd: start.directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...start.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

/** A running child as a program that can be stopped: politely, and after 5 s by force. */
export function toProgram(child: ChildProcess, start: ProgramStart): Program {
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(`${start.name} could not be started.`);
  }
  return { pid, port: start.port, stop: () => stopProgram(child) };
}

async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(force);
}

/** A port of the loopback address that nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
