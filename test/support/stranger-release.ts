import type { Contract } from '../../src/flow/contract.ts';
import type { Release } from '../../src/flow/release.ts';
import { smallRelease } from './small-release.ts';

/** A service that says found or not. */
export const lookUp: Contract = {
  service: 'test.look-up',
  summary: 'Looks something up.',
  input: {},
  outcomes: { found: {}, 'not-found': {} },
  effect: false,
  idempotent: true,
  deadlineMs: 60_000,
};

/** A flow in which a call can come into every phase: listening, asking, recording, queued, dialling, closing. */
export const everyPhase: Release = smallRelease({
  contracts: [lookUp],
  flow: `
start: menu
defaults: { exhausted: to-agent, keys: { "0": to-agent, "9": menu, "*": repeat } }
nodes:
  menu:
    type: menu
    prompt: menu
    choices: [ { dtmf: "1", next: look-up }, { dtmf: "2", next: leave-message }, { dtmf: "3", next: connect }, { dtmf: "4", next: bye }, { dtmf: "5", next: twice } ]
  look-up: { type: service, service: test.look-up, exits: { found: found, not-found: menu, unavailable: sorry } }
  twice: { type: service, service: test.look-up, exits: { found: look-up, not-found: look-up, unavailable: sorry } }
  found: { type: play, prompt: found, next: menu }
  sorry: { type: play, prompt: sorry, next: menu }
  leave-message: { type: record, purpose: voicemail, prompt: speak-now, exits: { recorded: note, empty: menu, failed: menu } }
  note: { type: tag, tags: { message: { value: left } }, next: menu }
  connect: { type: transfer, to: desk, exits: { completed: bye, busy: menu, no-answer: menu, failed: menu } }
  to-agent: { type: queue, queue: general, entering: connecting, waiting: waiting, maxWait: 2m, exits: { answered: bye, timeout: menu, full: menu, closed: menu, unavailable: menu } }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    menu: 'Menu.',
    found: 'Found.',
    sorry: 'Sorry.',
    'speak-now': 'Speak now.',
    connecting: 'Connecting.',
    waiting: 'Waiting.',
  },
});
