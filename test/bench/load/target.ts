import type { CallPool } from './call-pool.ts';
import type { Dialect } from './dialect.ts';
import type { HttpConnection } from './http-connection.ts';

/** A running variant with the generator's connections to it and the calls it is serving. */
export interface LoadTarget {
  readonly port: number;
  readonly dialect: Dialect;
  readonly connections: readonly HttpConnection[];
  readonly pool: CallPool;
  /** Settles, by rejecting, when a connection breaks. */
  readonly broken: Promise<never>;
}
