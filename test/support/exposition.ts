/** Figures in Prometheus's text format, by `name{labels}` as they are written. */
export type Figures = ReadonlyMap<string, number>;

const SAMPLE = /^([a-zA-Z_:][\w:]*(?:\{.*\})?) (\S+)$/;

/** @throws {Error} for a line that is neither a figure nor a comment */
export function readFigures(text: string): Figures {
  const figures = new Map<string, number>();
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [, series, value] = SAMPLE.exec(line) ?? [];
    if (series === undefined || value === undefined) throw new Error(`no figure: ${line}`);
    figures.set(series, Number(value));
  }
  return figures;
}

/** The names under which a server tells figures, whether it has any yet or not; those that histograms are made of too. */
export function namesIn(text: string): ReadonlySet<string> {
  const kinds = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    kinds.flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}
