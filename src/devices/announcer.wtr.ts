import { expect } from '@open-wc/testing';
import type { Language } from '../model/schema/text.ts';
import { type Piece, spokenCall } from '../model/spoken-number.ts';
import { type AnnouncerSound, type SoundState, createAnnouncerSound } from './announcer-sound.ts';
import { type Announcement, createAnnouncer } from './announcer.ts';
import type { Speaker } from './speech.ts';

/** Writes down what sounds; each sound takes a moment, so that two at once would be seen. */
class FakeSound implements AnnouncerSound {
  readonly heard: string[] = [];
  state: SoundState = 'ready';
  fails = false;
  #sounding = 0;
  #listener: (() => void) | undefined;

  chime = (): Promise<void> => this.#sound('chime');
  play = async (pieces: readonly Piece[]): Promise<boolean> => {
    if (this.fails) throw new Error('no clip');
    await this.#sound(pieces.map((piece) => ('clip' in piece ? piece.clip : '|')).join(' '));
    return true;
  };
  onChange = (listener: () => void): (() => void) => {
    this.#listener = listener;
    return () => (this.#listener = undefined);
  };
  stop = (): void => undefined;
  become(state: SoundState): void {
    this.state = state;
    this.#listener?.();
  }
  async #sound(what: string): Promise<void> {
    this.#sounding += 1;
    this.heard.push(this.#sounding > 1 ? `AT ONCE ${what}` : what);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.#sounding -= 1;
  }
}

const speaking = (language: Language, said: string[]): Speaker => ({
  available: (wanted) => wanted === language,
  speak: async (text) => {
    said.push(text);
    return 'spoken';
  },
  stop: () => undefined,
  onChange: () => () => undefined,
});

const call = (number: string, more: Partial<Announcement> = {}): Announcement => ({
  parts: (['zh-Hans', 'en'] as const).map((language) => ({
    language,
    sentence: `${language} ${number}`,
    pieces: [{ clip: `${language}/${number}` }],
  })),
  ...more,
});

const quiet = async (announcer: { readonly busy: boolean }): Promise<void> => {
  while (announcer.busy) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('createAnnouncer', () => {
  it('chimes and says each call in both languages, one after the other', async () => {
    const sound = new FakeSound();
    const announcer = createAnnouncer({ sound });
    announcer.announce(call('A001'));
    announcer.announce(call('A002'));
    expect(announcer.busy).to.equal(true);
    await quiet(announcer);
    expect(sound.heard).to.deep.equal([
      'chime',
      'zh-Hans/A001',
      'en/A001',
      'chime',
      'zh-Hans/A002',
      'en/A002',
    ]);
  });

  it('uses a voice of the machine where there is one, and clips for the other language', async () => {
    const sound = new FakeSound();
    const said: string[] = [];
    const announcer = createAnnouncer({ sound, speaker: speaking('zh-Hans', said) });
    announcer.announce(call('A001'));
    await quiet(announcer);
    expect(said).to.deep.equal(['zh-Hans A001']);
    expect(sound.heard).to.deep.equal(['chime', 'en/A001']);
  });

  it('says it again where it is asked to', async () => {
    const sound = new FakeSound();
    const announcer = createAnnouncer({ sound, times: 2 });
    announcer.announce(call('A001'));
    await quiet(announcer);
    expect(sound.heard.filter((what) => what === 'chime')).to.have.length(2);
  });

  it('goes on with the next call when one cannot be said', async () => {
    const sound = new FakeSound();
    const announcer = createAnnouncer({ sound });
    sound.fails = true;
    announcer.announce(call('A001'));
    await quiet(announcer);
    sound.fails = false;
    announcer.announce(call('A002'));
    await quiet(announcer);
    expect(sound.heard).to.deep.equal(['chime', 'chime', 'zh-Hans/A002', 'en/A002']);
  });

  it('keeps nothing for later: neither what came while sound was locked, nor what is too old when its turn comes', async () => {
    const sound = new FakeSound();
    const announcer = createAnnouncer({ sound });
    let told = 0;
    announcer.onChange(() => (told += 1));
    sound.become('locked');
    announcer.announce(call('A001'));
    expect(announcer.available()).to.equal(false);
    sound.become('ready');
    expect(told).to.equal(2);
    announcer.announce(call('A002', { stillTrue: () => false }));
    await quiet(announcer);
    expect(sound.heard).to.deep.equal([]);
  });
});

describe('createAnnouncerSound', () => {
  it('decodes every clip of a call in this browser', async () => {
    const decoder = new OfflineAudioContext(1, 1, 22_050);
    const calls = (['zh-Hans', 'en'] as const).flatMap((language) =>
      spokenCall({ number: 'B3456', counter: 27, language }),
    );
    for (const piece of calls) {
      if (!('clip' in piece)) continue;
      const answer = await fetch(`/voice/${piece.clip}.wav`);
      const { duration, sampleRate } = await decoder.decodeAudioData(await answer.arrayBuffer());
      expect(duration, piece.clip).to.be.within(0.2, 2);
      expect(sampleRate).to.equal(22_050);
    }
  });

  it('says false where a clip is missing, and sounds nothing', async () => {
    const sound = createAnnouncerSound({ volume: 0 });
    expect(await sound.play([{ clip: 'zh/nothing' }])).to.equal(false);
    sound.stop();
  });
});
