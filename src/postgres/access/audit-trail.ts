import type { Selectable } from 'kysely';
import type { AuditEntry, AuditTrail } from '../../access/audit-trail.ts';
import { OUTCOMES } from '../../access/person.ts';
import type { Database } from '../database.ts';
import type { AuditEntriesTable } from './tables.ts';

/** The record of what staff did, in PostgreSQL, on a server or embedded. */
export function createAuditTrail({ ready }: Pick<Database, 'ready'>): AuditTrail {
  return {
    add: async ({ at, person, action, outcome, subject = null, detail = null, from }) => {
      const database = await ready();
      await database
        .insertInto('audit_entries')
        .values({
          at: new Date(at),
          person_id: person?.id ?? null,
          person_name: person?.name ?? null,
          action,
          outcome,
          subject,
          detail,
          address: from,
        })
        .execute();
    },
    page: async ({ limit, before, person }) => {
      const database = await ready();
      const all = database
        .selectFrom('audit_entries')
        .selectAll()
        .orderBy('id', 'desc')
        // One more than is given tells whether there are more.
        .limit(limit + 1);
      const earlier = before === undefined ? all : all.where('id', '<', before);
      const rows = await (person === undefined ? earlier : earlier.where('person_id', '=', person)).execute();
      const entries = rows.slice(0, limit).map(toEntry);
      const last = entries.at(-1);
      return { entries, ...(rows.length > limit && last ? { next: last.id } : {}) };
    },
  };
}

function toEntry(row: Selectable<AuditEntriesTable>): AuditEntry {
  const { id, at, person_id, person_name, action, outcome, subject, detail, address } = row;
  return {
    id,
    at: at.getTime(),
    ...(person_id === null ? {} : { person: { id: person_id, name: person_name ?? '' } }),
    action,
    outcome: OUTCOMES.find((known) => known === outcome) ?? 'failed',
    ...(subject === null ? {} : { subject }),
    ...(detail === null ? {} : { detail }),
    from: address,
  };
}
