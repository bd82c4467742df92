import { createCaptions } from './captions.js';
import { element } from './element.js';
import { createKeypad } from './keypad.js';
import { fetchScene, placeCall } from './line.js';
import { createPath } from './path.js';
import { showTwiml } from './twiml.js';
import { createVoice } from './voice.js';

const get = (id) => document.getElementById(id);
const to = get('to');
const hook = get('hook');
const words = get('words');
const confidence = get('confidence');

let call;
/** The call that is being placed: whoever hangs up before it rings means it too. */
let placing;
let answeredAt;
let hotlineAhead = 0;
const zones = new Map();

const captions = createCaptions(get('captions'));
const voice = createVoice({ checkbox: get('aloud'), note: get('voices-note') });
const keypad = createKeypad(get('keypad'), (key) => attempt(() => call?.press(key)));
const path = createPath(get('path'), get('choices'), (key) => keypad.press(key));

const complain = (text) => get('troubles').append(element('p', text));
/** `state` colours the mark beside the words: idle, ringing, live, waiting or ended. */
const show = (status, state) => {
  get('status').textContent = status;
  document.body.dataset.state = state;
};
const twimlHint = get('twiml').firstElementChild;

/** What the server refuses is told, and the page goes on. */
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    complain(error.message);
  }
}

const isLive = () => hook.classList.contains('is-live');

function setLive(live) {
  hook.textContent = live ? 'Hang up' : 'Call';
  hook.classList.toggle('is-live', live);
  for (const control of [words, get('say')]) control.disabled = !live;
  for (const control of [to, get('from')]) control.disabled = live;
}

async function place() {
  const parties = { from: get('from').value.trim(), to: to.value };
  captions.clear();
  path.clear();
  get('twiml').replaceChildren(twimlHint);
  get('twiml-source').textContent = '';
  get('troubles').replaceChildren();
  get('from').removeAttribute('aria-invalid');
  answeredAt = undefined;
  setLive(true);
  tick();
  show('Ringing', 'ringing');
  try {
    placing = placeCall(parties, look);
    call = await placing;
  } catch (error) {
    complain(error.message);
    ended('Ready', 'idle');
    captions.showHint();
    path.showHint();
    get('from').setAttribute('aria-invalid', 'true');
    get('from').focus();
  }
}

async function hangUp() {
  const placed = call ?? (await placing?.catch(() => undefined));
  await placed?.hangUp();
}

function ended(status, state) {
  call = undefined;
  placing = undefined;
  answeredAt = undefined;
  setLive(false);
  path.end();
  show(status, state);
}

/** Shows one thing that was seen of the call. */
function look(sight) {
  if (sight.type === 'turn') path.show(sight.turn);
  if (sight.type === 'document') showTwiml(get('twiml'), sight, get('twiml-source'));
  if (sight.type === 'note') complain(`${sight.note.level} ${sight.note.code}: ${sight.note.message}`);
  if (sight.type === 'call') happen(sight.event);
}

function happen(event) {
  captions.show(event);
  switch (event.type) {
    case 'answered':
      answeredAt = Date.now();
      return show('Connected', 'live');
    case 'heard':
      return voice.speak(event.text, event.language);
    case 'played':
      return voice.play(event.url);
    case 'pressed':
    case 'said':
      return event.taken ? voice.hush() : undefined;
    case 'queued':
      return show(`Waiting in ${event.queue}, place ${event.position}`, 'waiting');
    case 'recording':
      return show('Recording', 'recording');
    case 'recorded':
    case 'left-queue':
    case 'unbridged':
      return show('Connected', 'live');
    case 'bridged':
      return show(`Talking with ${event.with}`, 'live');
    case 'ended':
      voice.hush();
      return ended('Call ended', 'ended');
  }
}

/** Minutes and seconds of the call, and the hotline's own time. */
function tick() {
  const seconds = answeredAt === undefined ? 0 : Math.floor((Date.now() - answeredAt) / 1000);
  if (isLive()) get('timer').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const timeZone = zones.get(to.value);
  if (!timeZone) return;
  const now = new Date(Date.now() + hotlineAhead);
  get('clock-zone').textContent = timeZone.replaceAll('_', ' ');
  get('clock').textContent = now.toLocaleString('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  get('clock').dateTime = now.toISOString();
}

async function open() {
  const { now, numbers } = await fetchScene();
  hotlineAhead = now - Date.now();
  for (const { number, isForAgents, region, language, zone } of numbers) {
    const facts = [isForAgents ? 'for agents' : (region ?? 'any region'), language].filter(Boolean).join(', ');
    to.append(element('option', { value: number }, `${number} (${facts})`));
    zones.set(number, zone);
  }
  tick();
  setInterval(tick, 500);
}

get('scene').addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(() => (isLive() ? hangUp() : place()));
});
get('microphone').addEventListener('submit', (event) => {
  event.preventDefault();
  const said = words.value.trim();
  words.value = '';
  if (said !== '') void attempt(() => call?.say(said, Number(confidence.value)));
});
confidence.addEventListener('input', () => {
  get('confidence-shown').textContent = Number(confidence.value).toFixed(2);
});
to.addEventListener('change', tick);
void attempt(open);
