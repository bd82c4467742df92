import type { EndedBy } from '../calls/call-event.ts';
import type { DocumentSource } from '../calls/document-source.ts';
import { endCall } from '../calls/end-call.ts';
import type { Leg } from '../calls/leg.ts';
import type { Network } from '../calls/network.ts';
import { speechDurationMs } from '../time/speech-duration.ts';
import { runDocuments, runFetched } from './run-document.ts';
import { callRole, type Outcome } from './stage.ts';

/** Runs a leg by its documents from the first to the end of the call. It settles when the leg has ended. */
export async function runCall(network: Network, leg: Leg, first: DocumentSource): Promise<void> {
  const callOff = network.clock.after(LONGEST_CALL_MS, () => leg.line.cut({ type: 'hung-up', by: 'network' }));
  await runToEnd(network, leg, first);
  callOff();
}

/** Twilio ends a call after four hours: https://www.twilio.com/docs/voice/twiml/dial#timelimit */
const LONGEST_CALL_MS = 4 * 3_600_000;

async function runToEnd(network: Network, leg: Leg, first: DocumentSource): Promise<void> {
  let outcome = await runDocuments(network, { leg, role: callRole }, first);
  for (;;) {
    const further = await afterwards(network, leg, outcome);
    if (!further) return;
    outcome = further;
  }
}

/** What follows a document that is over; nothing where the call is, too. */
async function afterwards(network: Network, leg: Leg, outcome: Outcome): Promise<Outcome | undefined> {
  switch (outcome.type) {
    case 'cut':
      return afterCut(network, leg);
    case 'go':
      return runDocuments(network, { leg, role: callRole }, outcome.to);
    case 'taken-over':
      return runFetched(network, leg, outcome);
    case 'rejected':
      endCall(network, leg, { status: outcome.status, by: 'hotline' });
      return undefined;
    case 'failed':
      await apologise(network, leg);
      return undefined;
    default:
      finish(network, leg, 'hotline');
      return undefined;
  }
}

async function afterCut(network: Network, leg: Leg): Promise<Outcome | undefined> {
  const taken = leg.line.takeCut();
  if (taken?.type === 'redirected') return runDocuments(network, { leg, role: callRole }, taken.to);
  finish(network, leg, taken?.type === 'hung-up' ? taken.by : 'network');
  return undefined;
}

/** A call that nobody answered ends as no-answer. */
function finish(network: Network, leg: Leg, by: EndedBy): void {
  endCall(network, leg, { status: leg.answeredAt === undefined ? 'no-answer' : 'completed', by });
}

/** Twilio's own announcement where nothing of the application's can be had; then the call is over. */
async function apologise(network: Network, leg: Leg): Promise<void> {
  const isUnanswered = leg.answeredAt === undefined;
  const text = network.switches.applicationError;
  leg.tell({ type: 'heard', text, language: 'en-US', voice: 'man' });
  await leg.line.next(speechDurationMs(text), () => false);
  const taken = leg.line.takeCut();
  const by = taken?.type === 'hung-up' ? taken.by : 'network';
  endCall(network, leg, { status: isUnanswered ? 'failed' : 'completed', by });
}
