import { element } from './element.js';

const LETTERS = { 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ', 0: '+' };
const NAMES = { '*': 'star', '#': 'hash' };
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Fills `pad` with keys, and lets the keyboard press them where no text is being written. */
export function createKeypad(pad, onKey) {
  const buttons = new Map(KEYS.map((key) => [key, keyButton(key)]));
  pad.append(...buttons.values());

  function press(key) {
    const button = buttons.get(key);
    button.classList.remove('is-pressed');
    // Reading the width makes the browser start the animation anew.
    void button.offsetWidth;
    button.classList.add('is-pressed');
    playTone(key);
    onKey(key);
  }
  for (const [key, button] of buttons) button.addEventListener('click', () => press(key));
  document.addEventListener('keydown', (event) => {
    const isWriting =
      event.target instanceof Element && event.target.closest('input:not([type=checkbox]), select, textarea');
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !buttons.has(event.key)) return;
    event.preventDefault();
    press(event.key);
  });
  return { press };
}

function keyButton(key) {
  const letters = element('small', { ariaHidden: 'true' }, LETTERS[key] ?? '');
  const name = NAMES[key] ? { ariaLabel: NAMES[key] } : {};
  return element('button', { type: 'button', className: 'key', ...name }, key, letters);
}

/** Hz of the row and the column: ITU-T Q.23. */
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const TONE_SECONDS = 0.12;
let audio;

/** The two tones of a key, softly; silence where the browser has no sound. */
function playTone(key) {
  const index = KEYS.indexOf(key);
  if (!('AudioContext' in window)) return;
  audio ??= new AudioContext();
  const gain = audio.createGain();
  gain.gain.value = 0.04;
  gain.connect(audio.destination);
  for (const frequency of [ROWS[Math.floor(index / 3)], COLUMNS[index % 3]]) {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start();
    tone.stop(audio.currentTime + TONE_SECONDS);
  }
}
