import type { RecordedFact } from '../../../src/calls/call-record.ts';
import type { Fact } from '../../../src/flow/facts.ts';

/** A call that others are made from, by shifting it in time and giving it another caller. */
export interface Template {
  /** Milliseconds since midnight (UTC) at which it begins. */
  readonly at: number;
  /** Their instants count from the beginning of the call. */
  readonly facts: readonly RecordedFact[];
}

const REGIONS = [
  { region: 'cn', language: 'zh-CN', offsetHours: 8, name: '王伟' },
  { region: 'hk', language: 'zh-CN', offsetHours: 8, name: '陳大文' },
  { region: 'sg', language: 'en', offsetHours: 8, name: 'Tan Wei Ming' },
  { region: 'jp', language: 'en', offsetHours: 9, name: 'Sato Haruka' },
  { region: 'gb', language: 'en', offsetHours: 0, name: 'Oliver Smith' },
  { region: 'de', language: 'en', offsetHours: 1, name: 'Jürgen Müller' },
  { region: 'es', language: 'es', offsetHours: 1, name: 'Lucía Fernández' },
  { region: 'us-east', language: 'en', offsetHours: -5, name: 'Emma Johnson' },
  { region: 'br', language: 'es', offsetHours: -3, name: 'João Silva' },
  { region: 'mx', language: 'es', offsetHours: -6, name: 'Sofía Hernández' },
] as const;

const TOPICS = [
  { topic: 'payment', queue: 'payment-status', service: 'payments.status' },
  { topic: 'login', queue: 'login', service: 'registration.status' },
  { topic: 'cross-border', queue: 'cross-border', service: 'transfers.status' },
  { topic: 'complaint', queue: 'complaints', service: 'complaints.status' },
  { topic: 'other', queue: 'general', service: 'bills.next' },
] as const;

const SAID = [
  'my card was refused at the',
  'please call me back about the',
  'the transfer has not come to',
  'I want to complain about the',
];
const ABOUT = ['bank', 'airport', 'pharmacy', 'school', 'hotel', 'bakery', 'landlord', 'garage', 'theatre', 'library'];

type Random = () => number;

const oneOf = <Of>(random: Random, all: readonly [Of, ...Of[]] | readonly Of[]): Of => {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
};

/** Seconds by an exponential distribution. */
const about = (random: Random, meanSeconds: number): number => Math.round(-Math.log(1 - random()) * meanSeconds);

/** Calls as they come in a day: most in the hours of their regions, ten facts each in the mean. */
export function makeTemplates(count: number, random: Random): readonly Template[] {
  return Array.from({ length: count }, () => makeTemplate(random));
}

function makeTemplate(random: Random): Template {
  const place = oneOf(random, REGIONS);
  const isOpen = random() < 0.85;
  const localHour = isOpen ? 9 + (random() + random()) * 4.5 : (18 + random() * 15) % 24;
  const at = (((localHour - place.offsetHours + 24) % 24) * 3_600_000) | 0;
  const steps: [seconds: number, fact: Fact][] = [
    [
      0,
      {
        type: 'call-started',
        release: 'r1',
        dialled: '+8621600000',
        region: place.region,
        callerName: `${place.name} ${Math.floor(random() * 900)}`,
      },
    ],
    [4, { type: 'language-set', language: place.language }],
    [
      6,
      {
        type: 'hours-checked',
        calendar: place.region,
        state: isOpen ? 'open' : 'closed',
        layer: 'weekly',
        rule: 'week',
      },
    ],
    [1, { type: 'node-entered', node: 'hotline/main-menu' }],
    ...(random() < 0.9 ? ofTopic(random, isOpen) : []),
  ];
  steps.push([
    2,
    endOf(
      random,
      steps.map(([, fact]) => fact),
    ),
  ]);
  return { at, facts: asTurns(steps) };
}

/** Facts of one instant are of one turn; the end of a call is told by a notice. */
function asTurns(steps: readonly (readonly [seconds: number, fact: Fact])[]): readonly RecordedFact[] {
  let [now, turn, index] = [0, 0, -1];
  return steps.map(([seconds, fact]) => {
    now += seconds * 1000;
    [turn, index] = seconds > 0 ? [turn + 1, 0] : [turn, index + 1];
    const isEnd = fact.type === 'call-ended';
    return { turn: isEnd ? 'n.status' : `c.${turn}`, index: isEnd ? 0 : index, at: now, fact };
  });
}

function ofTopic(random: Random, isOpen: boolean): [number, Fact][] {
  const { topic, queue, service } = oneOf(random, TOPICS);
  const menu = `${topic}/menu`;
  const steps: [number, Fact][] = [
    [8, { type: 'node-entered', node: menu }],
    [0, { type: 'tagged', key: 'topic', value: topic }],
  ];
  if (random() < 0.2) steps.push([5, { type: 'missed', node: menu, cause: random() < 0.6 ? 'no-input' : 'no-match' }]);
  if (random() < 0.1) steps.push([3, { type: 'chosen', node: menu, exit: 'always-agent', by: 'key' }]);
  if (isOpen && random() < 0.5) return [...steps, ...inQueue(random, queue)];
  if (!isOpen && random() < 0.3) return [...steps, ...voicemail(random)];
  return [...steps, ...selfService(random, topic, service)];
}

function inQueue(random: Random, queue: string): [number, Fact][] {
  const waitSeconds = about(random, 45);
  const result = waitSeconds > 60 && random() < 0.4 ? 'hung-up' : random() < 0.05 ? 'left' : 'bridged';
  const left: Fact = {
    type: 'queue-left',
    queue,
    result,
    waitSeconds,
    ...(result === 'left' ? { exit: 'callback' } : {}),
  };
  const talk = result === 'bridged' ? about(random, 240) : 0;
  const rating: [number, Fact][] =
    result === 'bridged' && random() < 0.3
      ? [[9, { type: 'tagged', key: 'rating', value: String(1 + Math.floor(Math.sqrt(random()) * 5)) }]]
      : [];
  return [
    [5, { type: 'node-entered', node: `hotline/${queue}-queue` }],
    [0, { type: 'queue-joined', queue }],
    [waitSeconds + talk, left],
    ...(result === 'left' ? [[6, { type: 'callback-requested', queue: 'general' }] satisfies [number, Fact]] : []),
    ...rating,
  ];
}

const voicemail = (random: Random): [number, Fact][] => {
  const recording = `RE${Math.floor(random() * 1e9)}`;
  const text = `${oneOf(random, SAID)} ${oneOf(random, ABOUT)} ${oneOf(random, ABOUT)} ${Math.floor(random() * 500)}`;
  return [
    [4, { type: 'node-entered', node: 'leave-message/message' }],
    [30, { type: 'recorded', purpose: 'voicemail', recording, seconds: 25 }],
    [20, { type: 'transcribed', recording, text }],
  ];
};

function selfService(random: Random, topic: string, service: string): [number, Fact][] {
  const node = `${topic}/say-status`;
  return [
    [6, { type: 'service-asked', service }],
    [1, { type: 'service-answered', service, outcome: random() < 0.8 ? 'found' : 'not-found', tookMs: 300 }],
    [0, { type: 'node-entered', node }],
    [15, { type: 'node-entered', node: 'hotline/anything-else' }],
  ];
}

function endOf(random: Random, facts: readonly Fact[]): Fact {
  const left = facts.find((fact) => fact.type === 'queue-left');
  const disposition =
    left?.result === 'hung-up'
      ? 'abandoned-in-queue'
      : left?.result === 'bridged'
        ? 'answered'
        : random() < 0.5
          ? 'completed'
          : 'caller-hung-up';
  return { type: 'call-ended', disposition, status: 'completed' };
}
