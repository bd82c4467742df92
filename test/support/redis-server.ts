import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { freePort } from '../../src/free-port.ts';
import { keepRedis } from './kept/keep-stored.ts';

/** Settings of a client, whose replies keep their usual shapes. */
export type ClientOptions = Omit<RedisOptions, 'replyMapping'>;

/** Settings of a cluster's connections to its nodes. */
export type NodeOptions = Pick<RedisOptions, 'commandTimeout' | 'maxRetriesPerRequest'>;

/** A Redis that tests may fill. */
export interface TestRedis {
  readonly url: string;
  /** A client that sees this test's own keys only; closed by `stop`. */
  connect(options?: ClientOptions): Redis;
  stop(): Promise<void>;
}

/** A Redis that belongs to one test, which may therefore harm it. */
export interface OwnRedis extends TestRedis {
  readonly port: number;
  /** Sends a signal: `SIGSTOP` freezes it, `SIGCONT` thaws it, `SIGKILL` is a crash. */
  signal(name: NodeJS.Signals): void;
}

/** Three masters without replicas, each with a third of the slots. */
export interface TestRedisCluster {
  readonly ports: readonly number[];
  connect(redisOptions?: NodeOptions): Cluster;
  /** Sends a signal to a node, 0 to 2. */
  signal(node: number, name: NodeJS.Signals): void;
  stop(): Promise<void>;
}

const READY = 'Ready to accept connections';
const SLOTS = 16_384;
const MISSING =
  'The tests need a Redis server: run "apt-get install redis-server" (or put redis-server or valkey-server on the PATH).';

/** The Redis that `REDIS_URL` names, with keys under a prefix of the test's own; without one, a server of its own. */
export async function startRedis(extra: readonly string[] = []): Promise<TestRedis> {
  const url = process.env.REDIS_URL;
  return url && extra.length === 0 ? shareRedis(url) : startOwnRedis(extra);
}

/**
 * A redis-server on a free port, which keeps nothing on disk.
 *
 * @throws where there is no redis-server or valkey-server on the PATH, or it does not start.
 */
export async function startOwnRedis(extra: readonly string[] = []): Promise<OwnRedis> {
  const port = await freePort();
  const server = await launch(port, extra);
  const url = `redis://127.0.0.1:${port}`;
  const clients: Redis[] = [];
  return {
    url,
    port,
    connect: (options = {}) => track(clients, new Redis(url, options)),
    signal: (name) => server.child.kill(name),
    stop: async () => {
      for (const client of clients) client.disconnect();
      await keepRedis(port);
      await server.stop();
    },
  };
}

/** A cluster of three real servers, ready for commands on every slot. */
export async function startRedisCluster(extra: readonly string[] = []): Promise<TestRedisCluster> {
  const nodes = await Promise.all([startNode(extra), startNode(extra), startNode(extra)]);
  const ports = nodes.map(({ port }) => port);
  const stopAll = async () => {
    await Promise.all(nodes.map(({ stop }) => stop()));
  };
  await joinNodes(nodes).catch(async (error: unknown) => {
    // Nobody else knows of them: they would run, and gossip, for ever.
    await stopAll();
    throw error;
  });
  const clients: Cluster[] = [];
  return {
    ports,
    connect: (redisOptions = {}) => {
      const startup = ports.map((port) => ({ host: '127.0.0.1', port }));
      return track(clients, new Cluster(startup, { redisOptions }));
    },
    signal: (node, name) => nodes[node]?.child.kill(name),
    stop: async () => {
      for (const client of clients) client.disconnect();
      await Promise.all(ports.map(keepRedis));
      await stopAll();
    },
  };
}

function shareRedis(url: string): TestRedis {
  const keyPrefix = `test-${randomUUID()}:`;
  const clients: Redis[] = [];
  return {
    url,
    connect: (options = {}) => track(clients, new Redis(url, { ...options, keyPrefix })),
    stop: async () => {
      for (const client of clients) client.disconnect();
      const admin = new Redis(url);
      for await (const keys of admin.scanStream({ match: `${keyPrefix}*` })) {
        if (keys.length > 0) await admin.unlink(...keys);
      }
      admin.disconnect();
    },
  };
}

/** An error of the connection reaches the test through its commands; without a listener ioredis prints it as well. */
function track<Client extends Redis | Cluster>(clients: Client[], client: Client): Client {
  client.on('error', () => undefined);
  clients.push(client);
  return client;
}

interface Server {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

async function launch(port: number, extra: readonly string[]): Promise<Server> {
  const directory = mkdtempSync(join(tmpdir(), 'redis-test-'));
  const memoryOnly = ['--save', '', '--appendonly', 'no'];
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...memoryOnly, ...extra];
  const child = spawn(findServer(), options, { stdio: ['ignore', 'pipe', 'pipe'] });
  await untilReady(child);
  return {
    child,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let log = '';
  child.stdout?.on('data', (text) => {
    log += text;
    if (log.includes(READY)) resolve();
  });
  child.stderr?.resume();
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}\n${log}`)));
  return promise;
}

function findServer(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = ['redis-server', 'valkey-server']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(isExecutable);
  if (!found) throw new Error(MISSING);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface Node extends Server {
  readonly port: number;
  readonly busPort: number;
}

async function startNode(extra: readonly string[]): Promise<Node> {
  const [port, busPort] = [await freePort(), await freePort()];
  const cluster = ['--cluster-enabled', 'yes', '--cluster-config-file', 'nodes.conf', '--cluster-node-timeout', '2000'];
  const server = await launch(port, [...cluster, '--cluster-port', String(busPort), ...extra]);
  return { ...server, port, busPort };
}

async function joinNodes(nodes: readonly Node[]): Promise<void> {
  const admins = nodes.map(({ port }) => new Redis(port, '127.0.0.1'));
  try {
    await joinCluster(
      admins,
      nodes.map(({ port, busPort }) => [port, busPort]),
    );
  } finally {
    for (const admin of admins) admin.disconnect();
  }
}

/** What `redis-cli --cluster create` does, without its pauses of a second. */
async function joinCluster(nodes: readonly Redis[], ports: readonly (readonly number[])[]): Promise<void> {
  const share = Math.ceil(SLOTS / nodes.length);
  for (const [index, node] of nodes.entries()) {
    await node.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    await node.call('CLUSTER', 'ADDSLOTSRANGE', index * share, Math.min(SLOTS, (index + 1) * share) - 1);
  }
  // Only then: a node that has met another one takes no epoch any more.
  for (const node of nodes) {
    for (const own of ports) await node.call('CLUSTER', 'MEET', '127.0.0.1', ...own.map(String));
  }
  for (const node of nodes) {
    while (!(await knowsAll(node, nodes.length))) await delay(20);
  }
}

async function knowsAll(node: Redis, count: number): Promise<boolean> {
  const told = String(await node.cluster('INFO'));
  return told.includes('cluster_state:ok') && told.includes(`cluster_known_nodes:${count}`);
}
