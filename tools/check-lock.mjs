// The lock file names every optional platform package; without them `npm ci` refuses it on other machines.
import { readFileSync } from 'node:fs';

const packages = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
const missing = Object.entries(packages).flatMap(([path, { version, optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`])
    .map((name) => `${path || 'package.json'}@${version}: ${name} is missing from package-lock.json`),
);
for (const line of missing) console.error(line);
process.exitCode = missing.length > 0 ? 1 : 0;
