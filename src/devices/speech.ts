import type { Language } from '../model/schema/text.ts';

/** How reading aloud ended: to the last word, cut off by `stop()` or the next text, or not at all. */
export type Spoken = 'spoken' | 'stopped' | 'failed';

export interface Speaker {
  /** Whether a voice on this machine speaks the language. Voices load late: ask again after `onChange`. */
  available(language: Language): boolean;
  /**
   * Reads aloud, after stopping what is being read.
   * @param options.rate 1 is the voice's own speed; 0.5 to 2
   */
  speak(text: string, language: Language, options?: { readonly rate?: number }): Promise<Spoken>;
  stop(): void;
  /** @returns stops telling */
  onChange(listener: () => void): () => void;
}

/** What of the Web Speech API is used; a test stands in for it at this edge. */
export type Synthesis = Pick<
  SpeechSynthesis,
  'getVoices' | 'speak' | 'cancel' | 'addEventListener' | 'removeEventListener'
>;

/** Languages of voices (BCP 47) that serve a terminal's language, best first. */
const WANTED: Readonly<Record<Language, readonly RegExp[]>> = {
  'zh-Hans': [/^(?:zh|cmn)[-_](?:Hans[-_])?CN/iu, /^(?:zh|cmn)(?:[-_]Hans|[-_]SG)?$/iu],
  en: [/^en[-_]GB/iu, /^en/iu],
};

/** Long texts in one piece stop half-way in some engines; sentences also make `stop` take effect sooner. */
const sentencesOf = (text: string): string[] =>
  text.match(/[^。!?;.!?;\n]+[。!?;.!?;\n]*/gu)?.filter((part) => part.trim() !== '') ?? [];

function voiceFor(synthesis: Synthesis, language: Language): SpeechSynthesisVoice | undefined {
  // A voice that is not on this machine would send what is read to a stranger, and is silent without a network.
  const voices = synthesis.getVoices().filter((voice) => voice.localService);
  for (const wanted of WANTED[language]) {
    const found = voices.find((voice) => wanted.test(voice.lang));
    if (found) return found;
  }
  return undefined;
}

const silent: Speaker = {
  available: () => false,
  speak: () => Promise.resolve('failed'),
  stop: () => undefined,
  onChange: () => () => undefined,
};

/** @param synthesis `speechSynthesis`; undefined in browsers without speech */
export function createSpeaker(
  synthesis: Synthesis | undefined = (globalThis as { readonly speechSynthesis?: Synthesis }).speechSynthesis,
): Speaker {
  if (!synthesis) return silent;
  /** Counts texts, so that one that was stopped does not go on with its next sentence. */
  let turn = 0;
  /** Held, because browsers collect an utterance that nobody holds before it has ended. */
  const speaking = new Set<SpeechSynthesisUtterance>();

  const say = (sentence: string, voice: SpeechSynthesisVoice, rate: number): Promise<boolean> =>
    new Promise((resolve) => {
      const utterance = new SpeechSynthesisUtterance(sentence);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = rate;
      const end = (heard: boolean) => {
        speaking.delete(utterance);
        resolve(heard);
      };
      utterance.onend = () => end(true);
      utterance.onerror = () => end(false);
      speaking.add(utterance);
      synthesis.speak(utterance);
    });

  const stop = () => {
    turn += 1;
    synthesis.cancel();
  };

  return {
    available: (language) => voiceFor(synthesis, language) !== undefined,
    async speak(text, language, { rate = 1 } = {}) {
      stop();
      const mine = turn;
      const voice = voiceFor(synthesis, language);
      if (!voice) return 'failed';
      for (const sentence of sentencesOf(text)) {
        const heard = await say(sentence, voice, Math.min(2, Math.max(0.5, rate)));
        if (mine !== turn) return 'stopped';
        if (!heard) return 'failed';
      }
      return 'spoken';
    },
    stop,
    onChange(listener) {
      synthesis.addEventListener('voiceschanged', listener);
      return () => synthesis.removeEventListener('voiceschanged', listener);
    },
  };
}
