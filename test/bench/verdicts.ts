import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Goal = z.strictObject({
  figure: z.string(),
  title: z.string(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
});

/** An aim of the benchmark: a figure and the bound it should keep to. */
export type Goal = Readonly<z.infer<typeof Goal>>;

/** Figures by name, such as `turn.ofLimit`; what was not measured is not there. */
export type Figures = Readonly<Record<string, number>>;

/** What is said of one aim. */
export interface Verdict {
  readonly goal: Goal;
  readonly value: number | undefined;
  readonly type: 'met' | 'missed' | 'not-measured' | 'no-verdict';
}

/** Reads the aims that stand in `goals.json`. */
export function readGoals(): readonly Goal[] {
  return z.array(Goal).parse(JSON.parse(readFileSync(join(import.meta.dirname, 'goals.json'), 'utf8')));
}

/** Holds figures against the aims. Where the run cannot be judged, every measured figure stands without a verdict. */
export function judge(goals: readonly Goal[], figures: Figures, canJudge: boolean): readonly Verdict[] {
  return goals.map((goal) => {
    const value = figures[goal.figure];
    if (value === undefined) {
      return { goal, value, type: 'not-measured' };
    }
    if (!canJudge) {
      return { goal, value, type: 'no-verdict' };
    }
    return { goal, value, type: isMet(goal, value) ? 'met' : 'missed' };
  });
}

function isMet({ atLeast, atMost }: Goal, value: number): boolean {
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}
