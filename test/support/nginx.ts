import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../src/free-port.ts';
import { findProgram } from './find-program.ts';

/** The proxy of `deploy/nginx/`, in front of servers on this machine. */
export interface TestProxy {
  /** Ports of plain HTTP and of HTTPS. */
  readonly http: number;
  readonly https: number;
  /** What it has written so far. */
  readonly written: () => string;
  stop(): Promise<void>;
}

const POLL_MS = 20;

/**
 * Starts nginx on the configuration as it is shipped; only ports, folders and the addresses of upstreams are others.
 *
 * @throws {Error} with all that nginx wrote, if it does not start
 */
export async function startProxy(upstreams: readonly number[], fallback: string): Promise<TestProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const [http, https, grafana] = [await freePort(), await freePort(), await freePort()];
  writeFolder(folder, upstreams, fallback);
  const shipped = readFileSync('deploy/nginx/nginx.conf', 'utf8');
  const config = shipped
    .replaceAll('8080', String(http))
    .replaceAll('8443', String(https))
    .replaceAll('3001', String(grafana))
    .replaceAll('/tmp/', `${folder}/`)
    // A pipe of Node's is a socket, which cannot be opened by name.
    .replaceAll(/\/dev\/std(?:out|err)/g, join(folder, 'log'))
    .replaceAll('/srv/fallback', folder);
  writeFileSync(join(folder, 'nginx.conf'), config);

  // Whoever is not the administrator has no other user to be, and is warned of the directive.
  const global = process.getuid?.() === 0 ? 'daemon off; user root;' : 'daemon off;';
  const child = spawn(findProgram('nginx'), ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', global], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (part: Buffer) => {
    complaint += part.toString();
  });
  while (!(await takesConnections(https))) {
    if (child.exitCode !== null) throw new Error(`nginx ended:\n${complaint}`);
    await delay(POLL_MS);
  }
  return {
    http,
    https,
    written: () => readFileSync(join(folder, 'log'), 'utf8'),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeFolder(folder: string, upstreams: readonly number[], fallback: string): void {
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'tls'));
  const certificate = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const files = ['-keyout', join(folder, 'tls/privkey.pem'), '-out', join(folder, 'tls/fullchain.pem')];
  execFileSync(findProgram('openssl'), ['req', ...certificate, '-subj', '/CN=localhost', ...files], {
    stdio: 'ignore',
  });
  const servers = upstreams.map((port) => `server 127.0.0.1:${port} max_fails=1 fail_timeout=2s;`).join(' ');
  const named = `upstream hotline { zone hotline 64k; ${servers} keepalive 64; }`;
  writeFileSync(join(folder, 'upstreams.conf'), `${named}\nupstream grafana { server 127.0.0.1:9; }\n`);
  writeFileSync(join(folder, 'fallback.xml'), fallback);
}

const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
