import { type ScannerDriver, type ScannerSettings, defaultSettings } from './driver.ts';
import { Framing } from './framing.ts';

/** What of the Web Serial API is used; a test stands in for it at this edge. */
export interface SerialPortLike {
  readonly readable: ReadableStream<Uint8Array> | null;
  open(options: { readonly baudRate: number }): Promise<void>;
  close(): Promise<void>;
}

export interface SerialLike extends EventTarget {
  getPorts(): Promise<readonly SerialPortLike[]>;
  requestPort(): Promise<SerialPortLike>;
}

/** What scanners are set to when they leave the factory; one on USB does not care. */
const BAUD_RATE = 9_600;

const here = (): SerialLike | undefined =>
  (globalThis.navigator as { readonly serial?: SerialLike } | undefined)?.serial;

/** One port that is being read. */
class Line {
  readonly #port: SerialPortLike;
  readonly #framing: Framing;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(port: SerialPortLike, framing: Framing) {
    this.#port = port;
    this.#framing = framing;
  }

  /** @returns whether the port could be opened: another program may hold it */
  async open(): Promise<boolean> {
    try {
      await this.#port.open({ baudRate: BAUD_RATE });
    } catch {
      return false;
    }
    this.#done = this.#read();
    return true;
  }

  async close(): Promise<void> {
    this.#framing.stop();
    await this.#reader?.cancel().catch(() => undefined);
    await this.#done;
    // A port that was pulled out is closed already, and says so by an error.
    await this.#port.close().catch(() => undefined);
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    this.#reader = this.#port.readable?.getReader();
    try {
      for (;;) {
        const chunk = await this.#reader?.read();
        if (!chunk || chunk.done) return;
        this.#framing.push(decoder.decode(chunk.value, { stream: true }));
      }
    } catch {
      // Pulled out in the middle of a scan: what came of it is forgotten, and the scanner is heard when it is back.
      this.#framing.stop();
    } finally {
      this.#reader?.releaseLock();
    }
  }
}

/** A scanner on a serial line, or on USB as one (USB CDC). UTF-8, as QR codes have it. */
export function serialScanner(
  settings: ScannerSettings = defaultSettings,
  serial: SerialLike | undefined = here(),
): ScannerDriver & Required<Pick<ScannerDriver, 'request' | 'connected'>> {
  const lines = new Map<SerialPortLike, Line>();
  let onScan: ((text: string) => void) | undefined;

  const hear = async (port: SerialPortLike): Promise<void> => {
    if (!onScan || lines.has(port)) return;
    const line = new Line(port, new Framing(settings, onScan));
    lines.set(port, line);
    if (!(await line.open())) lines.delete(port);
  };
  const hearAll = async (): Promise<void> => {
    await Promise.all(((await serial?.getPorts()) ?? []).map(hear));
  };
  const onConnect = (): void => void hearAll();
  const onDisconnect = ({ target }: Event): void => {
    const port = target as SerialPortLike | null;
    const line = port && lines.get(port);
    if (!line) return;
    lines.delete(port);
    void line.close();
  };

  return {
    kind: 'serial',
    async start(listener) {
      if (!serial) return false;
      if (onScan) return true;
      onScan = listener;
      serial.addEventListener('connect', onConnect);
      serial.addEventListener('disconnect', onDisconnect);
      await hearAll();
      return true;
    },
    async stop() {
      onScan = undefined;
      serial?.removeEventListener('connect', onConnect);
      serial?.removeEventListener('disconnect', onDisconnect);
      const open = [...lines.values()];
      lines.clear();
      await Promise.all(open.map((line) => line.close()));
    },
    connected: () => lines.size,
    async request() {
      try {
        const port = await serial?.requestPort();
        if (port) await hear(port);
        return port !== undefined;
      } catch {
        // The dialog was closed without a choice.
        return false;
      }
    },
  };
}
