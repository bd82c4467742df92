import { z } from 'zod';
import type { Member } from '../../access/members.ts';
import { ROLES, type Role } from '../../access/roles.ts';

/** The columns of `people` that a member is read from, as the other tables of access join them. */
export const MEMBER_COLUMNS = [
  'people.id as person_id',
  'people.name',
  'people.email',
  'people.roles',
  'people.issuer',
  'people.subject',
  'people.is_disabled',
  'people.created_at as person_created_at',
  'people.revision as person_revision',
  'people.password_hash',
] as const;

const isRole = (name: string): name is Role => ROLES.some((role) => role === name);

const Row = z.object({
  person_id: z.string(),
  name: z.string(),
  email: z.string(),
  /** A role that a newer process gives grants nothing here. */
  roles: z.array(z.string()).transform((names) => names.filter(isRole)),
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  is_disabled: z.boolean(),
  person_created_at: z.date(),
  person_revision: z.int(),
  password_hash: z.string().nullable(),
});

/** Reads the columns above; others are left out, and so is the hash of the password. */
export function toMember(row: Readonly<Record<string, unknown>>): Member {
  const { issuer, subject, ...read } = Row.parse(row);
  return {
    id: read.person_id,
    name: read.name,
    email: read.email,
    roles: read.roles,
    ...(issuer !== null && subject !== null ? { provider: { issuer, subject } } : {}),
    hasPassword: read.password_hash !== null,
    isDisabled: read.is_disabled,
    createdAt: read.person_created_at.getTime(),
    revision: read.person_revision,
  };
}
