import { type Kysely, sql, type Transaction } from 'kysely';
import { FOR_A_PERSON } from '../../calls/record/course.ts';
import type { NodeId } from '../../flow/ids.ts';
import { NODE_SUMS, type NodeSum } from '../../reports/node-counts.ts';
import type { NodeRow, NodesAsked } from '../../reports/reports.ts';
import { toSums } from '../../reports/sums.ts';
import type { Tables } from '../tables.ts';
import {
  addedUp,
  type CountsTable,
  clear,
  columnsOf,
  isIn,
  isMonthOf,
  type Stretches,
  startAt,
  toColumn,
} from './counts-table.ts';
import { coverAll, DAY_SPAN } from './cover.ts';
import { type CountsAsked, numberIn, readCounts, textIn } from './read-counts.ts';

const nodeIntervals: CountsTable = {
  name: 'node_intervals',
  keys: ['node'],
  sums: addedUp(NODE_SUMS.map(toColumn)),
};

const nodeWays: CountsTable = {
  name: 'node_ways',
  keys: ['node', 'next'],
  sums: addedUp(['passages']),
};

export const NODE_TABLES: readonly CountsTable[] = [nodeIntervals, nodeWays];

const thoseWhere = (condition: string): string => `count(*) filter (where ${condition})`;
const endedBy = (condition: string): string =>
  thoseWhere(`is_entry and next is null and ended_at is not null and ${condition}`);

/** What the facts of calls are counted by, as `countNodes` counts them. */
const COUNTED: Readonly<Record<NodeSum, string>> = {
  entered: thoseWhere('is_entry'),
  noInput: thoseWhere("type = 'missed' and fact ->> 'cause' = 'no-input'"),
  noMatch: thoseWhere("type = 'missed' and fact ->> 'cause' is distinct from 'no-input'"),
  exhausted: thoseWhere("type = 'exhausted'"),
  zeroOuts: thoseWhere("type = 'chosen'"),
  endedByCaller: endedBy("ended_by = 'caller'"),
  endedByAgent: endedBy("ended_by = 'agent'"),
  endedBySystem: endedBy("ended_by is distinct from 'caller' and ended_by is distinct from 'agent'"),
  stays: 'count(tenths)',
  tenths: 'coalesce(sum(tenths), 0)',
  squaredTenths: 'coalesce(sum(tenths * tenths), 0)',
};

/** The order of facts, as `compareFacts` has it. */
const ORDER = `at, strpos('cwn', left(turn_key, 1)),
  case when substr(turn_key, 3) ~ '^[0-9]+$' then substr(turn_key, 3)::numeric end, turn_key collate "C", index`;

/** Counts anew what the calls of some stretches did at nodes; those of a day may be counted without shorter ones. */
export async function countNodeIntervals(transaction: Transaction<Tables>, { span, starts }: Stretches): Promise<void> {
  for (const table of NODE_TABLES) await clear(transaction, table, { span, starts });
  await sql`
    with told as (
      select ${startAt(sql`call.started_at`, span)} as start_at, call.ended_at, call.ended_by, fact.*, fact.fact ->> 'node' as node,
        fact.type = 'node-entered' as is_entry
      from calls call
      join call_facts fact on fact.month = call.month and fact.call_sid = call.sid
      where call.agent is null
        and ${isIn(sql`call.started_at`, { span, starts })} and ${isMonthOf(sql`call.month`, { span, starts })}
        and ${isMonthOf(sql`fact.month`, { span, starts })} and (
        fact.type in ('node-entered', 'missed', 'exhausted')
        or (fact.type = 'chosen' and fact.fact ->> 'exit' = ${FOR_A_PERSON}))
    ), followed as (
      select told.*, lead(node) over following as next, lead(at) over following as next_at
      from told window following as (partition by call_sid, is_entry order by ${sql.raw(ORDER)})
    ), stayed as materialized (
      select start_at, node, type, fact, is_entry, ended_at, ended_by, case when is_entry then next end as next,
        case when is_entry and coalesce(next_at, ended_at) is not null then
          floor((greatest(extract(epoch from coalesce(next_at, ended_at) - at) * 1000, 0) + 50) / 100)::bigint
        end as tenths
      from followed
    ), ways as (
      insert into node_ways (${sql.raw(columnsOf(nodeWays))})
      select ${span}::smallint, start_at, node, next, count(*) from stayed where next is not null
      group by start_at, node, next
    )
    insert into node_intervals (${sql.raw(columnsOf(nodeIntervals))})
    select ${span}::smallint, start_at, node, ${sql.raw(NODE_SUMS.map((name) => COUNTED[name]).join(', '))}
    from stayed group by start_at, node`.execute(transaction);
}

export async function readNodeIntervals(
  database: Kysely<Tables>,
  { stretches, flow }: NodesAsked,
): Promise<readonly NodeRow[]> {
  const where = flow === undefined ? sql`true` : sql`starts_with(node, ${`${flow}/`})`;
  const asked = { pieces: coverAll(stretches, [DAY_SPAN]), by: ['node'], where };
  const rows = await readCounts(database, nodeIntervals, asked);
  const nextOf = await readWays(database, asked);
  return rows.flatMap((row) => {
    const stretch = stretches[row.place];
    const node = textIn(row, 'node');
    const counts = { ...toSums(NODE_SUMS, (name) => numberIn(row, toColumn(name))), next: nextOf(row.place, node) };
    return stretch ? [{ ...stretch, node, counts }] : [];
  });
}

async function readWays(
  database: Kysely<Tables>,
  asked: CountsAsked,
): Promise<(place: number, node: NodeId) => NodeRow['counts']['next']> {
  const rows = await readCounts(database, nodeWays, { ...asked, by: ['node', 'next'] });
  const byKey = new Map<string, Record<NodeId, number>>();
  for (const row of rows) {
    const key = `${row.place} ${textIn(row, 'node')}`;
    const ways = byKey.get(key) ?? {};
    ways[textIn(row, 'next')] = numberIn(row, 'passages');
    byKey.set(key, ways);
  }
  return (place, node) => byKey.get(`${place} ${node}`) ?? {};
}
