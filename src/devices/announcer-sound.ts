import type { Piece } from '../model/spoken-number.ts';

/** Whether sound can be heard: `locked` until somebody touches the screen once, `none` where the browser has no sound. */
export type SoundState = 'ready' | 'locked' | 'none';

/** What an announcer plays with; a test stands in for it at this edge. */
export interface AnnouncerSound {
  readonly state: SoundState;
  /** Two soft notes, high and low. Resolves when they have sounded. */
  chime(): Promise<void>;
  /** @returns whether all pieces were there and sounded to the end */
  play(pieces: readonly Piece[]): Promise<boolean>;
  /** @returns stops telling */
  onChange(listener: () => void): () => void;
  stop(): void;
}

/** What of the Web Audio API is used. */
type Context = AudioContext;

const NOTES_HZ = [659.26, 523.25] as const;
const NOTE_S = 0.55;
const NOTE_LEVEL = 0.35;
/** Between two clips of a sentence. */
const GAP_S = 0.06;
const SOON_S = 0.05;
/** A browser that never says that a sound ended must not hold up the next. */
const GRACE_MS = 1_500;

const silent: AnnouncerSound = {
  state: 'none',
  chime: () => Promise.resolve(),
  play: () => Promise.resolve(false),
  onChange: () => () => undefined,
  stop: () => undefined,
};

export interface AnnouncerSoundOptions {
  /** The folder of the clips, with a slash at its end. */
  readonly folder?: string;
  /** 0 to 1. */
  readonly volume?: number;
}

/** @returns the sound of this browser; a silent one where it has none */
export function createAnnouncerSound({
  folder = '/voice/',
  volume = 1,
}: AnnouncerSoundOptions = {}): AnnouncerSound {
  try {
    return typeof AudioContext === 'function'
      ? new WebAudioSound(new AudioContext(), folder, Math.min(1, Math.max(0, volume)))
      : silent;
  } catch {
    // A machine may have no sound card, or too many contexts open.
    return silent;
  }
}

class WebAudioSound implements AnnouncerSound {
  readonly #context: Context;
  readonly #folder: string;
  readonly #out: GainNode;
  readonly #clips = new Map<string, Promise<AudioBuffer>>();

  constructor(context: Context, folder: string, volume: number) {
    this.#context = context;
    this.#folder = folder;
    this.#out = context.createGain();
    this.#out.gain.value = volume;
    this.#out.connect(context.destination);
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, this.#unlock, { capture: true });
    this.#unlock();
  }

  get state(): SoundState {
    return this.#context.state === 'running' ? 'ready' : 'locked';
  }

  async chime(): Promise<void> {
    const startS = this.#context.currentTime + SOON_S;
    NOTES_HZ.forEach((hz, index) => this.#note(hz, startS + index * NOTE_S));
    await later((SOON_S + NOTES_HZ.length * NOTE_S) * 1_000);
  }

  async play(pieces: readonly Piece[]): Promise<boolean> {
    try {
      const parts = await Promise.all(
        pieces.map(async (piece) => ('clip' in piece ? this.#clip(piece.clip) : piece.restMs / 1_000)),
      );
      let atS = this.#context.currentTime + SOON_S;
      const startS = atS;
      let last: AudioBufferSourceNode | undefined;
      for (const part of parts) {
        if (typeof part === 'number') atS += part;
        else {
          last = this.#context.createBufferSource();
          last.buffer = part;
          last.connect(this.#out);
          last.start(atS);
          atS += part.duration + GAP_S;
        }
      }
      await Promise.race([ended(last), later((atS - startS) * 1_000 + GRACE_MS)]);
      return true;
    } catch {
      return false;
    }
  }

  onChange(listener: () => void): () => void {
    this.#context.addEventListener('statechange', listener);
    return () => this.#context.removeEventListener('statechange', listener);
  }

  stop(): void {
    for (const type of ['pointerdown', 'keydown']) removeEventListener(type, this.#unlock, { capture: true });
    void this.#context.close().catch(() => undefined);
  }

  /** Browsers let a page sound only after a touch; where the operator allowed it, at once. */
  readonly #unlock = (): void => {
    if (this.#context.state === 'suspended') void this.#context.resume().catch(() => undefined);
  };

  /** Swells and fades, so that nobody starts. */
  #note(hz: number, atS: number): void {
    const tone = this.#context.createOscillator();
    const level = this.#context.createGain();
    tone.frequency.value = hz;
    level.gain.setValueAtTime(0, atS);
    level.gain.linearRampToValueAtTime(NOTE_LEVEL, atS + 0.02);
    level.gain.exponentialRampToValueAtTime(0.001, atS + NOTE_S * 1.4);
    tone.connect(level).connect(this.#out);
    tone.start(atS);
    tone.stop(atS + NOTE_S * 1.5);
  }

  /** Fetched and decoded once; one that failed is tried again the next time. */
  #clip(name: string): Promise<AudioBuffer> {
    let clip = this.#clips.get(name);
    if (!clip) {
      clip = this.#load(name);
      this.#clips.set(name, clip);
      clip.catch(() => this.#clips.delete(name));
    }
    return clip;
  }

  async #load(name: string): Promise<AudioBuffer> {
    const response = await fetch(`${this.#folder}${name}.wav`);
    if (!response.ok) throw new Error(`no clip ${name}: ${response.status}`);
    return this.#context.decodeAudioData(await response.arrayBuffer());
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const ended = (node: AudioBufferSourceNode | undefined): Promise<void> =>
  node
    ? new Promise((resolve) => {
        node.onended = () => resolve();
      })
    : Promise.resolve();
