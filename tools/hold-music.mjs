// Composes the music that callers hear while they wait, and writes it to flows/audio/hold-music.wav: three quarters of
// a minute of quiet arpeggios over four chords. Tune and sound are this program's own, so OKPay may play them anywhere.
import { mkdirSync, writeFileSync } from 'node:fs';

/** What a telephone line carries: 8,000 samples a second of 16 bits, one channel. */
const RATE = 8000;
const BEAT_SECONDS = 0.47;
const SECONDS = 45;
const LOUDNESS = 0.3;

/** Notes as MIDI numbers, the highest within what a telephone lets through. */
const CHORDS = [
  [60, 64, 67, 71, 74, 71, 67, 64],
  [57, 60, 64, 67, 72, 67, 64, 60],
  [53, 57, 60, 64, 69, 64, 60, 57],
  [55, 59, 62, 67, 71, 69, 67, 62],
];
const MELODY = [
  79, 0, 0, 76, 74, 0, 76, 0, 72, 0, 0, 0, 74, 0, 71, 0, 72, 0, 0, 69, 67, 0, 69, 0, 71, 0, 0, 0, 0, 0, 74, 0,
];

const frequencyOf = (note) => 440 * 2 ** ((note - 69) / 12);

const samples = new Float64Array(RATE * SECONDS);

/** A plucked tone: a few harmonics, the higher ones dying away sooner. */
function pluck(note, atSeconds, loudness, lastsSeconds) {
  const start = Math.round(atSeconds * RATE);
  const end = Math.min(samples.length, start + Math.round(lastsSeconds * RATE));
  for (let at = start; at < end; at += 1) {
    const time = (at - start) / RATE;
    const attack = Math.min(1, time / 0.012);
    let value = 0;
    for (let harmonic = 1; harmonic <= 4; harmonic += 1) {
      const decay = Math.exp(-time * (1.1 + 0.9 * harmonic));
      value += (decay / harmonic ** 1.6) * Math.sin(2 * Math.PI * frequencyOf(note) * harmonic * time);
    }
    samples[at] += loudness * attack * value;
  }
}

const beats = Math.floor((SECONDS - 3) / BEAT_SECONDS);
for (let beat = 0; beat < beats; beat += 1) {
  const chord = CHORDS[Math.floor(beat / 8) % CHORDS.length];
  pluck(chord[beat % 8], beat * BEAT_SECONDS, beat % 8 === 0 ? 0.55 : 0.4, 2.6);
  const note = MELODY[beat % MELODY.length];
  if (note > 0 && beat >= 16) pluck(note, beat * BEAT_SECONDS, 0.35, 3);
}

/** In quietly, out quietly: the voice that comes before and after must not be cut by a click. */
const fade = (at) => Math.min(1, at / (1.5 * RATE), (samples.length - at) / (3 * RATE));
const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);

const bytes = Buffer.alloc(44 + samples.length * 2);
bytes.write('RIFF', 0, 'latin1');
bytes.writeUInt32LE(bytes.length - 8, 4);
bytes.write('WAVEfmt ', 8, 'latin1');
bytes.writeUInt32LE(16, 16);
bytes.writeUInt16LE(1, 20);
bytes.writeUInt16LE(1, 22);
bytes.writeUInt32LE(RATE, 24);
bytes.writeUInt32LE(RATE * 2, 28);
bytes.writeUInt16LE(2, 32);
bytes.writeUInt16LE(16, 34);
bytes.write('data', 36, 'latin1');
bytes.writeUInt32LE(samples.length * 2, 40);
samples.forEach((value, at) => {
  bytes.writeInt16LE(Math.round((value / peak) * LOUDNESS * fade(at) * 32_767), 44 + at * 2);
});

mkdirSync('flows/audio', { recursive: true });
writeFileSync('flows/audio/hold-music.wav', bytes);
console.log(`flows/audio/hold-music.wav: ${SECONDS} s, ${Math.round(bytes.length / 1024)} kB`);
