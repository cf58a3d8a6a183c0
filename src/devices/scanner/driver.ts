/** How the hall's scanners are set, from the site's own settings. */
export interface ScannerSettings {
  /** What a scanner sends before each text; taken off again. */
  readonly prefix: string;
  /** The key or character it sends at the end; a pause always ends a scan, too. */
  readonly suffix: 'Enter' | 'Tab' | 'none';
}

export const defaultSettings: ScannerSettings = { prefix: '', suffix: 'Enter' };

/** Hears a barcode scanner on one kind of line. Starting twice or stopping twice changes nothing. */
export interface ScannerDriver {
  readonly kind: 'serial' | 'hid';
  /**
   * Hears every scanner that this page may use already, and those that are plugged in later.
   * @returns whether this browser knows this kind of line at all
   */
  start(onScan: (text: string) => void): Promise<boolean>;
  stop(): Promise<void>;
  /**
   * Asks the person at the screen, by the browser's own dialog, which scanner may be used: once, by the staff, when the
   * terminal is set up. Has to be called out of a touch. A keyboard needs no leave.
   * @returns whether one was chosen
   */
  request?(): Promise<boolean>;
  /** @returns how many scanners are heard now; a keyboard does not tell */
  connected?(): number;
}

/** A scanner on a line of its own read something; told to the page as a whole, wherever it stands. */
export class LineScanEvent extends Event {
  static readonly type = 'linli-line-scan';
  readonly text: string;

  constructor(text: string) {
    super(LineScanEvent.type);
    this.text = text;
  }
}

/** The text without the prefix; undefined where one is set and not there: then something else was sent. */
export const withoutPrefix = (text: string, prefix: string): string | undefined =>
  text.startsWith(prefix) && text.length > prefix.length ? text.slice(prefix.length) : undefined;
