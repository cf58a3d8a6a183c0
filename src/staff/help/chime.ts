import type { Alarm } from './alarm.ts';

const RISE_S = 0.02;
const SILENCE = 0.0001;
/** Two rising notes; loud ones come three times. */
const HERTZ = [660, 880] as const;
const NOTE_S = 0.28;
const VIBRATION_MS: Readonly<Record<Exclude<Alarm, 'quiet'>, readonly number[]>> = {
  rings: [200, 100, 200],
  'rings-loud': [500, 150, 500, 150, 500],
};

/** Rings through the machine's loudspeaker, and shakes a phone. */
export class Chime {
  #speaker: AudioContext | undefined;

  /** False while the browser holds sound back until somebody touches the page. */
  get ready(): boolean {
    return this.#speaker?.state === 'running';
  }

  /** To be called when a person touched the page: browsers let sound out only then. */
  async open(): Promise<void> {
    this.#speaker ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext();
    await this.#speaker?.resume().catch(() => undefined);
  }

  play(alarm: Exclude<Alarm, 'quiet'>): void {
    const loud = alarm === 'rings-loud';
    const notes = loud ? [...HERTZ, ...HERTZ, ...HERTZ] : HERTZ;
    if (this.ready) notes.forEach((hertz, index) => this.#note(hertz, index * NOTE_S, loud ? 0.9 : 0.4));
    // Phones only; and only after a touch, which the browser sees to by itself.
    (navigator as Partial<Pick<Navigator, 'vibrate'>>).vibrate?.([...VIBRATION_MS[alarm]]);
  }

  close(): void {
    void this.#speaker?.close();
    this.#speaker = undefined;
  }

  #note(hertz: number, startsAtS: number, loudness: number): void {
    const speaker = this.#speaker;
    if (!speaker) return;
    const from = speaker.currentTime + startsAtS;
    const oscillator = speaker.createOscillator();
    const gain = speaker.createGain();
    oscillator.type = 'triangle';
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(SILENCE, from);
    gain.gain.exponentialRampToValueAtTime(loudness, from + RISE_S);
    gain.gain.exponentialRampToValueAtTime(SILENCE, from + NOTE_S);
    oscillator.connect(gain).connect(speaker.destination);
    oscillator.start(from);
    oscillator.stop(from + NOTE_S);
  }
}
