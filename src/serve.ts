import { randomBytes } from 'node:crypto';
import closeWithGrace from 'close-with-grace';
import { isDemo } from './access.ts';
import type { TurnListener } from './calls/watch-turns.ts';
import { carrierNumbers, verifyServicesOf } from './carrier-numbers.ts';
import { findingLines } from './cli/finding-lines.ts';
import type { Io } from './cli/io.ts';
import { reloadLines } from './cli/reload-lines.ts';
import { createClock } from './clock.ts';
import { BrokenFlow } from './compile-files.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createTwilio } from './emulator/twilio.ts';
import { watchFiles } from './files/watch-files.ts';
import { fillDemoWeek } from './fill-demo-week.ts';
import { keepTexts } from './keep-texts.ts';
import { createPost } from './mail/post.ts';
import { createHotline, type Hotline } from './main.ts';
import { mailbox } from './web/mailbox.ts';
import { phone } from './web/phone.ts';

/** `hotline serve`: answers until it is told to stop. Gives the exit status of a start that failed. */
export async function serve(environment: NodeJS.ProcessEnv, io: Io): Promise<number> {
  try {
    const config = readConfig(environment);
    await (config.carrier === 'twilio' ? serveTwilio(config, io) : serveEmulated(config, io));
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) {
      for (const problem of error.problems) io.complain(problem);
      return 1;
    }
    if (!(error instanceof BrokenFlow)) throw error;
    for (const line of findingLines(error.findings)) io.complain(line);
    return 1;
  }
}

async function serveTwilio(config: Config, io: Io): Promise<void> {
  const tokens = [config.TWILIO_AUTH_TOKEN, config.TWILIO_AUTH_TOKEN_SECONDARY].filter((token) => token !== undefined);
  const hotline = await createHotline(config, {
    authTokens: tokens,
    accountSid: config.TWILIO_ACCOUNT_SID,
    onRefused: (error) => void refuse(hotline, error, io),
  });
  await followFiles(hotline, config, io);
  await listen(hotline, config);
  io.print(`The hotline answers Twilio at ${config.publicUrl}/twilio/voice; health: ${config.publicUrl}/health/ready`);
}

/** Without an account the carrier is on this machine too: nothing leaves it. */
async function serveEmulated(config: Config, io: Io): Promise<void> {
  const authToken = randomBytes(16).toString('hex');
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const now = createClock(config.HOTLINE_NOW);
  const post = createPost();
  const listeners: TurnListener[] = [];
  const onTurn: TurnListener = (turn) => {
    for (const listener of listeners) listener(turn);
  };
  const hotline = await createHotline(config, {
    authTokens: [authToken],
    accountSid,
    now,
    post,
    onTurn,
    restUrl: () => twilio.restUrl,
    onRefused: (error) => void refuse(hotline, error, io),
  });
  const twilio = await createTwilio({
    accountSid,
    authToken,
    time: 'real',
    startsAt: now(),
    numbers: carrierNumbers(hotline, config),
    verifyServices: verifyServicesOf(config),
  });
  keepTexts(twilio, post);
  hotline.app.addHook('onClose', () => twilio.close());
  const watch = (listener: TurnListener) => void listeners.push(listener);
  await hotline.app.register(phone, { twilio, release: hotline.release, watch });
  await hotline.app.register(mailbox, { post });
  showDemoWeek(hotline, config, now);
  await followFiles(hotline, config, io);
  await listen(hotline, config);
  io.print(`The hotline answers. A phone: ${config.publicUrl}/phone`);
  io.print(`Texts and mails to customers: ${config.publicUrl}/mailbox`);
  io.print(`Health: ${config.publicUrl}/health/ready`);
  void tellDemoLink(hotline, config, io);
}

/** Where this is a demo on one machine, lets whoever reads its terminal in; once the database is open, which takes seconds. */
async function tellDemoLink(hotline: Hotline, config: Config, io: Io): Promise<void> {
  if (!isDemo(config)) return;
  try {
    if (!(await hotline.hasDatabase())) return;
    const { token } = await hotline.access.makeDemoLink();
    io.print(`Sign in as the demo's admin (once): ${config.publicUrl}/api/sign-in/link/${token}`);
  } catch (err) {
    hotline.app.log.warn({ err }, 'there is no link for the demo’s admin');
  }
}

/** Fills the record in the background with something to look at, where this machine alone can see it. */
function showDemoWeek({ app, record, releases }: Hotline, config: Config, now: () => number): void {
  if (!record || config.DEMO_WEEK === 'off' || !isDemo(config)) return;
  const stopping = new AbortController();
  const { log } = app;
  let filled: Promise<unknown> | undefined;
  app.addHook('onListen', async () => {
    filled = fillDemoWeek({ config, releases, record, now, log, signal: stopping.signal }).catch((err: unknown) =>
      log.warn({ err }, 'the record has no week of made-up calls'),
    );
  });
  app.addHook('preClose', async () => {
    stopping.abort();
    await filled;
  });
}

/** Ends a hotline that must not go on. */
async function refuse(hotline: Hotline, error: Error, io: Io): Promise<void> {
  io.complain(error.message);
  await hotline.close();
  process.exit(1);
}

const GRACE_MS = 5000;

async function listen(hotline: Hotline, { host, PORT }: Config): Promise<void> {
  try {
    await hotline.app.listen({ host, port: PORT });
  } catch (error) {
    await hotline.close();
    throw isTaken(error) ? new ConfigError(['PORT is taken by another program']) : error;
  }
  closeWithGrace({ delay: GRACE_MS, skip: ['SIGHUP'] }, async ({ err }) => {
    if (err) hotline.app.log.error({ err }, 'stopping after an error');
    await hotline.close();
  });
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/**
 * Reads the files of staff again on SIGHUP and, but in production, whenever they change. There, what goes to callers is
 * published on purpose.
 */
async function followFiles(hotline: Hotline, { NODE_ENV, FLOWS_DIR, CONFIG_DIR }: Config, io: Io): Promise<void> {
  const { log } = hotline.app;
  const reload = async (): Promise<void> => {
    try {
      const reloaded = await hotline.reload();
      for (const line of reloadLines(reloaded)) io.complain(line);
      if (reloaded.type === 'refused') log.error({ findings: reloaded.findings }, 'broken files: the release stays');
      if (reloaded.type === 'published') log.info({ release: reloaded.release.id }, 'a new release');
    } catch (err) {
      log.error({ err }, 'the files could not be read again: the release stays');
    }
  };
  const onSignal = () => void reload();
  process.on('SIGHUP', onSignal);
  const stop = NODE_ENV === 'production' ? undefined : await watchFiles([FLOWS_DIR, CONFIG_DIR], () => void reload());
  hotline.app.addHook('onClose', async () => {
    process.off('SIGHUP', onSignal);
    stop?.();
  });
}
