import type { CallStore } from '../../../src/calls/ports.ts';
import type { Twilio } from '../../../src/emulator/twilio.ts';
import type { Release } from '../../../src/flow/release.ts';
import type { LogTarget } from '../../../src/log.ts';
import { codeIn, type Post } from '../../../src/mail/post.ts';
import type { Hotline } from '../../../src/main.ts';
import { keepSecret, keepText } from './keep.ts';

/** Whether the node keeps nothing of what is keyed at it. */
export const isSensitive = ({ nodes }: Pick<Release, 'nodes'>, id: string): boolean => {
  const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
  return node !== undefined && 'sensitive' in node && node.sensitive === true;
};

/** Numbers of fifteen digits or more with a right check digit: fewer may be a telephone's. */
const CARD = /^\d{15,19}$/;

/** Whether these keys may be the number of a card. */
export function mayBeCard(keyed: string): boolean {
  const digits = keyed.replace(/\D/g, '');
  const sum = [...digits].toReversed().reduce((total, digit, index) => total + share(Number(digit), index), 0);
  return CARD.test(digits) && sum % 10 === 0;
}

/** What a digit adds to the sum of Luhn, by its place from the right. */
const share = (digit: number, index: number): number => (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0));

/** Gathers all that a hotline in this process leaves behind, and what is keyed to it in secret. */
export interface HotlineWatch {
  readonly watchStore: (store: CallStore) => CallStore;
  /** Takes the log, and passes it on where a test wants it, too. */
  readonly logTo: LogTarget;
  /** A form that was brought to an address. */
  asked(path: string, form: Readonly<Record<string, string>>): void;
  /** Codes that went out. */
  sent(post: Post): void;
}

export function watchHotline(
  hotline: () => Pick<Hotline, 'release' | 'line'>,
  passOn: LogTarget = { write: () => undefined },
): HotlineWatch {
  /** Where each call stands after a turn, and whether what is keyed there is a secret. */
  const secretAt = new Set<string>();
  return {
    watchStore: (store) => ({
      ...store,
      commit: async (commit) => {
        keepText('a commit of a call', JSON.stringify(commit));
        const { release, line } = hotline();
        const { turn, call } = commit.next;
        if (call.dialled === line || isSensitive(release, call.node)) secretAt.add(`${commit.sid}/${turn}`);
        return store.commit(commit);
      },
      append: (sid, batch) => {
        keepText('the journal', JSON.stringify(batch));
        return store.append(sid, batch);
      },
      putAnswer: (sid, index, answer) => {
        keepText('an answer beside a call', JSON.stringify(answer));
        return store.putAnswer(sid, index, answer);
      },
    }),
    logTo: {
      write: (line) => {
        keepText('the log', line);
        passOn.write(line);
      },
    },
    asked(path, form) {
      keepText('an address', path);
      const { CallSid = '', Digits = '' } = form;
      const turn = Number(/\/call\/(\d+)\//.exec(path)?.[1] ?? '0');
      if (mayBeCard(Digits) || secretAt.has(`${CallSid}/${turn - 1}`)) keepSecret(Digits);
    },
    sent(post) {
      for (const { text } of post.letters()) keepSecret(codeIn(text) ?? '');
    },
  };
}

/** All that an emulated carrier has asked of the hotline. */
export function keepRequests({ asked }: HotlineWatch, twilio: Twilio): void {
  for (const { url, parameters } of twilio.calls().flatMap(({ requests }) => requests)) asked(url, parameters);
}
