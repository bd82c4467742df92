import { z } from 'zod';
import { CAMEL_CASE, KEBAB_CASE } from '../ids.ts';
import type { PromptSpec, Way } from '../node-type.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

const A_DURATION = 'a duration is a whole number and a unit, as 5s, 10m or 1h';

/** A duration as text with its unit, `5s`, `10m`, `1h`; seconds once read. */
export const DurationSeconds = z
  .string(A_DURATION)
  .regex(/^[1-9]\d{0,4}[smh]$/, A_DURATION)
  .transform((text) => Number(text.slice(0, -1)) * (UNIT_SECONDS[text.slice(-1)] ?? 1));

export const Id = z.string().regex(KEBAB_CASE, 'a name is small letters and digits, joined by hyphens');
export const VariableName = z
  .string()
  .regex(CAMEL_CASE, 'a variable is one word of letters and digits that starts small, as askedDate');

/** A node of the same flow, or `flow/node` elsewhere. */
export const Target = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)?$/,
    'a node is named in small letters, digits and hyphens, as main-menu, or login/menu in another flow',
  );

const PromptName = Id.transform((prompt): PromptSpec => ({ prompt }));
const PromptInLanguage = z.strictObject({ prompt: Id, language: z.string() });
const OnePrompt = z.union([PromptName, PromptInLanguage]);

/** One prompt or several in a row; each may be spoken in a language of its own. */
export const Prompts = z.union([OnePrompt.transform((one) => [one]), z.array(OnePrompt).min(1)]);

/** A key of the telephone. */
export const Key = z.string().regex(/^[0-9*#]$/, 'a key is one of 0 to 9, * and #, in quotes');

/** What every node may say of itself beside its own keys. */
export const common = { note: z.string().optional() };

/** The ways of a node that lists them under `exits`, those left out aside. */
export function waysOf(exits: Readonly<Record<string, string | undefined>>): readonly Way[] {
  return Object.entries(exits).flatMap(([exit, target]) =>
    target === undefined ? [] : [{ exit, target, path: ['exits', exit], sets: [], byCaller: false }],
  );
}
