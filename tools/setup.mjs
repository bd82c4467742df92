// Makes a fresh clone ready under whatever Node there is: installs what the lock file says when that has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stamp = join('node_modules', '.installed-lock');
const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('setup: installing what package-lock.json says …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

const major = nodeMajor();
if (major < 24) {
  console.error(
    `setup: Node 24 is needed and none can be installed for ${process.platform} ${process.arch}: install it from nodejs.org.`,
  );
  process.exit(1);
}

/** The version that npm's scripts run: the installed one goes before the machine's. */
function nodeMajor() {
  const own = join('node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own)) return Number(process.versions.node.split('.')[0]);
  const { stdout, status } = spawnSync(own, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/^v(\d+)/.exec(stdout)?.[1]) : Number(process.versions.node.split('.')[0]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
