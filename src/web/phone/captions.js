import { element, scrollToEnd } from './element.js';

const ENDED = {
  caller: 'You hung up.',
  hotline: 'The hotline hung up.',
  other: 'The other side hung up.',
  network: 'The network ended the call.',
};

/** How a wait ended, by the result that the carrier tells. */
const LEFT = {
  bridged: 'an agent answered',
  hangup: 'hung up while waiting',
  leave: 'the flow goes on',
  'queue-full': 'it is full',
};

/** What happens beside talking, in words; nothing where it is of no interest. */
const ASIDES = {
  ringing: () => 'Ringing',
  answered: () => 'Answered',
  played: ({ url }) => `Plays ${url.split('/').at(-1)}`,
  beep: () => 'Beep',
  recording: ({ maxLengthSeconds }) => `Recording, at most ${maxLengthSeconds} seconds. Any key ends it.`,
  recorded: ({ durationSeconds }) => `Recorded ${durationSeconds} seconds`,
  queued: ({ queue, position }) => `In the queue ${queue}, place ${position}`,
  'left-queue': ({ queue, result }) => `Out of the queue ${queue}: ${LEFT[result] ?? result}`,
  dialling: ({ to }) => `Dialling ${to}`,
  bridged: (event) => `Connected with ${event.with}`,
  unbridged: (event) => `No longer connected with ${event.with}`,
  ended: ({ by }) => ENDED[by],
};

/** Writes down in `list` what is said and what happens. */
export function createCaptions(list) {
  const hint = list.firstElementChild;
  function add(...contents) {
    list.append(element('li', ...contents));
    scrollToEnd(list.parentElement);
  }
  const heard = ({ text, language }) =>
    add(
      { className: 'heard' },
      element('span', { className: 'who' }, language),
      element('p', { lang: language }, text),
    );
  const did = (what, taken) =>
    add(
      { className: taken ? 'mine' : 'mine lost' },
      element('span', { className: 'who' }, 'you'),
      element('p', taken ? what : `${what} – nothing was listening`),
    );
  return {
    clear: () => list.replaceChildren(),
    /** What stands there while no call was placed. */
    showHint: () => list.replaceChildren(hint),
    show(event) {
      if (event.type === 'heard') return heard(event);
      if (event.type === 'told') return heard({ text: event.words, language: '' });
      if (event.type === 'pressed') return did(event.key, event.taken);
      if (event.type === 'said') return did(`“${event.words}”`, event.taken);
      const aside = ASIDES[event.type]?.(event);
      if (aside !== undefined) add({ className: 'aside' }, aside);
    },
  };
}
