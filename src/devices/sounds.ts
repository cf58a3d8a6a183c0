/** What a terminal lets be heard: something was read, or something was shown that is not read here. */
export type Sound = 'read' | 'not-read';

export interface Sounds {
  /** Plays at once, over what is still heard. Silent where the machine has no sound or the browser holds it back. */
  play(sound: Sound): void;
}

interface Note {
  readonly hertz: number;
  readonly startsAtS: number;
  readonly lengthS: number;
}

/**
 * Both lie between 300 and 1,000 Hz, where hearing fades last with age. The one rises and is bright, the other falls
 * and is soft: they differ in three ways, so that nobody needs a musical ear.
 */
const MELODIES: Readonly<Record<Sound, { readonly shape: OscillatorType; readonly notes: readonly Note[] }>> =
  {
    read: {
      shape: 'triangle',
      notes: [
        { hertz: 659, startsAtS: 0, lengthS: 0.12 },
        { hertz: 988, startsAtS: 0.11, lengthS: 0.22 },
      ],
    },
    'not-read': {
      shape: 'sine',
      notes: [
        { hertz: 440, startsAtS: 0, lengthS: 0.2 },
        { hertz: 330, startsAtS: 0.22, lengthS: 0.34 },
      ],
    },
  };

const LOUDNESS = 0.4;
const RISE_S = 0.015;
const SILENCE = 0.0001;

/** What of the Web Audio API is used; a test stands in for it at this edge. */
export type Loudspeaker = Pick<
  BaseAudioContext,
  'currentTime' | 'destination' | 'createOscillator' | 'createGain'
> &
  Partial<Pick<AudioContext, 'state' | 'resume'>>;

function playNote(speaker: Loudspeaker, shape: OscillatorType, { hertz, startsAtS, lengthS }: Note): void {
  const from = speaker.currentTime + startsAtS;
  const oscillator = speaker.createOscillator();
  const gain = speaker.createGain();
  oscillator.type = shape;
  oscillator.frequency.value = hertz;
  // A tone that begins or ends at once clicks.
  gain.gain.setValueAtTime(SILENCE, from);
  gain.gain.exponentialRampToValueAtTime(LOUDNESS, from + RISE_S);
  gain.gain.exponentialRampToValueAtTime(SILENCE, from + lengthS);
  oscillator.connect(gain).connect(speaker.destination);
  oscillator.start(from);
  oscillator.stop(from + lengthS);
}

/**
 * Tones made by the browser itself: no file, no network.
 * @param open opens the way to the loudspeaker, once, when something is first to be heard
 */
export function createSounds(open: () => Loudspeaker = () => new AudioContext()): Sounds {
  let speaker: Loudspeaker | undefined;
  return {
    play(sound) {
      const { shape, notes } = MELODIES[sound];
      try {
        speaker ??= open();
        // Browsers hold sound back until the page was touched once; what was meant to be heard then is past.
        if (speaker.state === 'suspended') void speaker.resume?.().catch(() => undefined);
        for (const note of notes) playNote(speaker, shape, note);
      } catch {
        // No sound card, no Web Audio: everything that is heard is on the screen as well.
      }
    },
  };
}

/** The loudspeaker of this page: a tone goes on when the screen that asked for it is left. */
export const pageSounds = createSounds();
