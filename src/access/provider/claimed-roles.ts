import { ROLES, type Role } from '../roles.ts';

/** How roles are told from what the provider says. */
export interface RoleClaims {
  /** The claim that has them, as `roles`, `https://okpay.example/roles` or `realm_access.roles`. */
  readonly claim: string;
  /** Which of our roles each of its words grants. */
  readonly grants: ReadonlyMap<string, Role>;
}

type Claims = Readonly<Record<string, unknown>>;

/** The roles that claims grant, in our order; words that grant nothing are passed over. */
export function rolesOfClaims(claims: Claims, { claim, grants }: RoleClaims): readonly Role[] {
  const granted = new Set(wordsOf(claimAt(claims, claim)).map((word) => grants.get(word)));
  return ROLES.filter((role) => granted.has(role));
}

/** Whether the provider says anything of roles here at all. */
export const hasRoleClaim = (claims: Claims, { claim }: Pick<RoleClaims, 'claim'>): boolean =>
  claimAt(claims, claim) !== undefined;

/** A claim by its name; where there is none of the name, a dot leads into the claim before it. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Object.entries(value).find(([key]) => key === part)?.[1];
  }
  return value;
}

/** A list of words, or words with spaces or commas between. */
function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/[\s,]+/);
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
