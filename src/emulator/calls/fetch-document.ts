import { readDocument, type Verb } from '../twiml/document.ts';
import type { Delivered } from '../webhooks/deliver.ts';
import type { Reply } from '../webhooks/exchange.ts';
import { judge, typeRefusalOf } from '../webhooks/verdict.ts';
import type { Note } from '../xml/note.ts';
import type { DocumentSource } from './document-source.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { sendWebhook } from './send-webhook.ts';

/** A document to obey, or why there is none: the leg was taken away, or neither the address nor its fallback gave one. */
export type Fetched =
  | {
      readonly type: 'document';
      readonly verbs: readonly Verb[];
      readonly base: string | undefined;
      readonly isFallback: boolean;
    }
  | { readonly type: 'cut' }
  | { readonly type: 'failed' };

/**
 * Gets a document. Where its address fails or its answer cannot be obeyed, the leg's fallback address is asked at once,
 * with `ErrorCode` and `ErrorUrl`.
 *
 * Source: https://www.twilio.com/docs/usage/security/availability-reliability
 */
export async function fetchDocument(network: Network, leg: Leg, source: DocumentSource): Promise<Fetched> {
  if (source.type === 'twiml') return readInline(leg, source.text);
  const sent = sendWebhook(network, leg, { purpose: 'document', ...source });
  const first = await unlessCut(leg, sent);
  if (first === 'cut') return { type: 'cut' };
  const usable = interpret(leg, source.url, first);
  if (usable.type === 'document') return { ...usable, isFallback: false };

  leg.note(usable.note, source.url);
  const { fallbackUrl, fallbackMethod = 'POST' } = leg.urls;
  if (!fallbackUrl) return { type: 'failed' };
  const fallback = sendWebhook(network, leg, {
    purpose: 'document',
    url: fallbackUrl,
    method: fallbackMethod,
    parameters: { ...source.parameters, ErrorCode: String(usable.note.code), ErrorUrl: source.url },
    idempotencyToken: network.switches.sameTokenOnFallback ? first.idempotencyToken : undefined,
  });
  const second = await unlessCut(leg, fallback);
  if (second === 'cut') return { type: 'cut' };
  const last = interpret(leg, fallbackUrl, second);
  if (last.type === 'document') return { ...last, isFallback: true };
  leg.note(last.note, fallbackUrl);
  return { type: 'failed' };
}

/** A reply that comes when the leg is gone is thrown away; the call does not wait for it. */
async function unlessCut<T>(leg: Leg, work: Promise<T>): Promise<T | 'cut'> {
  const first = await Promise.race([work, leg.line.whenCut().then(() => 'cut' as const)]);
  return leg.line.isCut ? 'cut' : first;
}

type Interpreted =
  | { readonly type: 'document'; readonly verbs: readonly Verb[]; readonly base: string | undefined }
  | { readonly type: 'unusable'; readonly note: Note };

function readInline(leg: Leg, text: string): Fetched {
  const reading = readDocument(text);
  if (reading.type === 'unreadable') {
    leg.note(reading.note, undefined);
    return { type: 'failed' };
  }
  for (const note of reading.notes) leg.note(note, undefined);
  return { type: 'document', verbs: reading.verbs, base: undefined, isFallback: false };
}

function interpret(leg: Leg, url: string, { outcome }: Delivered): Interpreted {
  const verdict = judge(outcome);
  return verdict.type === 'usable' ? readReply(leg, url, verdict.reply) : verdict;
}

function readReply(leg: Leg, url: string, reply: Reply): Interpreted {
  const refused = typeRefusalOf(reply);
  if (refused) return { type: 'unusable', note: refused };
  const mime = (reply.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mime.startsWith('audio/')) return { type: 'document', verbs: [playing(url), { type: 'hang-up' }], base: url };
  const text = reply.body.toString('utf8');
  const reading = readDocument(text);
  if (reading.type === 'document') {
    for (const note of reading.notes) leg.note(note, url);
    return { type: 'document', verbs: reading.verbs, base: url };
  }
  if (mime === 'text/plain') return { type: 'document', verbs: [saying(text), { type: 'hang-up' }], base: url };
  return { type: 'unusable', note: reading.note };
}

const playing = (url: string): Verb => ({ type: 'play', url, digits: undefined, loop: 1 });

const saying = (text: string): Verb => ({
  type: 'say',
  text: text.replace(/\s+/g, ' ').trim(),
  breaksMs: 0,
  stretchMs: 0,
  voice: 'man',
  language: 'en-US',
  loop: 1,
});
