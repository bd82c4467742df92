import type { RecordedFact } from '../../calls/call-record.ts';
import type { FactOf } from '../../flow/facts.ts';
import { flowOf, type NodeId, nodeNameOf } from '../../flow/ids.ts';
import { isPlainName, toWords } from './plain-words.ts';

/** Choices that say less than what comes of them. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set([
  'agent',
  'agree',
  'another',
  'automated-help',
  'callback',
  'confirm',
  'done',
  'finish',
  'message',
  'more',
  'refuse',
  'text-me',
  'try-again',
]);

/** What a caller wanted, as it becomes clear. */
interface Wish {
  /** The fact it is told at. */
  readonly place: RecordedFact;
  readonly menu?: NodeId;
  chosen?: string | undefined;
  topic?: string | undefined;
  subject?: string | undefined;
}

/**
 * What a caller wanted, each time, by the fact that it begins with. The tags `topic` and `subject` tell it best; without
 * them it is what was chosen in the first menu, and again whenever the caller comes back to that menu.
 */
export function wishesIn(facts: readonly RecordedFact[]): ReadonlyMap<RecordedFact, string> {
  const wishes: Wish[] = [];
  for (const place of facts) {
    const { fact } = place;
    if (fact.type === 'chosen' && isChoice(fact)) noteChoice(wishes, place, fact);
    if (fact.type === 'tagged' && isPlainName(fact.value)) noteTag(wishes, place, fact);
  }
  return new Map(wishes.map((wish) => [wish.place, `chose ${wordsOf(wish)}`]));
}

function noteChoice(wishes: Wish[], place: RecordedFact, { node, exit }: FactOf<'chosen'>): void {
  const menu = wishes.find((wish) => wish.menu !== undefined)?.menu;
  if (menu === undefined || menu === node) wishes.push({ place, menu: node, chosen: exit });
}

/** A tag completes the wish that lacks it, else it is of another wish. */
function noteTag(wishes: Wish[], place: RecordedFact, { key, value }: FactOf<'tagged'>): void {
  if (key !== 'topic' && key !== 'subject') return;
  const last = wishes.at(-1);
  const isOpen = last?.subject === undefined && (key === 'subject' || last?.topic === undefined);
  if (last && isOpen) last[key] = value;
  else wishes.push({ place, topic: last?.topic, [key]: value });
}

/** A topic that is none in particular, and one that its subject repeats, say nothing. */
function wordsOf({ chosen, topic, subject }: Wish): string {
  if (topic === undefined) return toWords(subject ?? chosen ?? '');
  if (subject === undefined) return toWords(topic);
  return toWords(topic === 'other' || topic === subject ? subject : `${topic} ${subject}`);
}

function isChoice({ exit, node }: FactOf<'chosen'>): boolean {
  if (exit.startsWith('always-') || TOLD_OTHERWISE.has(exit) || !isPlainName(exit)) return false;
  return ![flowOf(node), nodeNameOf(node)].some((name) => name === 'language' || name === 'region');
}
