import type { DocumentSource } from '../calls/document-source.ts';
import { fetchDocument } from '../calls/fetch-document.ts';
import { answer, type Leg } from '../calls/leg.ts';
import type { Network } from '../calls/network.ts';
import { startRecording, stopRecording } from '../recordings/call-recording.ts';
import type { Verb } from '../twiml/document.ts';
import type { StartRecording, StopRecording } from '../twiml/start.ts';
import { error, warning } from '../xml/note.ts';
import { dial } from './dial.ts';
import { enqueue } from './enqueue.ts';
import { gather } from './gather.ts';
import { record } from './record.ts';
import { goTo } from './requests.ts';
import { sound } from './sound.ts';
import { callRole, cut, next, type Outcome, type Role, type Stage } from './stage.ts';

/** On which leg documents run, and what for. */
export interface Run {
  readonly leg: Leg;
  readonly role: Role;
}

/**
 * Runs a document and every other that takes over from it, until one is over. Documents that follow one another without
 * any time passing are cut off after a number, with an error in the log.
 */
export async function runDocuments(network: Network, { leg, role }: Run, start: DocumentSource): Promise<Outcome> {
  const { clock, switches } = network;
  let outcome: Outcome = { type: 'go', to: start };
  for (let chain = 0; outcome.type === 'go'; ) {
    if (chain >= switches.longestChain) {
      leg.note(error(12400, `${chain} documents in a row took no time`), undefined);
      return { type: 'failed' };
    }
    const startedAt = clock.now();
    outcome = await runDocument(network, { leg, role }, outcome.to);
    chain = clock.now() === startedAt ? chain + 1 : 0;
  }
  return outcome;
}

async function runDocument(network: Network, { leg, role }: Run, source: DocumentSource): Promise<Outcome> {
  const fetched = await fetchDocument(network, leg, withParameters(source, role));
  if (fetched.type !== 'document') return fetched;
  const { verbs, base, isFallback } = fetched;
  if (isFallback && role.type !== 'call') return { type: 'taken-over', verbs, base };
  return runVerbs({ network, leg, role, base, run: runIn(network) }, verbs);
}

/** Verbs with the address they came from. */
export interface FetchedVerbs {
  readonly verbs: readonly Verb[];
  readonly base: string | undefined;
}

/** Runs verbs that were fetched before. */
export async function runFetched(network: Network, leg: Leg, { verbs, base }: FetchedVerbs): Promise<Outcome> {
  const stage = { network, leg, role: callRole, base, run: runIn(network) };
  const outcome = await runVerbs(stage, verbs);
  return outcome.type === 'go' ? runDocuments(network, { leg, role: callRole }, outcome.to) : outcome;
}

const runIn =
  (network: Network): Stage['run'] =>
  (leg, to, role) =>
    runDocuments(network, { leg, role }, to);

function withParameters(to: DocumentSource, role: Role): DocumentSource {
  return to.type === 'twiml' ? to : { ...to, parameters: { ...role.parameters(), ...to.parameters } };
}

async function runVerbs(stage: Stage, verbs: readonly Verb[]): Promise<Outcome> {
  for (const verb of verbs) {
    if (stage.leg.line.isCut) return cut;
    if (stage.role.takes && !stage.role.takes.has(verb.type)) {
      stage.leg.note(warning(12200, `"${verb.type}" is not allowed in a ${stage.role.type} document`), stage.base);
      continue;
    }
    const outcome = await runVerb(stage, verb);
    if (outcome.type !== 'next') return outcome;
  }
  answer(stage.leg, stage.network.clock);
  return stage.leg.line.isCut ? cut : next;
}

async function runVerb(stage: Stage, verb: Verb): Promise<Outcome> {
  if (answers(stage.leg, verb)) answer(stage.leg, stage.network.clock);
  switch (verb.type) {
    case 'say':
    case 'play':
    case 'pause':
      return heard(await sound(stage, verb, () => false));
    case 'gather':
      return gather(stage, verb);
    case 'record':
      return record(stage, verb);
    case 'start-recording':
      return start(stage, verb);
    case 'stop-recording':
      return stop(stage, verb);
    case 'enqueue':
      return enqueue(stage, verb);
    case 'dial':
      return dial(stage, verb);
    case 'redirect':
      return goTo(stage, { url: verb.url, method: verb.method }, {});
    case 'reject':
      return reject(stage, verb.reason);
    case 'hang-up':
      return { type: 'hang-up' };
    case 'leave':
      return leave(stage);
  }
}

/** A name that the call has used is not taken again. */
function start({ network, leg, base }: Stage, verb: StartRecording): Outcome {
  const { recordingStatusCallbackMethod: method, recordingStatusCallbackEvents: events, name, channels } = verb;
  const to = { url: verb.recordingStatusCallback, method, events };
  const isStarted = startRecording(network, leg, { name, channels, to });
  if (!isStarted) leg.note(warning(12200, `the call has had a recording "${name}"`), base);
  return next;
}

/** What does not go on cannot be stopped, and nothing is said about it. */
function stop({ network, leg, base }: Stage, { name }: StopRecording): Outcome {
  if (!network.switches.stopsRecordings) leg.note(warning(12200, '<Stop> does not take <Recording>'), base);
  else if (name === undefined) leg.note(warning(12200, '<Stop> names no recording'), base);
  else stopRecording(network, leg, name);
  return next;
}

/** A redirect leaves a call ringing, a rejection ends it so, and a first pause is silence before the call is answered. */
function answers(leg: Leg, { type }: Verb): boolean {
  return type !== 'redirect' && type !== 'reject' && (type !== 'pause' || leg.status !== 'ringing');
}

const heard = ({ type }: { readonly type: string }): Outcome => (type === 'cut' ? cut : next);

/** Only a call that still rings can be rejected. */
function reject(stage: Stage, reason: 'rejected' | 'busy'): Outcome {
  if (stage.leg.status === 'ringing') return { type: 'rejected', status: reason === 'busy' ? 'busy' : 'no-answer' };
  stage.leg.note(warning(12200, '<Reject> of a call that was answered only hangs up'), stage.base);
  return { type: 'hang-up' };
}

/** Whoever waits in no queue has none to leave. */
function leave(stage: Stage): Outcome {
  if (stage.role.type === 'wait') return { type: 'leave' };
  stage.leg.note(warning(12200, '<Leave> outside of a wait document'), stage.base);
  return next;
}
