import { IANAZone } from 'luxon';

/**
 * Milliseconds by which clocks in a zone are ahead of UTC at an instant, by the time-zone data of this runtime.
 *
 * @throws {RangeError} for an unknown zone
 * @see https://moment.github.io/luxon/#/zones
 */
export function offsetMsAt(zone: string, at: number): number {
  const minutes = IANAZone.create(zone).offset(at);
  if (Number.isNaN(minutes)) throw new RangeError(`unknown time zone: ${zone}`);
  return Math.round(minutes * 60_000);
}

/**
 * Whether this runtime knows the name as an IANA time zone. Plain offsets such as `+08:00` are none: a region's clocks
 * may change.
 */
export function isZone(name: string): boolean {
  if (known.has(name)) return true;
  const isKnown = /^[A-Z][A-Za-z_]*(\/[A-Za-z0-9_+-]+)*$/.test(name) && IANAZone.isValidZone(name);
  if (isKnown) known.add(name);
  return isKnown;
}

/** Of some hundred that there are: to ask the runtime takes a third of a millisecond. */
const known = new Set<string>();
