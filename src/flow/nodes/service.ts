import { z } from 'zod';
import type { Value } from '../../values/typed-value.ts';
import type { NodeBase } from '../compiled.ts';
import { type Contract, NOT_VERIFIED, outcomesOf, UNAVAILABLE } from '../contract.ts';
import type { Answer } from '../events.ts';
import type { CallView, Outcome, Way } from '../node-type.ts';
import { nodeType } from '../node-type.ts';
import { sourceValue, type ValueSource, VariableOrValue } from '../value-source.ts';
import { isEnough, type Level } from '../variables.ts';
import { common, Target, VariableName, waysOf } from './schemas.ts';

export interface ServiceNode extends NodeBase {
  readonly type: 'service';
  readonly service: string;
  readonly input: Readonly<Record<string, ValueSource>>;
  /** Variable that each output of each outcome goes into. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Certainty about the caller that an outcome brings. */
  readonly raises: Readonly<Record<string, Level>>;
  /** Certainty about the caller without which it is not asked. */
  readonly needs?: Level;
}

/** The variable that holds one output: `paymentAmount` for `amount` of a service asked `into: payment`. */
export const outputVariable = (into: string, output: string): string =>
  `${into}${output.charAt(0).toUpperCase()}${output.slice(1)}`;

/**
 * Asks the back office, and goes on by the outcome.
 *
 * Every outcome of the service's contract needs an exit; `unavailable` is always among them, and `not-verified` where
 * the service or one of its outputs needs to know the caller. What it finds goes into variables that begin with the
 * name under `into`. A slow answer costs the caller a hold sound, never silence.
 *
 * ```yaml
 * find-payment:
 *   type: service
 *   service: payments.status
 *   input: { reference: reference }
 *   into: payment
 *   exits: { found: say-status, not-found: ask-reference, not-verified: identify, unavailable: to-agent }
 * ```
 */
export const service = nodeType({
  type: 'service',
  whenGone: 'done',
  schema: z.strictObject({
    type: z.literal('service'),
    ...common,
    service: z.string().regex(/^[a-z][a-z-]*\.[a-z][a-z-]*$/, 'a service is named as area.operation'),
    input: z.record(VariableName, VariableOrValue).default({}),
    into: VariableName.optional(),
    exits: z.record(z.string(), Target),
  }),
  ways: ({ service: name, into, exits }, { contracts }) => {
    const contract = contracts.get(name);
    const all = Object.values(outputVariables(into, contract));
    return waysOf(exits).map((way) => {
      const sets =
        into === undefined ? [] : outputsOf(contract, way.exit).map((output) => outputVariable(into, output));
      const unsets = all.filter((variable) => !sets.includes(variable));
      return { ...way, sets, unsets, ...levelAfter(contract, way.exit) };
    });
  },
  prompts: () => [],
  reads: ({ input }) =>
    Object.entries(input).flatMap(([key, source]) =>
      source.type === 'variable' ? [{ variable: source.variable, path: ['input', key] }] : [],
    ),
  gives: () => [],
  compile: (written, { contracts }): Omit<ServiceNode, 'exits'> => {
    const contract = contracts.get(written.service);
    return {
      type: 'service',
      service: written.service,
      input: written.input,
      outputs: outputVariables(written.into, contract),
      raises: raisesOf(contract),
      ...(contract?.needs === undefined ? {} : { needs: contract.needs }),
    };
  },
  enter: (node: ServiceNode, view) => {
    if (!isEnough(view.call.verification.level, node.needs ?? 'none'))
      return answered(node, { outcome: NOT_VERIFIED, output: {} });
    return {
      facts: [{ type: 'service-asked', service: node.service }],
      step: { type: 'ask', request: { type: 'service', service: node.service, input: inputOf(node, view) } },
    };
  },
  resume: (node: ServiceNode, _view, event) => {
    if (event.type !== 'service-answered') return { step: { type: 'go', exit: UNAVAILABLE } };
    return answered(node, event.answer);
  },
});

const outputsOf = (contract: Contract | undefined, outcome: string): readonly string[] =>
  Object.keys(contract?.outcomes[outcome]?.output ?? {});

function outputVariables(into: string | undefined, contract: Contract | undefined): Readonly<Record<string, string>> {
  if (into === undefined || contract === undefined) return {};
  const outputs = outcomesOf(contract).flatMap((outcome) => outputsOf(contract, outcome));
  return Object.fromEntries(outputs.map((output) => [output, outputVariable(into, output)]));
}

/** What an outcome tells of the caller: the level it raises them to, else the least without which nothing is asked. */
function levelAfter(contract: Contract | undefined, exit: string): Pick<Way, 'level'> {
  const outcome = contract && Object.hasOwn(contract.outcomes, exit) ? contract.outcomes[exit] : undefined;
  if (outcome?.raises) return { level: { type: 'exactly', level: outcome.raises } };
  return outcome && contract?.needs ? { level: { type: 'at-least', level: contract.needs } } : {};
}

const raisesOf = (contract: Contract | undefined): Readonly<Record<string, Level>> =>
  Object.fromEntries(
    Object.entries(contract?.outcomes ?? {}).flatMap(([outcome, { raises }]) => (raises ? [[outcome, raises]] : [])),
  );

function inputOf(node: ServiceNode, view: CallView): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(node.input).flatMap(([key, source]) => {
      const secret = source.type === 'variable' ? view.secrets[source.variable] : undefined;
      const value = secret ?? sourceValue(source, view);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** An outcome without an exit cannot come from a checked flow; from outside it counts as no answer. */
function answered(node: ServiceNode, { outcome, output, account }: Answer): Outcome {
  const exit = Object.hasOwn(node.exits, outcome) ? outcome : UNAVAILABLE;
  const given = Object.entries(node.outputs).map(([name, variable]) => [variable, output[name]] as const);
  const level = node.raises[exit];
  const verified = level && { level, ...(account === undefined ? {} : { account }) };
  return { set: Object.fromEntries(given), ...(verified ? { verified } : {}), step: { type: 'go', exit } };
}
