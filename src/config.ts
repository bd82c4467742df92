import { isIP } from 'node:net';
import { z } from 'zod';

const Url = z.url({ protocol: /^https?$/ });
/** An address that others are built on: a query or a fragment would stand in the middle of those. */
const BaseUrl = Url.refine((url) => !/[?#]/.test(url), 'is not an address without query and fragment');
const WholeNumber = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number);
const KeptMonths = WholeNumber.pipe(z.number().min(1).max(120));
const hasNoPassword = (url: string): boolean => !/^https?:\/\/[^/]*@/.test(url);
const NO_PASSWORD = 'is not an address without a password';
/** The address of a service: who asks shows a token, not a password in the address. */
const ServiceUrl = BaseUrl.refine(hasNoPassword, NO_PASSWORD);
/** Whether what goes there is encrypted on its way, or never leaves this machine. */
const isPrivate = (url: string): boolean =>
  /^(?:https:\/\/|http:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?\/)/.test(`${url}/`);
const NOT_PRIVATE = 'is not an https address';
/**
 * A service that is told what others must not learn, as codes. `fetch` refuses an address with a password, so that it
 * would never be reached.
 */
const SafeUrl = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(isPrivate, { error: NOT_PRIVATE, abort: true })
  .refine(hasNoPassword, NO_PASSWORD);
const BearerToken = z.string().regex(/^[\x21-\x7e]{16,512}$/, 'is not a token of 16 printable characters or more');
const Token = z.string().regex(/^[0-9a-zA-Z]{8,64}$/, 'is not an auth token');

/** Some gigabyte: Redis must not run out of memory because the database is down. */
const JOURNAL_MAX_TURNS = 2_000_000;

/** ISO 8601 to the minute or finer, with an offset: a time of day alone is another instant on every machine. */
const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

/** The same as those without: no call comes with a trace of its own. */
const PARENT_BASED = ['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'] as const;

/** An address, or all that begin with so many of its bits. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  const widest = family === 4 ? 32 : 128;
  return family > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest));
}

const Environment = z.object({
  /** Any other word would be read as a laptop, where everything is open. */
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  HOST: z.string().optional(),
  PORT: WholeNumber.pipe(z.number().max(65_535)).default(3000),
  PUBLIC_URL: BaseUrl.optional(),
  FALLBACK_URL: Url.optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'is not an account SID')
    .optional(),
  TWILIO_AUTH_TOKEN: Token.optional(),
  TWILIO_AUTH_TOKEN_SECONDARY: Token.optional(),
  TWILIO_VERIFY_SERVICE_SID: z
    .string()
    .regex(/^VA[0-9a-f]{32}$/i, 'is not the SID of a service of Verify')
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?(\+cluster)?$/ }).optional(),
  REDIS_MIN_REPLICAS: WholeNumber.pipe(z.number().max(5)).default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  BACKOFFICE_URL: ServiceUrl.optional(),
  BACKOFFICE_TOKEN: BearerToken.optional(),
  DATA_DIR: z.string().default('./data'),
  FLOWS_DIR: z.string().default('./flows'),
  CONFIG_DIR: z.string().default('./config'),
  /** Opens `/metrics` to other machines. */
  METRICS_TOKEN: BearerToken.optional(),
  /** Where traces go, by OTLP over HTTP; without it there are none. */
  OTEL_EXPORTER_OTLP_ENDPOINT: ServiceUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .regex(/^[\w-]+=[^,=]+=*(?:,[\w-]+=[^,=]+=*)*$/, 'is not a list as name=value,name=value')
    .optional(),
  OTEL_SERVICE_NAME: z.string().default('okpay-hotline'),
  OTEL_TRACES_SAMPLER: z.enum(['always_on', 'always_off', 'traceidratio', ...PARENT_BASED]).default('traceidratio'),
  /** Of the sampler `traceidratio`: the share of turns that are traced. */
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(?:0(?:\.\d{1,9})?|1(?:\.0+)?)$/, 'is not a share from 0 to 1')
    .transform(Number)
    .default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SESSION_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  /** Hours after which whoever signed in has to again, however much they do. */
  SESSION_HOURS: WholeNumber.pipe(z.number().min(1).max(168)).default(12),
  /** Minutes without doing anything after which they have to. */
  SESSION_IDLE_MINUTES: WholeNumber.pipe(z.number().min(1).max(1440)).default(60),
  /** `off` where staff sign in at the company's provider alone. */
  LOCAL_ACCOUNTS: z.enum(['on', 'off']).default('on'),
  OIDC_ISSUER: SafeUrl.optional(),
  OIDC_CLIENT_ID: z.string().max(512).optional(),
  OIDC_CLIENT_SECRET: z.string().min(8, 'is shorter than 8 characters').optional(),
  OIDC_SCOPES: z
    .string()
    .regex(/^openid( [\x21-\x7e]+)*$/, 'is not a list of scopes that begins with openid')
    .default('openid profile email'),
  OIDC_ROLES_CLAIM: z.string().max(200).default('roles'),
  /** Which role each word of that claim grants, as `hotline-leads=lead,hotline-admins=admin`. */
  OIDC_ROLES: z
    .string()
    .regex(/^[^=,]+=(?:lead|ops|agent|admin)(?:,[^=,]+=(?:lead|ops|agent|admin))*$/, 'is not a list such as leads=lead')
    .default('lead=lead,ops=ops,agent=agent,admin=admin'),
  /** Who may say for whom a request came: addresses or networks, with commas between. */
  TRUSTED_PROXIES: z
    .string()
    .refine((list) => list.split(',').every(isNetwork), 'is not a list of addresses and networks')
    .optional(),
  /** Days after their last call for which callers are remembered; 0 remembers nobody. */
  CALLERS_REMEMBERED_DAYS: WholeNumber.pipe(z.number().max(3650)).default(180),
  /** `off` where the carrier is not to put callers' messages into words. */
  VOICEMAIL_TRANSCRIPTS: z.enum(['on', 'off']).default('on'),
  /** Months for which calls are kept, what happened in them, and who called. */
  CALLS_KEPT_MONTHS: KeptMonths.default(24),
  CALL_FACTS_KEPT_MONTHS: KeptMonths.default(13),
  CALLER_NUMBERS_KEPT_MONTHS: KeptMonths.default(13),
  /** A call that nothing was heard of for longer is over. */
  LONGEST_CALL_HOURS: WholeNumber.pipe(z.number().min(1).max(48)).default(6),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** As `OKPay <no-reply@okpay.example>`. */
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@\r\n]* <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'is not a mail address')
    .optional(),
  MAIL_URL: SafeUrl.optional(),
  MAIL_TOKEN: BearerToken.optional(),
  /** `off` where another process moves the journal into the database. */
  JOURNAL_WRITER: z.enum(['on', 'off']).default('on'),
  /** Turns that wait for the database at most; beyond that the oldest are lost. */
  JOURNAL_MAX_TURNS: z
    .string()
    .regex(/^\d{4,9}$/, 'is not a whole number from 1000 on')
    .transform(Number)
    .default(JOURNAL_MAX_TURNS),
  /** `on` where the demo back office is to tell of an incident. */
  DEMO_INCIDENT: z.enum(['on', 'off']).default('off'),
  /** `off` where the record of a hotline on the emulator is to hold no made-up calls. */
  DEMO_WEEK: z.enum(['on', 'off']).default('on'),
  HOTLINE_NOW: z.string().refine(isInstant, 'is not an instant with its offset, as 2026-11-23T10:00+08:00').optional(),
});

type Environment = z.output<typeof Environment>;

/** The hotline's settings, checked and with their defaults. */
export interface Config extends Environment {
  readonly host: string;
  /** Where Twilio reaches us: addresses that it signs begin with it. Without a slash at the end. */
  readonly publicUrl: string;
  readonly fallbackUrl: string;
  /** `emulator` where no auth token is set: calls are placed on this machine. */
  readonly carrier: 'twilio' | 'emulator';
}

/** What is wrong with the environment: a line for each variable, without any value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the environment is wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const PRODUCTION_NEEDS = [
  'TWILIO_AUTH_TOKEN',
  'TWILIO_ACCOUNT_SID',
  'PUBLIC_URL',
  'REDIS_URL',
  'DATABASE_URL',
  'BACKOFFICE_URL',
  'BACKOFFICE_TOKEN',
  'SESSION_SECRET',
] as const;

/**
 * Reads the settings from the environment; an empty variable is an unset one.
 *
 * @throws {ConfigError} naming every wrong variable at once
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(set);
  const problems = [
    ...(read.error?.issues.map(toProblem) ?? []),
    ...togetherProblems(set),
    ...mailProblems(set),
    ...signInProblems(set),
  ];
  if (!read.success || problems.length > 0) throw new ConfigError(problems);
  return withDefaults(read.data);
}

function toProblem({ path, message, code }: z.core.$ZodIssue): string {
  const own = code === 'invalid_format' || code === 'too_small' || code === 'custom' ? message : 'is not a valid value';
  return `${path.join('.')} ${own.startsWith('is ') ? own : 'is not a valid value'}`;
}

/** What one variable says of others. */
function togetherProblems(environment: Readonly<Record<string, unknown>>): string[] {
  if (environment.NODE_ENV === 'production') return productionProblems(environment);
  const { BACKOFFICE_URL, BACKOFFICE_TOKEN } = environment;
  const lacksToken = BACKOFFICE_URL !== undefined && BACKOFFICE_TOKEN === undefined;
  return lacksToken ? ['BACKOFFICE_TOKEN is needed where BACKOFFICE_URL is set'] : [];
}

function productionProblems(environment: Readonly<Record<string, unknown>>): string[] {
  const missing = PRODUCTION_NEEDS.filter((name) => environment[name] === undefined);
  const { BACKOFFICE_URL } = environment;
  // It is told who calls, and what customers do.
  const isOpen = typeof BACKOFFICE_URL === 'string' && /^http:/i.test(BACKOFFICE_URL) && !isPrivate(BACKOFFICE_URL);
  return [
    ...missing.map((name) => `${name} is needed in production`),
    ...(isOpen ? [`BACKOFFICE_URL ${NOT_PRIVATE}`] : []),
    ...(environment.HOTLINE_NOW === undefined ? [] : ['HOTLINE_NOW is refused in production']),
  ];
}

/** A way to send mails that lacks the half of it would be found out by the first customer who waits for a code. */
const mailProblems = ({ SMTP_URL, MAIL_FROM, MAIL_URL, MAIL_TOKEN }: Readonly<Record<string, unknown>>): string[] => [
  ...(SMTP_URL !== undefined && MAIL_FROM === undefined ? ['MAIL_FROM is needed where SMTP_URL is set'] : []),
  ...(MAIL_URL !== undefined && MAIL_TOKEN === undefined ? ['MAIL_TOKEN is needed where MAIL_URL is set'] : []),
];

/** Nobody could sign in, or nobody at the provider. */
const signInProblems = (environment: Readonly<Record<string, unknown>>): string[] => {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, LOCAL_ACCOUNTS } = environment;
  if (OIDC_ISSUER === undefined) {
    return LOCAL_ACCOUNTS === 'off' ? ['OIDC_ISSUER is needed where LOCAL_ACCOUNTS is off'] : [];
  }
  return [
    ...(OIDC_CLIENT_ID === undefined ? ['OIDC_CLIENT_ID is needed where OIDC_ISSUER is set'] : []),
    ...(OIDC_CLIENT_SECRET === undefined ? ['OIDC_CLIENT_SECRET is needed where OIDC_ISSUER is set'] : []),
  ];
};

function withDefaults(environment: Environment): Config {
  const carrier = environment.TWILIO_AUTH_TOKEN === undefined ? 'emulator' : 'twilio';
  const publicUrl = (environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`).replace(/\/+$/, '');
  return {
    ...environment,
    carrier,
    publicUrl,
    host: environment.HOST ?? (carrier === 'emulator' ? '127.0.0.1' : '0.0.0.0'),
    fallbackUrl: environment.FALLBACK_URL ?? `${publicUrl}/twilio/fallback`,
  };
}
