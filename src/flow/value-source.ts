import { z } from 'zod';
import type { Value } from '../values/typed-value.ts';
import { mayReach } from './config/read-outgoing.ts';
import { CAMEL_CASE } from './ids.ts';
import type { OnRelease } from './on-release.ts';
import { recordingPolicy, settledTalks } from './recording.ts';

/** Where a value comes from: a variable, or a constant written in the flow. */
export type ValueSource =
  | { readonly type: 'variable'; readonly variable: string }
  | { readonly type: 'constant'; readonly value: Value };

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const VariableName = z.string().regex(CAMEL_CASE, 'a variable is one word that starts small');

/** In `input` and `tags` a bare word names a variable, and `{ value: x }` is a constant. */
export const VariableOrValue = z
  .union([VariableName, z.strictObject({ value: Scalar })])
  .transform(
    (written): ValueSource =>
      typeof written === 'string'
        ? { type: 'variable', variable: written }
        : { type: 'constant', value: written.value },
  );

/** In `set` a bare word is a constant, and `{ from: x }` copies a variable. */
export const ValueOrVariable = z
  .union([Scalar, z.strictObject({ from: VariableName })])
  .transform(
    (written): ValueSource =>
      typeof written === 'object' ? { type: 'variable', variable: written.from } : { type: 'constant', value: written },
  );

/** The value a source has in a call; `undefined` where the variable has none. */
export function sourceValue(source: ValueSource, at: OnRelease): Value | undefined {
  return source.type === 'constant' ? source.value : readVariable(at, source.variable);
}

/** A variable of a call, those included that exist undeclared. */
export function readVariable({ release, call }: OnRelease, variable: string): Value | undefined {
  switch (variable) {
    case 'language':
      return call.language;
    case 'region':
      return call.region;
    case 'verification':
      return call.verification.level;
    case 'callerTail':
      return call.caller?.slice(-4);
    case 'canCallBack':
      return mayReach(call.caller, release.outgoing?.callbacks);
    case 'canText':
      return mayReach(call.caller, release.outgoing?.messages);
    case 'recordingPolicy':
      return recordingPolicy({ release, call });
    case 'talks':
      return settledTalks({ release, call });
    default:
      return call.variables[variable];
  }
}
