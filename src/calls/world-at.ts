import type { World } from '../flow/node-type.ts';
import type { LiveHours } from './ports.ts';

/** What a turn at an instant reads beside the call: the closures and overrides that count right now. */
export const worldAt = (hours: LiveHours, at: number): World => ({
  at,
  closures: hours.closures(),
  overrides: hours.overrides(),
});
