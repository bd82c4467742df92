// Makes a fresh clone ready under whatever Node there is: installs what the lock file says when that has changed, and,
// for the tests, the servers and the browser that they run against.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const STAMP = join('node_modules', '.installed-lock');

installPackages();
refuseOldNode();
if (process.argv.includes('--with-tests')) {
  need([
    ...(process.env.REDIS_URL
      ? []
      : [{ programs: ['redis-server', 'valkey-server'], apt: 'redis-server', brew: 'redis' }]),
    { programs: ['chromium', 'chromium-browser', 'google-chrome'], apt: 'chromium', brew: '--cask chromium' },
    // What the production shape is held against.
    { programs: ['promtool'], apt: 'prometheus', brew: 'prometheus', without: 'prometheus-node-exporter' },
    { programs: ['nginx'], apt: 'nginx', brew: 'nginx' },
    { programs: ['openssl'], apt: 'openssl', brew: 'openssl' },
  ]);
}

function installPackages() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.log('setup: installing what package-lock.json says …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(STAMP, lock);
}

/** npm's scripts run the installed Node before the machine's. */
function refuseOldNode() {
  const own = join('node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const found = existsSync(own) ? spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout : process.version;
  if (Number(/^v(\d+)/.exec(found ?? '')?.[1]) >= 24) return;
  stop(
    `Node 24 is needed, and there is none to install for ${process.platform} ${process.arch}: get it from nodejs.org.`,
  );
}

/** Installs programs with the system's package manager where that can be done without a question. */
function need(wanted) {
  const missing = wanted.filter(({ programs }) => !programs.some(isThere));
  if (missing.length === 0) return;
  const packages = missing.map(({ apt }) => apt);
  if (isThere('apt-get') && process.getuid?.() === 0) {
    console.log(`setup: installing ${packages.join(', ')} with apt-get …`);
    run('apt-get', ['update', '-qq']);
    // A name with a minus behind it is left out, though others recommend it.
    const left = missing.flatMap(({ without }) => (without === undefined ? [] : [`${without}-`]));
    run('apt-get', ['install', '-y', '-qq', ...packages, ...left], { DEBIAN_FRONTEND: 'noninteractive' });
  } else if (isThere('brew')) {
    for (const { brew } of missing) {
      console.log(`setup: installing ${brew} with brew …`);
      run('brew', ['install', ...brew.split(' ')]);
    }
  } else {
    stop(`The tests need more programs. Install them: sudo apt-get install ${packages.join(' ')}`);
  }
}

/** Debian keeps what its administrator runs in folders of its own. */
function isThere(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

function run(command, args, environment = {}) {
  const env = { ...process.env, ...environment };
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32', env });
  if (status !== 0) process.exit(status ?? 1);
}

function stop(reason) {
  console.error(`setup: ${reason}`);
  process.exit(1);
}
