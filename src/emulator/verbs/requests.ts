import type { DocumentSource } from '../calls/document-source.ts';
import { endCall } from '../calls/end-call.ts';
import { sendWebhook } from '../calls/send-webhook.ts';
import type { HttpMethod } from '../options.ts';
import type { Parameters } from '../webhooks/signature.ts';
import { error } from '../xml/note.ts';
import type { Outcome, Stage } from './stage.ts';

/** A URL in a document, with its method. */
export interface Target {
  /** As written; none or empty is the document itself. */
  readonly url: string | undefined;
  readonly method: HttpMethod;
}

/**
 * The absolute address of a URL in this stage's document, or `undefined` with a note in the log: 15004 without a base,
 * else 11100.
 */
export function resolveUrl({ base, leg }: Stage, written: string): string | undefined {
  const absolute = URL.parse(written, base)?.href;
  if (absolute === undefined) leg.note(error(base === undefined ? 15004 : 11100, `cannot request "${written}"`), base);
  return absolute;
}

/** Where a URL of the document leads, with what the verb has to tell. */
export function sourceOf(stage: Stage, { url, method }: Target, parameters: Parameters): DocumentSource | undefined {
  const address = resolveUrl(stage, url || (stage.base ?? ''));
  return address === undefined ? undefined : { type: 'url', url: address, method, parameters };
}

/** Leads the call to a URL of the document. Where it cannot be requested the call has no document any more. */
export function goTo(stage: Stage, target: Target, parameters: Parameters): Outcome {
  const to = sourceOf(stage, target, parameters);
  return to ? { type: 'go', to } : { type: 'failed' };
}

/**
 * Requests a verb's action for a caller who is gone: the answer is not obeyed. The call counts as completed by then;
 * its status callback follows, or goes first where that switch is on.
 */
export async function tellAfterHangUp(stage: Stage, target: Target, parameters: Parameters): Promise<void> {
  const { network, leg } = stage;
  const ended = leg.line.takeCut();
  if (network.switches.statusBeforeAction) {
    endCall(network, leg, { status: 'completed', by: ended?.type === 'hung-up' ? ended.by : 'network' });
  }
  leg.status = 'completed';
  const to = sourceOf(stage, target, parameters);
  if (to?.type === 'url') await sendWebhook(network, leg, { purpose: 'document', ...to });
}
