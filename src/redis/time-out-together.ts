import type { Command, Redis } from 'ioredis';

interface Waiting {
  readonly command: Command;
  /** Looks that have to find it unanswered before it has waited too long. */
  readonly dueAtLook: number;
}

/** How often within a `commandTimeout` it is looked whether one has passed. */
const LOOKS = 10;

/**
 * Takes a client's `commandTimeout` over: one timer looks after all commands in flight, ten times within that time,
 * instead of a timer for each, on which a profile of full turns found three hundredths of their time. A command that is
 * not answered fails as ioredis lets it fail, at the latest a tenth of the time later. Without a `commandTimeout` it
 * does nothing.
 */
export function timeOutTogether(redis: Redis): void {
  const { commandTimeout } = redis.options;
  if (commandTimeout === undefined) return;
  redis.options.commandTimeout = undefined;
  let inFlight: Waiting[] = [];
  let look = 0;
  let timer: NodeJS.Timeout | undefined;

  /** Commands are in the order of their sending: behind the first that is not due, none is. */
  const lookAfter = () => {
    look += 1;
    for (const { command, dueAtLook } of inFlight) {
      if (dueAtLook > look) break;
      if (!command.isSettled) command.reject(new Error('Command timed out'));
    }
    inFlight = inFlight.filter(({ command }) => !command.isSettled);
    if (inFlight.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    const promise = send(command, stream);
    // One look more than fit in: the next one may come at once.
    inFlight.push({ command, dueAtLook: look + LOOKS + 1 });
    timer ??= setInterval(lookAfter, commandTimeout / LOOKS);
    return promise;
  };
}
