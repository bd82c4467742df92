import type { Redis } from 'ioredis';
import { createAnswerDeadline } from '../calls/answer-deadline.ts';

/**
 * Takes a client's `commandTimeout` over: one timer looks after all commands in flight. A command that is not answered
 * fails as ioredis lets it fail, at the latest a tenth of the time later. Without a `commandTimeout` it does nothing.
 */
export function timeOutTogether(redis: Redis): void {
  const { commandTimeout } = redis.options;
  if (commandTimeout === undefined) return;
  redis.options.commandTimeout = undefined;
  const lookAfter = createAnswerDeadline(commandTimeout, () => new Error('Command timed out'));
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    const promise = send(command, stream);
    lookAfter(command);
    return promise;
  };
}
