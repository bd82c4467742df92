/** Formats by zone. Making one costs fifty times what using it does; there are no more than there are zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which clocks in a zone are ahead of UTC at an instant. @throws RangeError for an unknown zone. */
export function offsetMsAt(zone: string, at: number): number {
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(formatOf(zone).format(at)) ?? [];
  if (sign === undefined) return 0;
  const ahead = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -ahead : ahead;
}

/**
 * Whether this runtime knows the name as an IANA time zone. Plain offsets such as `+08:00` are none: a region's clocks
 * may change.
 */
export function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z_]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  return format;
}
