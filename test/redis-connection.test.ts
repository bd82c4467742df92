import { Cluster } from 'ioredis';
import { expect, test } from 'vitest';
import { connect } from '../src/redis-connection.ts';

test.each(['redis://who:a%40b%2Fc@127.0.0.1:1', 'redis+cluster://who:a%40b%2Fc@127.0.0.1:1'])(
  'a password in %s may have any character, as addresses write it',
  (url) => {
    const redis = connect(url);
    redis.on('error', () => undefined);
    const options = redis instanceof Cluster ? redis.options.redisOptions : redis.options;
    redis.disconnect();
    expect(options).toMatchObject({ username: 'who', password: 'a@b/c' });
  },
);
