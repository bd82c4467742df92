import { HALF_HOUR_MS, type Stretch } from '../../reports/stretches.ts';

/** How many half-hours the rows of counts cover: one, 4 hours, a day of UTC. Each divides the next. */
export const SPANS = [1, 8, 48] as const;
export const DAY_SPAN = 48;

export const spanMs = (span: number): number => span * HALF_HOUR_MS;

/** The beginning of the stretch of some half-hours that an instant lies in. */
export const startOf = (at: number, span: number): number => Math.floor(at / spanMs(span)) * spanMs(span);

/** Rows of one span that lie next to each other, and the place of the stretch that they belong to. */
export interface Piece extends Stretch {
  readonly place: number;
  readonly span: number;
}

/** The fewest rows that cover stretches: days where whole ones lie in them, and what is shorter at their ends. */
export const coverAll = (stretches: readonly Stretch[], spans: readonly number[] = SPANS): readonly Piece[] =>
  stretches.flatMap((stretch, place) => cover(stretch, spans).map((piece) => ({ ...piece, place })));

function cover({ from, to }: Stretch, spans: readonly number[]): readonly Omit<Piece, 'place'>[] {
  const span = spans.at(-1);
  if (span === undefined || from >= to) return [];
  const shorter = spans.slice(0, -1);
  const [first, last] = [Math.ceil(from / spanMs(span)) * spanMs(span), startOf(to, span)];
  if (first >= last) return cover({ from, to }, shorter);
  return [
    ...cover({ from, to: first }, shorter),
    { span, from: first, to: last },
    ...cover({ from: last, to }, shorter),
  ];
}
