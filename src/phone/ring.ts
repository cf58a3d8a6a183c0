/**
 * Makes the phone noticed when its number is called: it shakes and sounds. Browsers let a page do so only once it was
 * touched.
 */
export class Ring {
  #audio: AudioContext | undefined;

  /** True once the page may sound. */
  get isReady(): boolean {
    return this.#audio !== undefined;
  }

  /** To be called from a touch. */
  prepare(): void {
    if (this.#audio || typeof AudioContext !== 'function') return;
    this.#audio = new AudioContext();
    void this.#audio.resume().catch(() => undefined);
  }

  ring(): void {
    // Not every browser can (Safari), whatever the type says.
    if ('vibrate' in navigator) navigator.vibrate([400, 200, 400, 200, 400]);
    const audio = this.#audio;
    if (!audio) return;
    void audio.resume().catch(() => undefined);
    // Two tones, three times: a chime that is heard in a bag and hurts nobody.
    for (let turn = 0; turn < 3; turn += 1) {
      tone(audio, 784, turn * 1.1);
      tone(audio, 1_047, turn * 1.1 + 0.3);
    }
  }
}

/** @param pitch in hertz @param after in seconds */
function tone(audio: AudioContext, pitch: number, after: number): void {
  const [sound, loudness] = [audio.createOscillator(), audio.createGain()];
  const start = audio.currentTime + after;
  sound.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.0001, start);
  loudness.gain.exponentialRampToValueAtTime(0.6, start + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.5);
  sound.connect(loudness).connect(audio.destination);
  sound.start(start);
  sound.stop(start + 0.55);
}
