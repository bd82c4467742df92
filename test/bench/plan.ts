/** How long a run measures. */
export interface Plan {
  readonly name: 'full' | 'quick' | 'smoke';
  readonly warmMs: number;
  readonly sliceMs: number;
  readonly cycles: number;
  readonly forgedCycles: number;
  readonly latency: { readonly settleMs: number; readonly measureMs: number; readonly repeats: number };
  readonly bytesCalls: number;
  readonly liveCalls: readonly number[];
  readonly liveCallsCycles: number;
  readonly startUps: number;
}

/** The run whose figures are told: about ten minutes. */
export const fullPlan: Plan = {
  name: 'full',
  warmMs: 2000,
  sliceMs: 600,
  cycles: 20,
  forgedCycles: 8,
  latency: { settleMs: 12_000, measureMs: 8000, repeats: 3 },
  bytesCalls: 5000,
  liveCalls: [1000, 10_000, 100_000, 1_000_000],
  liveCallsCycles: 10,
  startUps: 5,
};

/** A run for whoever is changing something: a minute and a half. */
export const quickPlan: Plan = {
  name: 'quick',
  warmMs: 1500,
  sliceMs: 500,
  cycles: 8,
  forgedCycles: 4,
  latency: { settleMs: 2000, measureMs: 3000, repeats: 1 },
  bytesCalls: 1000,
  liveCalls: [1000, 10_000],
  liveCallsCycles: 6,
  startUps: 3,
};

/** A run of seconds that shows that everything runs and answers rightly; its figures mean nothing. */
export const smokePlan: Plan = {
  name: 'smoke',
  warmMs: 50,
  sliceMs: 40,
  cycles: 2,
  forgedCycles: 1,
  latency: { settleMs: 50, measureMs: 150, repeats: 1 },
  bytesCalls: 50,
  liveCalls: [20, 60],
  liveCallsCycles: 1,
  startUps: 1,
};
