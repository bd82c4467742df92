/**
 * What each room of src may import: rooms of ours, packages, and modules of Node; `values` may be imported everywhere but
 * in the emulator and the console. Everything else is refused. Why each row is as it is: docs/architecture.md.
 */
const may = {
  values: { ours: [], packages: [], node: [] },
  hours: { ours: ['values'], packages: ['luxon'], node: [] },
  prompts: { ours: ['values'], packages: ['@formatjs/icu-messageformat-parser'], node: [] },
  flow: { ours: ['values', 'hours', 'prompts'], packages: ['zod', 'yaml'], node: [] },
  engine: { ours: ['values', 'flow', 'hours'], packages: [], node: [] },
  calls: { ours: ['values', 'flow', 'engine', 'hours', 'prompts'], packages: [], node: [] },
  backoffice: { ours: ['values', 'flow', 'hours', 'calls'], packages: ['zod'], node: [] },
  callers: { ours: ['values', 'flow', 'calls'], packages: [], node: ['crypto'] },
  identity: { ours: ['values', 'flow', 'calls', 'backoffice', 'queues'], packages: [], node: ['crypto'] },
  mail: { ours: ['values', 'identity'], packages: ['nodemailer', '@types/nodemailer'], node: [] },
  queues: { ours: ['values', 'flow', 'hours', 'calls'], packages: ['zod', 'yaml'], node: ['crypto'] },
  releases: { ours: ['values', 'flow', 'hours', 'calls'], packages: ['zod'], node: [] },
  reports: { ours: ['values', 'flow', 'hours', 'calls'], packages: [], node: [] },
  records: { ours: ['values', 'flow', 'hours', 'calls', 'reports'], packages: [], node: [] },
  rehearsal: { ours: ['values', 'flow', 'calls'], packages: [], node: [] },
  access: {
    ours: ['values'],
    packages: ['@node-rs/argon2', 'openid-client', 'zod'],
    node: ['crypto'],
  },
  twilio: {
    ours: ['values', 'flow', 'calls', 'prompts', 'queues', 'identity'],
    packages: ['twilio', 'zod'],
    node: ['crypto'],
  },
  redis: {
    ours: ['values', 'flow', 'engine', 'hours', 'calls', 'releases', 'queues', 'identity', 'callers'],
    packages: ['ioredis', 'zod', 'cluster-key-slot'],
    node: [],
  },
  postgres: {
    ours: ['values', 'flow', 'calls', 'backoffice', 'reports', 'records', 'access'],
    packages: ['pg', 'kysely', '@electric-sql/pglite', 'zod', '@types/pg'],
    node: ['*'],
  },
  http: {
    ours: ['flow', 'calls', 'backoffice'],
    packages: ['undici', 'cockatiel'],
    node: [],
  },
  telemetry: {
    ours: ['values', 'flow', 'hours', 'calls', 'identity', 'queues'],
    packages: ['prom-client', '@opentelemetry'],
    node: [],
  },
  files: {
    ours: ['values', 'flow', 'hours', 'releases', 'queues'],
    packages: ['zod'],
    node: ['fs', 'fs/promises', 'path', 'stream/consumers'],
  },
  webhooks: { ours: ['values', 'calls', 'flow', 'twilio', 'engine', 'queues'], packages: ['fastify', 'zod'], node: [] },
  web: {
    ours: [
      'values',
      'calls',
      'flow',
      'hours',
      'releases',
      'emulator',
      'queues',
      'backoffice',
      'mail',
      'callers',
      'reports',
      'records',
      'access',
    ],
    packages: [
      'fastify',
      'zod',
      '@fastify/cookie',
      '@fastify/rate-limit',
      '@fastify/swagger',
      'fastify-type-provider-zod',
      'csv-stringify',
    ],
    node: ['crypto', 'fs', 'fs/promises', 'path', 'stream', 'url'],
  },
  cli: {
    ours: [
      'values',
      'flow',
      'engine',
      'hours',
      'prompts',
      'calls',
      'releases',
      'queues',
      'emulator',
      'backoffice',
      'callers',
      'mail',
      'reports',
      'records',
      'access',
    ],
    packages: ['commander', 'zod'],
    node: ['readline', 'readline/promises', 'stream'],
  },
  emulator: { ours: [], packages: ['saxes', 'xmlchars', 'fastify'], node: ['*'] },
};

const oneOf = (names) => `(?:${names.join('|')})`;
const ofNode = (names) => (names.includes('*') ? '' : `^(?:node:)?${oneOf(names.length > 0 ? names : ['-'])}$`);

const layers = Object.entries(may).flatMap(([room, { ours, packages, node }]) => [
  {
    name: `${room}: rooms`,
    comment: `src/${room} may import ${ours.join(', ') || 'no other room'}. Why: docs/architecture.md.`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: `^src/${oneOf([room, ...ours])}/` },
  },
  {
    name: `${room}: packages`,
    comment: `src/${room} may import ${packages.join(', ') || 'no package'}.`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: {
      pathNot: ['^src/', ...packages.map((name) => `(?:^|node_modules/)${name}(?:/|$)`)],
      dependencyTypesNot: ['core'],
    },
  },
  {
    name: `${room}: Node`,
    comment: `src/${room} may import ${node.join(', ') || 'nothing of Node'}.`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { dependencyTypes: ['core'], ...(ofNode(node) === '' ? { path: '^$' } : { pathNot: ofNode(node) }) },
  },
]);

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-cycle',
      comment: 'Types too: two files that need each other are one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'Nothing uses it.',
      severity: 'error',
      from: { orphan: true, pathNot: '[.]config[.]|[.]d[.]ts$' },
      to: {},
    },
    {
      name: 'not-to-test',
      comment: 'What runs knows nothing of its tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'not-to-root',
      comment: 'Only the roots join the parts.',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: '^src/[^/]+$' },
    },
    {
      name: 'only-known-rooms',
      comment: 'A new room under src needs a row in the table above.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/${oneOf(Object.keys(may))}/` },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
