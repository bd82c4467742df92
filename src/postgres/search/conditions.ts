import { type RawBuilder, sql } from 'kysely';
import type { CallFilter } from '../../records/call-filter.ts';
import { toStorable } from '../json-text.ts';
import { toIndexed } from './indexed-words.ts';

/** Something that a row of `calls` meets or not. */
export type Condition = RawBuilder<unknown>;

type Filled = Required<CallFilter>;
type Conditions = { readonly [Name in keyof Filled]: (value: Filled[Name]) => Condition };

/** An instant, given in epoch milliseconds. */
export const toInstant = (at: number): Condition => sql`${new Date(at).toISOString()}::timestamptz`;

/** What each part of a filter asks, in the form that its index has. */
const CONDITIONS: Conditions = {
  from: (from) => sql`started_at >= ${toInstant(from)}`,
  to: (to) => sql`started_at < ${toInstant(to)}`,
  callerKey: (key) => isEqual('caller_key', key),
  callerTail: (tail) => sql`reverse(caller_tail) like ${`${literally([...tail].reverse().join(''))}%`}`,
  dialled: (dialled) => isEqual('dialled', dialled),
  queue: (queue) => has('queues', queue),
  topic: (topic) => isEqual('topic', topic),
  node: (node) => has('nodes', node),
  disposition: (one) => (one === 'running' ? sql`disposition is null` : isEqual('disposition', one)),
  language: (language) => isEqual('language', language),
  region: (region) => isEqual('region', region),
  release: (release) => isEqual('release', release),
  rating: (rating) => isEqual('rating', rating),
  verification: (level) => isEqual('verification', level),
  waitedOver: (seconds) => sql`waited_seconds > ${seconds}::double precision`,
  talkedOver: (seconds) => sql`talk_seconds > ${seconds}::double precision`,
  text: (text) => sql`words like ${`%${toIndexed(text)}%`}`,
};

/** What a filter asks, all of it. */
export const conditionsOf = (filter: CallFilter): readonly Condition[] =>
  Object.keys(CONDITIONS)
    .filter((name): name is keyof Filled => Object.hasOwn(filter, name))
    .flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [conditionOf(name, value)];
    });

const conditionOf = <Name extends keyof Filled>(name: Name, value: Filled[Name]): Condition => CONDITIONS[name](value);

const isEqual = (column: string, value: string): Condition => sql`${sql.ref(column)} = ${toStorable(value)}`;

const has = (column: string, value: string): Condition => sql`${sql.ref(column)} @> ${[toStorable(value)]}::text[]`;

/** Signs that mean something to `like` stand for themselves. */
const literally = (text: string): string => toStorable(text).replace(/[\\%_]/g, '\\$&');
