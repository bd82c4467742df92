/** What a member of staff is to the hotline. */
export const ROLES = ['lead', 'ops', 'agent', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What a person may do, one word for each. */
export const PERMISSIONS = [
  /** Calls and their timelines, with numbers masked; live events. */
  'read-calls',
  /** Names of callers, and what was understood of their voicemails. */
  'read-words',
  'export-calls',
  /** Look for the calls of one number that is known already. */
  'search-number',
  /** See a caller's number. */
  'reveal-number',
  'read-metrics',
  'erase-caller',
  'manage-users',
  'read-audit',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const GRANTED: Readonly<Record<Role, readonly Permission[]>> = {
  lead: ['read-calls', 'read-words', 'export-calls', 'search-number', 'read-metrics'],
  ops: ['read-calls', 'read-metrics'],
  agent: [],
  admin: PERMISSIONS,
};

/** Whether any of the roles grants the permission. */
export const mayDo = (roles: readonly Role[], permission: Permission): boolean =>
  roles.some((role) => GRANTED[role].includes(permission));

/** All that the roles grant together. */
export const permissionsOf = (roles: readonly Role[]): readonly Permission[] =>
  PERMISSIONS.filter((permission) => mayDo(roles, permission));
