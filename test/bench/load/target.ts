import type { CallPool } from './call-pool.ts';
import type { Dialect } from './dialect.ts';
import type { HttpConnection } from './http-connection.ts';

/** The generator's connections to a variant, and the calls that go on there. */
export interface LoadTarget {
  readonly dialect: Dialect;
  readonly connections: readonly HttpConnection[];
  readonly pool: CallPool;
  /** Settles, by rejecting, when a connection breaks. */
  readonly broken: Promise<never>;
}
