import type { FlowSet } from '../compile/flow-set.ts';
import { findCoverageEnd } from '../config/calendar-coverage.ts';
import type { Finding } from '../read/finding.ts';
import { checkDefaults, checkDepth, checkReturns } from './depth.ts';
import { checkExits } from './exits.ts';
import { checkMenus, checkPhrases } from './menus.ts';
import { checkConfiguration, checkCurrencies, checkFiles, checkNames, checkTargets } from './names.ts';
import { checkLevels, checkPlaceholdersSet } from './prompt-uses.ts';
import { checkPromptsExist, checkTexts } from './prompts.ts';
import { checkCycles, checkDeadEnds, checkReached } from './reach.ts';
import { checkRecording } from './recording.ts';
import { checkSensitive } from './sensitive.ts';
import { type Check, createSubject } from './subject.ts';
import { checkTypes } from './types.ts';
import { checkUnusedPrompts, checkUnusedVariables } from './unused.ts';
import { checkCertainty, checkDeclarations, checkVariables } from './variables.ts';

const CHECKS: readonly Check[] = [
  checkFiles,
  checkConfiguration,
  checkCurrencies,
  checkDefaults,
  checkTargets,
  checkNames,
  checkExits,
  checkReached,
  checkCycles,
  checkDeadEnds,
  checkDepth,
  checkReturns,
  checkDeclarations,
  checkVariables,
  checkTypes,
  checkCertainty,
  checkSensitive,
  checkRecording,
  checkPromptsExist,
  checkPlaceholdersSet,
  checkLevels,
  checkTexts,
  checkMenus,
  checkPhrases,
  checkUnusedPrompts,
  checkUnusedVariables,
];

/** Everything wrong with how the parts of a set of flows fit together. `at` is epoch ms, for calendars that end. */
export function checkFlows(set: FlowSet, at: number): readonly Finding[] {
  const subject = createSubject(set);
  const calendars = [...set.files.calendars.values()].flatMap((calendar) =>
    calendar ? findCoverageEnd(calendar, at) : [],
  );
  return [...CHECKS.flatMap((check) => check(subject)), ...calendars];
}
