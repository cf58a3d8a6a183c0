import { MOST_CHARACTERS } from '../../model/other-code.ts';
import { type ScannerSettings, withoutPrefix } from './driver.ts';

/** So long after an end character nothing more of the same scan comes: a code of several lines is one scan. */
const AFTER_END_MS = 30;
/** The same where no end character came. */
const AFTER_TEXT_MS = 150;

const ENDS: Readonly<Record<ScannerSettings['suffix'], RegExp>> = {
  Enter: /[\r\n]+$/u,
  Tab: /\t$/u,
  none: /$^/u,
};

/** Cuts what comes over a line into scans: by the end character, or by a pause. */
export class Framing {
  readonly #settings: ScannerSettings;
  readonly #onScan: (text: string) => void;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: ScannerSettings, onScan: (text: string) => void) {
    this.#settings = settings;
    this.#onScan = onScan;
  }

  push(characters: string): void {
    const ends = ENDS[this.#settings.suffix].test(characters);
    // With room for the prefix and the end: what is longer is cut off and told all the same.
    this.#text = (this.#text + characters).slice(0, MOST_CHARACTERS + 64);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), ends ? AFTER_END_MS : AFTER_TEXT_MS);
  }

  /** Forgets what has not ended. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#text = '';
  }

  #end(): void {
    const whole = this.#text.replace(ENDS[this.#settings.suffix], '');
    this.#text = '';
    const text = withoutPrefix(whole, this.#settings.prefix);
    if (text !== undefined) this.#onScan(text.slice(0, MOST_CHARACTERS));
  }
}
