import type { Language } from '../model/schema/text.ts';
import type { Piece } from '../model/spoken-number.ts';
import type { AnnouncerSound, SoundState } from './announcer-sound.ts';
import type { Speaker } from './speech.ts';

/** What is said in one language: for a voice of the machine a sentence, else clips. */
export interface SpokenPart {
  readonly language: Language;
  readonly sentence: string;
  readonly pieces: readonly Piece[];
}

/** A chime, then each part in turn. */
export interface Announcement {
  readonly parts: readonly SpokenPart[];
  /** Asked when its turn has come: false where it is too late to say it. */
  readonly stillTrue?: () => boolean;
}

export interface Announcer {
  readonly state: SoundState;
  /** Whether anything would be heard now. */
  available(): boolean;
  /** Whether something is being said, or waits to be. */
  readonly busy: boolean;
  /** Says it when its turn has come. What cannot be heard is dropped and not kept for later. Never throws. */
  announce(announcement: Announcement): void;
  /** Tells of every change of `state` and `busy`. @returns stops telling */
  onChange(listener: () => void): () => void;
  stop(): void;
}

export interface AnnouncerOptions {
  readonly sound: AnnouncerSound;
  /** The machine's own voices; they are used where one speaks the language without a network. */
  readonly speaker?: Speaker;
  /** How often each announcement is said. */
  readonly times?: number;
}

const RATE = 0.85;
const SPEECH_MOST_MS = 20_000;

/** Says announcements one after the other, never two at once. */
export function createAnnouncer({ sound, speaker, times = 1 }: AnnouncerOptions): Announcer {
  const waiting: Announcement[] = [];
  const listeners = new Set<() => void>();
  let running = false;
  let stopped = false;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const stopHearing = sound.onChange(tell);

  const sayPart = async ({ language, sentence, pieces }: SpokenPart): Promise<void> => {
    if (speaker?.available(language)) {
      // Some engines never say that they ended: what comes next does not wait for ever.
      const late = new Promise<'failed'>((resolve) => setTimeout(() => resolve('failed'), SPEECH_MOST_MS));
      const spoken = await Promise.race([speaker.speak(sentence, language, { rate: RATE }), late]);
      if (spoken === 'spoken') return;
      speaker.stop();
    }
    if (pieces.length > 0) await sound.play(pieces);
  };

  const say = async ({ parts, stillTrue }: Announcement): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      if (stopped || sound.state !== 'ready' || stillTrue?.() === false) return;
      await sound.chime();
      for (const part of parts) await sayPart(part);
    }
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    tell();
    for (let next = waiting.shift(); next; next = waiting.shift()) await say(next).catch(ignore);
    running = false;
    tell();
  };

  return {
    get state() {
      return sound.state;
    },
    available: () => sound.state === 'ready',
    get busy() {
      return running;
    },
    announce(announcement) {
      if (stopped || sound.state !== 'ready') return;
      waiting.push(announcement);
      void run();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      stopped = true;
      waiting.length = 0;
      stopHearing();
      speaker?.stop();
      sound.stop();
    },
  };
}

/** The picture stands without the sound: whatever fails here, the number is on the screen. */
function ignore(): void {}
