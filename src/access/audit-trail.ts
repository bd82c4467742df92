import type { Audit, Deed } from './person.ts';

/** A deed as it is on record. */
export interface AuditEntry extends Deed {
  /** Greater for what came later. */
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** The `before` of the next page; absent on the last. */
  readonly next?: number;
}

export interface AuditQuery {
  readonly limit: number;
  /** Entries before this one. */
  readonly before?: number;
  /** Deeds of one person. */
  readonly person?: string;
}

/** What staff did. Entries are added; nothing changes one or takes one away. */
export interface AuditTrail {
  add(deed: Deed & { readonly at: number }): Promise<void>;
  /** The latest first. */
  page(query: AuditQuery): Promise<AuditPage>;
}

export interface AuditParts {
  readonly trail: Pick<AuditTrail, 'add'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Puts deeds on record, with the address that they were asked from masked. */
export const createAudit =
  ({ trail, now }: AuditParts): Audit =>
  (deed) =>
    trail.add({ ...deed, at: now(), from: maskAddress(deed.from) });

/** The network of an address: enough to tell an office from a stranger, too little to name a household. */
export function maskAddress(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(bare)) return bare.startsWith('127.') ? bare : bare.replace(/\.\d+$/, '.*');
  if (bare === '::1' || !bare.includes(':')) return bare;
  return `${expand(bare).slice(0, 3).join(':')}:*`;
}

/** The eight groups of an IPv6 address. */
function expand(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const groups = (part: string | undefined): readonly string[] => (part ? part.split(':') : []);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups(head).length - groups(tail).length);
  return [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
}
