/**
 * The hotline's clock, epoch ms. `startsAt`, an ISO instant, sets it when the process starts and lets it run from
 * there, so that a call can be placed at any hour; without it, it is the machine's.
 */
export function createClock(startsAt: string | undefined): () => number {
  if (startsAt === undefined) return Date.now;
  const ahead = Date.parse(startsAt) - Date.now();
  return () => Date.now() + ahead;
}
