import { expect } from '@open-wc/testing';
import { type Synthesis, createSpeaker } from './speech.ts';

/** A machine's voices: speaks when told to go on, and remembers what it said. */
class FakeSynthesis extends EventTarget implements Synthesis {
  readonly said: string[] = [];
  rates: number[] = [];
  voices: SpeechSynthesisVoice[] = [];
  /** Whether utterances end by themselves. */
  fluent = true;
  #current: SpeechSynthesisUtterance | undefined;

  getVoices(): SpeechSynthesisVoice[] {
    return this.voices;
  }

  speak(utterance: SpeechSynthesisUtterance): void {
    this.said.push(utterance.text);
    this.rates.push(utterance.rate);
    this.#current = utterance;
    if (this.fluent) queueMicrotask(() => utterance.dispatchEvent(new Event('end')));
  }

  cancel(): void {
    this.#current?.dispatchEvent(new Event('error'));
    this.#current = undefined;
  }

  fail(): void {
    this.#current?.dispatchEvent(new Event('error'));
  }
}

/** Chromium takes only its own voices for an utterance, so the fake ones carry their prototype. */
function voice(lang: string, localService = true): SpeechSynthesisVoice {
  return { lang, localService, name: lang, voiceURI: lang, default: false };
}

describe('createSpeaker', () => {
  let synthesis: FakeSynthesis;
  const original = Object.getOwnPropertyDescriptor(SpeechSynthesisUtterance.prototype, 'voice');
  before(() => {
    // The browser refuses voices that it did not make.
    Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set: () => {}, configurable: true });
  });
  after(() => {
    if (original) Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', original);
  });
  beforeEach(() => {
    synthesis = new FakeSynthesis();
  });

  it('is not available without a voice, and says so once voices have come', () => {
    const speaker = createSpeaker(synthesis);
    expect(speaker.available('zh-Hans')).to.equal(false);
    let told = 0;
    const stop = speaker.onChange(() => (told += 1));
    synthesis.voices = [voice('zh-CN')];
    synthesis.dispatchEvent(new Event('voiceschanged'));
    expect(told).to.equal(1);
    expect(speaker.available('zh-Hans')).to.equal(true);
    expect(speaker.available('en')).to.equal(false);
    stop();
    synthesis.dispatchEvent(new Event('voiceschanged'));
    expect(told).to.equal(1);
  });

  it('uses no voice that speaks from somewhere else', () => {
    synthesis.voices = [voice('zh-CN', false)];
    expect(createSpeaker(synthesis).available('zh-Hans')).to.equal(false);
  });

  it('does not take Cantonese or traditional Chinese for it', () => {
    synthesis.voices = [voice('zh-HK'), voice('zh-TW'), voice('yue-CN')];
    expect(createSpeaker(synthesis).available('zh-Hans')).to.equal(false);
  });

  it('reads sentence by sentence at the speed asked for', async () => {
    synthesis.voices = [voice('zh-CN')];
    const spoken = await createSpeaker(synthesis).speak('请带身份证。上午九点开门!', 'zh-Hans', {
      rate: 1.5,
    });
    expect(spoken).to.equal('spoken');
    expect(synthesis.said).to.deep.equal(['请带身份证。', '上午九点开门!']);
    expect(synthesis.rates).to.deep.equal([1.5, 1.5]);
  });

  it('stops in the middle, and reads nothing more', async () => {
    synthesis.voices = [voice('zh-CN')];
    synthesis.fluent = false;
    const speaker = createSpeaker(synthesis);
    const reading = speaker.speak('一。二。三。', 'zh-Hans');
    speaker.stop();
    expect(await reading).to.equal('stopped');
    expect(synthesis.said).to.deep.equal(['一。']);
  });

  it('lets a new text cut off the last one', async () => {
    synthesis.voices = [voice('zh-CN')];
    synthesis.fluent = false;
    const speaker = createSpeaker(synthesis);
    const first = speaker.speak('一。二。', 'zh-Hans');
    synthesis.fluent = true;
    const second = speaker.speak('三。', 'zh-Hans');
    expect(await Promise.all([first, second])).to.deep.equal(['stopped', 'spoken']);
    expect(synthesis.said).to.deep.equal(['一。', '三。']);
  });

  it('says when it failed, and when there is no voice', async () => {
    const speaker = createSpeaker(synthesis);
    expect(await speaker.speak('一', 'zh-Hans')).to.equal('failed');
    synthesis.voices = [voice('zh-CN')];
    synthesis.fluent = false;
    const reading = speaker.speak('一', 'zh-Hans');
    synthesis.fail();
    expect(await reading).to.equal('failed');
  });
});
