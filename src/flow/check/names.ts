import { isKeyDeed } from '../always-keys.ts';
import { ENTRY_FLOW } from '../compile/flow-files.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import { writtenAs } from '../compile/written-as.ts';
import { CALLER_REGION } from '../entry.ts';
import { flowOf, type NodeId, nodeNameOf } from '../ids.ts';
import { callback } from '../nodes/callback.ts';
import { collect } from '../nodes/collect.ts';
import { hours } from '../nodes/hours.ts';
import { queue } from '../nodes/queue.ts';
import { service } from '../nodes/service.ts';
import { subflow } from '../nodes/subflow.ts';
import { transfer } from '../nodes/transfer.ts';
import type { Path } from '../read/document.ts';
import type { Finding } from '../read/finding.ts';
import { nearest } from '../read/nearest.ts';
import type { ReadFlow, ReadNode } from '../read/read-flow.ts';
import type { Rule } from '../read/rules.ts';
import { atNode, atValue, type Check, type Fault } from './subject.ts';

/** Nodes that are named and do not exist. */
export const checkTargets: Check = ({ set, graph }) => [
  ...[...set.flows.values()].flatMap((flow) => startFindings(flow)),
  ...defaultsFindings(set),
  ...[...set.nodes.values()].flatMap((node) =>
    graph
      .waysOf(node.id)
      .filter(({ path }) => path.length > 0)
      .flatMap(({ to, path }) => (isNode(set, to) ? [] : atNode(set, node, path, unknownNode(set, to, node.flow)))),
  ),
];

/** A node that stands in a file, readable or not; nodes of a file that cannot be parsed get the benefit of doubt. */
function isNode(set: FlowSet, id: NodeId): boolean {
  const read = set.flows.get(flowOf(id));
  if (!read) return false;
  const name = nodeNameOf(id);
  return read.nodes.has(name) || read.broken.has(name) || !read.isRead;
}

function unknownNode(set: FlowSet, id: NodeId, from: string): Fault {
  const [flow, name] = [flowOf(id), nodeNameOf(id)];
  const read = set.flows.get(flow);
  const written = flow === from ? name : id;
  if (!read) {
    const fix = nearest(flow, [...set.flows.keys()]);
    return { rule: 'unknown-node', message: `There is no flow \`${flow}\`.`, fix };
  }
  return {
    rule: 'unknown-node',
    message: `There is no node \`${written}\`.`,
    fix: nearest(name, [...read.nodes.keys(), ...read.broken.keys()]),
  };
}

function startFindings(flow: ReadFlow): readonly Finding[] {
  const { start, nodes, broken, isRead } = flow;
  if (start === undefined || nodes.has(start) || broken.has(start) || !isRead) return [];
  const message = `The flow starts with \`${start}\`, which is not a node of it.`;
  return [atValue(flow, ['start'], { rule: 'unknown-node', message, fix: nearest(start, [...nodes.keys()]) })];
}

function defaultsFindings(set: FlowSet): readonly Finding[] {
  const { entry } = set;
  const { keys = {}, exhausted, notVerified } = entry?.defaults ?? {};
  const named: readonly (readonly [Path, string | undefined])[] = [
    [['defaults', 'exhausted'], exhausted],
    [['defaults', 'notVerified'], notVerified],
    ...Object.entries(keys)
      .filter(([, target]) => !isKeyDeed(target))
      .map(([key, target]) => [['defaults', 'keys', key], target] as const),
  ];
  return named.flatMap(([path, target]) => {
    const id = target === undefined ? undefined : set.targetOf(ENTRY_FLOW, target);
    if (!entry || id === undefined || isNode(set, id)) return [];
    return [atValue(entry, path, unknownNode(set, id, ENTRY_FLOW))];
  });
}

/** Services, flows, queues, calendars and numbers that are named and do not exist. */
export const checkNames: Check = ({ set }) => [...set.nodes.values()].flatMap((node) => namesIn(node, set));

interface Named {
  readonly rule: Rule;
  readonly what: string;
  readonly name: string | undefined;
  readonly path: Path;
  /** Absent where the file that lists them cannot be read. */
  readonly known: readonly string[] | undefined;
}

function namesIn(node: ReadNode, set: FlowSet): readonly Finding[] {
  const { files, contracts, flows } = set;
  const queues = files.queues && Object.keys(files.queues);
  const inQueue = writtenAs(node, queue)?.queue ?? writtenAs(node, callback)?.queue;
  const calendar = writtenAs(node, hours)?.calendar;
  const transfers = files.numbers?.value?.transfers ?? {};
  const named: readonly Named[] = [
    { rule: 'unknown-queue', what: 'queue', name: inQueue, path: ['queue'], known: queues },
    {
      rule: 'unknown-calendar',
      what: 'calendar',
      name: calendar === 'callerRegion' ? undefined : calendar,
      path: ['calendar'],
      known: [...files.calendars.keys()],
    },
    {
      rule: 'unknown-transfer',
      what: 'number',
      name: writtenAs(node, transfer)?.to,
      path: ['to'],
      known: files.numbers?.findings.length ? undefined : Object.keys(transfers),
    },
    {
      rule: 'unknown-service',
      what: 'service',
      name: writtenAs(node, service)?.service,
      path: ['service'],
      known: [...contracts.keys()],
    },
    {
      rule: 'unknown-flow',
      what: 'flow',
      name: writtenAs(node, subflow)?.flow,
      path: ['flow'],
      known: [...flows.keys()],
    },
  ];
  return named.flatMap((name) => {
    const fault = unknownName(name);
    return fault ? atNode(set, node, name.path, fault) : [];
  });
}

/** Nothing where it exists, or nobody can tell. */
function unknownName({ rule, what, name, known }: Named): Fault | undefined {
  if (name === undefined || known === undefined || known.includes(name)) return undefined;
  return { rule, message: `There is no ${what} \`${name}\`.`, fix: nearest(name, known) };
}

interface ConfigName extends Named {
  readonly file: Pick<ReadFlow, 'file' | 'positionOf'> | undefined;
}

/** Regions, calendars and languages that the configuration names and that do not exist. */
export const checkConfiguration: Check = ({ set }) => {
  const { regions, numbers, calendars } = set.files;
  const regionIds = regions?.value ? Object.keys(regions.value.regions) : undefined;
  const fallback = regions?.value?.default;
  const named: readonly ConfigName[] = [
    { file: regions, rule: 'unknown-region', what: 'region', name: fallback, path: ['default'], known: regionIds },
    ...Object.entries(regions?.value?.regions ?? {}).map(
      ([region, { calendar }]): ConfigName => ({
        file: regions,
        rule: 'unknown-calendar',
        what: 'calendar',
        name: calendar,
        path: ['regions', region, 'calendar'],
        known: [...calendars.keys()],
      }),
    ),
    ...Object.entries(numbers?.value?.numbers ?? {}).flatMap(([number, { region, language }]): ConfigName[] => {
      const path = ['numbers', number];
      return [
        {
          file: numbers,
          rule: 'unknown-region',
          what: 'region',
          name: region,
          path: [...path, 'region'],
          known: regionIds,
        },
        {
          file: numbers,
          rule: 'unknown-language',
          what: 'language',
          name: language,
          path: [...path, 'language'],
          known: set.files.languages && set.languages,
        },
      ];
    }),
  ];
  return named.flatMap(({ file, ...name }) => {
    const fault = unknownName(name);
    return file && fault ? [atValue(file, name.path, fault)] : [];
  });
};

/** Regions without a currency, where a flow asks callers for an amount in that of their region. */
export const checkCurrencies: Check = ({ set }) => {
  const { regions } = set.files;
  const isAsked = [...set.nodes.values()].some((node) => writtenAs(node, collect)?.amount?.currency === CALLER_REGION);
  if (!regions?.value || !isAsked) return [];
  return Object.entries(regions.value.regions).flatMap(([region, { currency }]) =>
    currency === undefined ? [atValue(regions, ['regions', region], noCurrency(region))] : [],
  );
};

const noCurrency = (region: string): Fault => ({
  rule: 'missing-key',
  message: `\`${region}\` has no currency, and callers are asked for an amount in that of their region.`,
  fix: 'Add `currency`, as three capitals.',
});

/** Flows and files of texts that no part of the hotline looks at, or that stand twice. */
export const checkFiles: Check = ({ set }): readonly Finding[] => {
  const { flows, prompts, phrases, languages } = set.files;
  const twice = flows
    .filter(({ id }, index) => flows.findIndex((other) => other.id === id) < index)
    .map(
      (flow): Finding => ({
        file: flow.file,
        line: 1,
        column: 1,
        severity: 'error',
        rule: 'flow-twice',
        message: `There are two files of the flow \`${flow.id}\`.`,
        fix: 'Keep one of the two.',
      }),
    );
  const foreign = [...prompts.values(), ...phrases.values()]
    .filter(({ language }) => languages !== undefined && !set.languages.includes(language))
    .map(
      ({ file, language }): Finding => ({
        file,
        line: 1,
        column: 1,
        severity: 'error',
        rule: 'unknown-language',
        message: `The hotline does not speak \`${language}\`.`,
        fix: 'Add it to languages.yaml, or take the file away.',
      }),
    );
  return [...twice, ...foreign];
};
