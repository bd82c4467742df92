#!/usr/bin/env node
// `npx hotline`: runs the command line under the Node version that the project is made for.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
const node = Number(process.versions.node.split('.')[0]) < 24 && existsSync(own) ? own : process.execPath;

const { status, error } = spawnSync(node, [join(root, 'src', 'cli.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
if (error) throw error;
process.exitCode = status ?? 1;
