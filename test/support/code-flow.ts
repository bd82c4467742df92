import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Sends a code by text (1) or e-mail (2), asks for it, and says in words what became of it. */
const FLOW = `format: 1
flow: hotline
start: begin
variables:
  code: { type: sensitive }
  sent: { from: identity.send-code }
  checked: { from: identity.check-code }
defaults: { input: [dtmf], timeout: 10s, attempts: 3, exhausted: bye, notVerified: choose, keys: { "*": repeat } }
nodes:
  begin: { type: set, set: { language: en }, next: choose }
  choose:
    type: menu
    prompt: try-choose
    choices:
      - { dtmf: "1", label: sms, next: by-sms }
      - { dtmf: "2", label: email, next: by-email }
  by-sms:
    type: service
    service: identity.send-code
    input: { channel: { value: sms } }
    into: sent
    exits: { sent-by-sms: say-tail, sent-by-email: bye, too-soon: say-too-soon, limited: say-limited, locked: say-locked, person: say-person, unavailable: say-unavailable }
  by-email:
    type: service
    service: identity.send-code
    input: { channel: { value: email } }
    into: sent
    exits: { sent-by-sms: bye, sent-by-email: say-initial, too-soon: say-too-soon, limited: say-limited, locked: say-locked, person: say-person, unavailable: say-unavailable }
  say-tail: { type: play, prompt: try-tail, next: ask }
  say-initial: { type: play, prompt: try-initial, next: ask }
  ask: { type: collect, prompt: try-ask, digits: { min: 6, max: 6 }, sensitive: true, into: code, next: check }
  check:
    type: service
    service: identity.check-code
    input: { code: code }
    into: checked
    exits: { verified-by-sms: say-verified, verified-by-email: say-verified, wrong: say-wrong, expired: say-expired, used: say-used, over-tried: say-over-tried, locked: say-locked, unavailable: say-unavailable }
  say-wrong: { type: play, prompt: try-wrong, next: ask }
  say-verified: { type: play, prompt: try-verified, next: ask }
  say-used: { type: play, prompt: try-used, next: bye }
  say-expired: { type: play, prompt: try-expired, next: choose }
  say-over-tried: { type: play, prompt: try-over-tried, next: choose }
  say-too-soon: { type: play, prompt: try-too-soon, next: choose }
  say-limited: { type: play, prompt: try-limited, next: bye }
  say-locked: { type: play, prompt: try-locked, next: bye }
  say-person: { type: play, prompt: try-person, next: bye }
  say-unavailable: { type: play, prompt: try-unavailable, next: bye }
  bye: { type: hang-up, prompt: goodbye }
`;

const PROMPTS = `goodbye: "Goodbye."
apology: "Sorry."
one-moment: "One moment."
reduced-greeting: "Hello."
reduced-closed: "We are closed."
try-choose: "Text one, mail two."
try-tail: "Sent to the number ending {sentTail}."
try-initial: "Sent to the mail beginning {sentInitial}."
try-ask: "Key the code."
try-wrong: "Wrong code."
try-verified: "You are verified."
try-used: "Used code."
try-expired: "Expired code."
try-over-tried: "Too many tries."
try-too-soon: "Too soon."
try-limited: "No more codes."
try-locked: "Locked."
try-person: "A person helps."
try-unavailable: "Not available."
`;

/** Files of staff with this flow alone; gone when the test is over. */
export function codeFlow(): { readonly flowsDir: string; readonly configDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'code-flow-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [flowsDir, configDir] = [join(folder, 'flows'), join(folder, 'config')];
  cpSync('config', configDir, { recursive: true });
  mkdirSync(join(flowsDir, 'prompts'), { recursive: true });
  cpSync('flows/phrases', join(flowsDir, 'phrases'), { recursive: true });
  writeFileSync(join(flowsDir, 'hotline.yaml'), FLOW);
  for (const language of ['en', 'es', 'zh-CN']) writeFileSync(join(flowsDir, 'prompts', `${language}.yaml`), PROMPTS);
  return { flowsDir, configDir };
}
