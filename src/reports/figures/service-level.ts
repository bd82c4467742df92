import type { QueueCounts, Thresholds } from '../queue-counts.ts';
import { countWithin } from '../waits.ts';
import { type Figure, ratio } from './ratio.ts';

/** What the formulas of service level are written in. */
export interface ServiceLevelTerms {
  /** `A`: answered. */
  readonly answered: number;
  /** `A_T`: answered within the threshold. */
  readonly answeredInThreshold: number;
  /** `B`: abandoned. */
  readonly abandoned: number;
  /** `B_T`: abandoned within the threshold. */
  readonly abandonedInThreshold: number;
  /** `B_s`: abandoned so soon that hardly anybody could have been asked to answer. */
  readonly abandonedShort: number;
}

interface Formula {
  readonly formula: string;
  readonly reckon: (terms: ServiceLevelTerms) => Figure;
}

/**
 * The share of callers who were answered in time, by each of the formulas in use; they differ in what they make of those
 * who hang up.
 *
 * Sources: ICMI, QueueTips (2005), and Call Centre Helper on how service level is calculated; Cisco's ICM manual (p. 143)
 * offers three of them, by whether abandoned calls count for, against, or not at all.
 */
const FORMULAS = {
  /** Abandoned within the threshold counts as met. */
  F1: {
    formula: '(A_T + B_T) / (A + B)',
    reckon: ({ answered, answeredInThreshold, abandoned, abandonedInThreshold }) =>
      ratio(answeredInThreshold + abandonedInThreshold, answered + abandoned),
  },
  /** Abandonment does not count. */
  F2: {
    formula: 'A_T / A',
    reckon: ({ answered, answeredInThreshold }) => ratio(answeredInThreshold, answered),
  },
  /** The strict one: whoever hangs up was not answered in time. */
  F3: {
    formula: 'A_T / (A + B)',
    reckon: ({ answered, answeredInThreshold, abandoned }) => ratio(answeredInThreshold, answered + abandoned),
  },
  /** Abandoned within the threshold does not count. */
  F4: {
    formula: 'A_T / (A + B − B_T)',
    reckon: ({ answered, answeredInThreshold, abandoned, abandonedInThreshold }) =>
      ratio(answeredInThreshold, answered + abandoned - abandonedInThreshold),
  },
  /** Short abandonment counts as met. */
  F5: {
    formula: '(A_T + B_s) / (A + B)',
    reckon: ({ answered, answeredInThreshold, abandoned, abandonedShort }) =>
      ratio(answeredInThreshold + abandonedShort, answered + abandoned),
  },
  /** Short abandonment does not count. */
  "F5'": {
    formula: 'A_T / (A + B − B_s)',
    reckon: ({ answered, answeredInThreshold, abandoned, abandonedShort }) =>
      ratio(answeredInThreshold, answered + abandoned - abandonedShort),
  },
} as const satisfies Readonly<Record<string, Formula>>;

export const SERVICE_LEVELS = ['F1', 'F2', 'F3', 'F4', 'F5', "F5'"] as const satisfies (keyof typeof FORMULAS)[];
export type ServiceLevelVariant = keyof typeof FORMULAS;

export const DEFAULT_SERVICE_LEVEL: ServiceLevelVariant = "F5'";

/** A service level with all that makes it this one and no other. */
export interface ServiceLevel extends Thresholds {
  readonly variant: ServiceLevelVariant;
  readonly formula: string;
  /** 0 to 1. */
  readonly share: Figure;
}

export const reckonServiceLevel = (variant: ServiceLevelVariant, terms: ServiceLevelTerms): Figure =>
  FORMULAS[variant].reckon(terms);

export const termsAt = (
  { answered, abandoned, answeredWaits, abandonedWaits }: QueueCounts,
  { answerSeconds, shortSeconds }: Thresholds,
): ServiceLevelTerms => ({
  answered,
  answeredInThreshold: countWithin(answeredWaits, answerSeconds),
  abandoned,
  abandonedInThreshold: countWithin(abandonedWaits, answerSeconds),
  abandonedShort: countWithin(abandonedWaits, shortSeconds),
});

export function serviceLevelOf(
  counts: QueueCounts,
  thresholds: Thresholds,
  variant: ServiceLevelVariant,
): ServiceLevel {
  const { formula } = FORMULAS[variant];
  return { variant, formula, ...thresholds, share: reckonServiceLevel(variant, termsAt(counts, thresholds)) };
}
