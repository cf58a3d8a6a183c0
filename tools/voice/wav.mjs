// The sound of a clip: read as espeak-ng writes it, trimmed, levelled, and written as G.711 µ-law in a WAV file.

const FRAME_MS = 10;
/** Below this share of the loudest frame it is silence. */
const SILENCE = 0.02;
/** What stays before and after the speech, so that no consonant is cut. */
const MARGIN_MS = 20;
const FADE_MS = 5;
/** Every clip is as loud as the others: the root mean square of its speech, and the highest peak, of full scale. */
const LEVEL = 0.13;
const PEAK = 0.89;

/**
 * @param {Uint8Array} bytes a WAV file, PCM 16 bit, one channel
 * @returns {{rate: number, samples: Float64Array}} samples from -1 to 1
 */
export function readPcm(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at) => String.fromCharCode(...bytes.subarray(at, at + 4));
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    // A program that writes to a pipe does not know the length beforehand: what stands there is all that follows.
    const size = Math.min(view.getUint32(at + 4, true), bytes.length - at - 8);
    if (name(at) === 'fmt ') rate = view.getUint32(at + 12, true);
    if (name(at) === 'data') {
      const count = Math.floor(size / 2);
      return {
        rate,
        samples: Float64Array.from({ length: count }, (_, i) => view.getInt16(at + 8 + i * 2, true) / 32768),
      };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('no sound in the file');
}

/** The root mean square of each stretch of 10 ms. */
export function energies(samples, rate) {
  const length = Math.round((rate * FRAME_MS) / 1000);
  return Array.from(
    { length: Math.floor(samples.length / length) },
    (_, frame) => Math.hypot(...samples.subarray(frame * length, (frame + 1) * length)) / Math.sqrt(length),
  );
}

/** Cuts the silence off both ends, brings the speech to the common level, and lets it begin and end softly. */
export function prepare({ rate, samples }) {
  const frames = energies(samples, rate);
  const floor = Math.max(...frames) * SILENCE;
  const first = frames.findIndex((energy) => energy > floor);
  const last = frames.findLastIndex((energy) => energy > floor);
  const at = (frame, marginMs) => Math.round(((frame * FRAME_MS + marginMs) * rate) / 1000);
  const cut = samples.slice(Math.max(0, at(first, -MARGIN_MS)), at(last + 1, MARGIN_MS));

  const loud = frames.filter((energy) => energy > floor * 5);
  const level = Math.sqrt(loud.reduce((sum, energy) => sum + energy ** 2, 0) / loud.length);
  const peak = cut.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  const gain = Math.min(LEVEL / level, PEAK / peak);
  const fade = Math.round((rate * FADE_MS) / 1000);
  return {
    rate,
    samples: cut.map((sample, i) => sample * gain * Math.min(1, i / fade, (cut.length - 1 - i) / fade)),
  };
}

/** One sample in eight bits, as ITU-T G.711 says for the µ-law: sign, segment, place in the segment, all inverted. */
function muLaw(sample) {
  const magnitude = Math.min(32635, Math.round(Math.abs(sample) * 32767)) + 132;
  const segment = Math.floor(Math.log2(magnitude)) - 7;
  const place = (magnitude >> (segment + 3)) & 15;
  return ~((sample < 0 ? 128 : 0) | (segment << 4) | place) & 255;
}

/** @returns {Uint8Array} a WAV file, µ-law (format 7), one channel */
export function writeMuLaw({ rate, samples }) {
  const size = samples.length + (samples.length % 2);
  const bytes = new Uint8Array(58 + size).fill(255);
  const view = new DataView(bytes.buffer);
  const text = (at, value) => [...value].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 50 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 18, true);
  view.setUint16(20, 7, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  view.setUint16(36, 0, true);
  text(38, 'fact');
  view.setUint32(42, 4, true);
  view.setUint32(46, samples.length, true);
  text(50, 'data');
  view.setUint32(54, samples.length, true);
  bytes.set(Uint8Array.from(samples, muLaw), 58);
  return bytes;
}
