import { toIsoInstant } from '../hours/iso-instant.ts';

/** `Saturday 14 February 2026, 10:00:00 +08:00`; a clock change tells two times apart by their offset. `at` is epoch ms. */
export function instantInWords(at: number, zone: string): string {
  const iso = toIsoInstant(at, zone);
  const { weekday, longDate } = dateInWords(iso.slice(0, 10));
  return `${weekday} ${longDate}, ${iso.slice(11, 19)} ${iso.slice(-6)}`;
}

/** The parts of an ISO date as a person says them: `Saturday`, `14 February 2026`. */
export function dateInWords(date: string): { readonly weekday: string; readonly longDate: string } {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(midnight);
  return { weekday: format({ weekday: 'long' }), longDate: format({ day: 'numeric', month: 'long', year: 'numeric' }) };
}
