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
  readonly kind: 'keyboard' | 'serial' | 'hid';
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
}

/** The text without the prefix; undefined where one is set and not there: then something else was sent. */
export const withoutPrefix = (text: string, prefix: string): string | undefined =>
  text.startsWith(prefix) && text.length > prefix.length ? text.slice(prefix.length) : undefined;
