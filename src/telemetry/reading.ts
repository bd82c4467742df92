import { Gauge, type Registry } from 'prom-client';

/** Brings figures up to date that are not counted but looked at, whenever somebody asks for them. */
export type Reading = () => Promise<void>;

/** Milliseconds that whoever reads the figures waits for one of them; then it is left out. */
export const READING_LIMIT_MS = 1000;

/** A figure that goes up and down; without labels a single one. */
export const gauge = <Label extends string = never>(
  registry: Registry,
  { name, help, labelNames = [] }: { readonly name: string; readonly help: string; readonly labelNames?: Label[] },
): Gauge<Label> => new Gauge({ name, help, labelNames, registers: [registry] });

/** Sets a gauge without labels; what is not known is no figure, and least of all 0. */
export function setIfKnown(figure: Gauge<never>, value: number | undefined): void {
  if (value === undefined) figure.remove();
  else figure.set(value);
}
