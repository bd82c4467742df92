const SAMPLES_PER_SECOND = 8000;
const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
/** A quiet tone, so that a recording can be told from silence. */
const TONE_HERTZ = 220;
const LOUDNESS = 3000;

/** A WAV file with a quiet tone for so long: 8 kHz, 16 bit, one channel. */
export function syntheticWav(seconds: number): Buffer {
  const samples = Math.round(seconds * SAMPLES_PER_SECOND);
  const bytes = samples * BYTES_PER_SAMPLE;
  const wav = Buffer.alloc(HEADER_BYTES + bytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  wav.writeUInt32LE(SAMPLES_PER_SECOND * BYTES_PER_SAMPLE, 28);
  wav.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(bytes, 40);
  for (let sample = 0; sample < samples; sample += 1) {
    const angle = (2 * Math.PI * TONE_HERTZ * sample) / SAMPLES_PER_SECOND;
    wav.writeInt16LE(Math.round(LOUDNESS * Math.sin(angle)), HEADER_BYTES + sample * BYTES_PER_SAMPLE);
  }
  return wav;
}

/** MPEG-1 layer III, 32 kbit/s, 44.1 kHz, one channel: 1,152 samples in 104 bytes. */
const FRAME = Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0xc0]), Buffer.alloc(100)]);
const FRAMES_PER_SECOND = 44_100 / 1152;

/** An MP3 file of silence for so long. */
export const silentMp3 = (seconds: number): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(seconds * FRAMES_PER_SECOND) }, () => FRAME));
