/** What was measured, with its aim. */
export interface Figure {
  readonly title: string;
  /** Of times the 95th percentile. */
  readonly value: number;
  readonly p50?: number;
  /** The same in a log of a tenth of the age. */
  readonly young?: number | undefined;
  readonly atMost?: number | undefined;
  readonly atLeast?: number | undefined;
}

/** Prints figures with their verdicts. */
export function printFigures(figures: readonly Figure[]): void {
  console.table(
    figures.map(({ title, value, p50, young, atMost, atLeast }) => ({
      figure: title,
      p50: p50 === undefined ? '-' : number(p50),
      p95: number(value),
      'p95 at a tenth of the age': young === undefined ? '-' : number(young),
      aim: atLeast === undefined ? `at most ${atMost ?? '-'}` : `at least ${atLeast}`,
      verdict: isMet({ value, atMost, atLeast }) ? 'met' : 'missed',
    })),
  );
}

const isMet = ({ value, atMost, atLeast }: Pick<Figure, 'value' | 'atMost' | 'atLeast'>): boolean =>
  (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
