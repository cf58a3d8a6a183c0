import type { LitElement, ReactiveController } from 'lit';
import type { Speaker } from '../../devices/speech.ts';
import type { Language } from '../../model/schema/text.ts';

/** A new screen is read aloud when it has drawn what it begins with. */
const READ_AFTER_MS = 350;
const RATE = 0.9;

/** What there is to read with, at this moment. */
interface ReaderParts {
  readonly speaker: Speaker | undefined;
  readonly language: Language;
  /** The screen that is read. */
  readonly content: Element | null;
}

/** Reads the screens of a visit aloud: when asked to, or each new one by itself. Tells its host when that begins and ends. */
export class Reader implements ReactiveController {
  /** Each new screen is read aloud by itself: whose card says so does not look for a button. */
  aloud = false;
  #listening = false;
  #soon: ReturnType<typeof setTimeout> | undefined;
  readonly #host: LitElement;
  readonly #parts: () => ReaderParts;

  constructor(host: LitElement, parts: () => ReaderParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
    host.addEventListener('focusin', this.#onFocus);
  }

  /** True while a screen is being read. */
  get listening(): boolean {
    return this.#listening;
  }

  hostDisconnected(): void {
    this.hush();
  }

  hush(): void {
    clearTimeout(this.#soon);
    this.#parts().speaker?.stop();
    this.#listen(false);
  }

  /**
   * Begins to read, or stops.
   * @returns true where it begins
   */
  toggle(): boolean {
    const begins = !this.#listening && this.#parts().speaker !== undefined;
    if (begins) void this.#read();
    else this.hush();
    return begins;
  }

  /** Reads the screen aloud where the machine has a voice for the language; else it is silent, and nothing is promised. */
  async #read(): Promise<void> {
    const { speaker, language, content } = this.#parts();
    if (!speaker?.available(language)) return;
    const { readableText } = await import('../../access/read-aloud.ts');
    this.#listen(true);
    await speaker.speak(content ? readableText(content) : '', language, { rate: RATE });
    this.#listen(false);
  }

  #listen(listening: boolean): void {
    this.#listening = listening;
    this.#host.requestUpdate();
  }

  /** Each screen begins with the focus on its heading, also one within a view. */
  readonly #onFocus = (event: FocusEvent): void => {
    const [heading] = event.composedPath();
    if (!this.aloud || !(heading instanceof HTMLHeadingElement)) return;
    this.hush();
    this.#soon = setTimeout(() => void this.#read(), READ_AFTER_MS);
  };
}
