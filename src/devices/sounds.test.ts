import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Loudspeaker, createSounds } from './sounds.ts';

/** Writes down which tones are played when. */
class FakeLoudspeaker {
  readonly tones: { readonly hertz: number; readonly fromS: number; untilS: number }[] = [];
  state: AudioContextState = 'running';
  resumed = 0;
  readonly currentTime = 10;
  readonly destination = {};

  resume(): Promise<void> {
    this.resumed += 1;
    return Promise.resolve();
  }

  createGain() {
    const gain = { setValueAtTime: () => gain, exponentialRampToValueAtTime: () => gain };
    return { gain, connect: () => undefined };
  }

  createOscillator() {
    const { tones } = this;
    const frequency = { value: 0 };
    return {
      type: 'sine',
      frequency,
      connect: (next: unknown) => next,
      start: (fromS: number) => void tones.push({ hertz: frequency.value, fromS, untilS: fromS }),
      stop(untilS: number) {
        const last = tones.at(-1);
        if (last) last.untilS = untilS;
      },
    };
  }
}

const on = (speaker: FakeLoudspeaker) => createSounds(() => speaker as unknown as Loudspeaker);

describe('what a terminal lets be heard', () => {
  it('rises when something was read and falls when it was not', () => {
    const read = new FakeLoudspeaker();
    on(read).play('read');
    const notRead = new FakeLoudspeaker();
    on(notRead).play('not-read');
    const [first, last] = [read.tones[0]?.hertz ?? 0, read.tones.at(-1)?.hertz ?? 0];
    assert.ok(last > first);
    assert.ok((notRead.tones.at(-1)?.hertz ?? 0) < (notRead.tones[0]?.hertz ?? 0));
    for (const { hertz } of [...read.tones, ...notRead.tones]) assert.ok(hertz >= 300 && hertz <= 1_000);
  });

  it('is short', () => {
    for (const sound of ['read', 'not-read'] as const) {
      const speaker = new FakeLoudspeaker();
      on(speaker).play(sound);
      assert.ok(Math.max(...speaker.tones.map(({ untilS }) => untilS)) - speaker.currentTime < 0.7);
    }
  });

  it('opens the loudspeaker once, and wakes one that the browser held back', () => {
    const speaker = new FakeLoudspeaker();
    let opened = 0;
    const sounds = createSounds(() => {
      opened += 1;
      return speaker as unknown as Loudspeaker;
    });
    sounds.play('read');
    assert.equal(speaker.resumed, 0);
    speaker.state = 'suspended';
    sounds.play('read');
    assert.equal(opened, 1);
    assert.equal(speaker.resumed, 1);
  });

  it('is silent, and does no harm, on a machine without sound', () => {
    const sounds = createSounds(() => {
      throw new Error('no sound');
    });
    sounds.play('read');
  });
});
