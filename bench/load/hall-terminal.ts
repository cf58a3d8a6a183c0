import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { MadeTerminal } from './made-terminal.ts';

/** As a terminal keeps in step (src/sync): a round when the hub says that something changed, and at this interval. */
const INTERVAL_MS = 30_000;

interface Page {
  readonly cursor: string;
  readonly more: boolean;
  readonly changes: readonly { readonly kind: string; readonly id: string }[];
}

/** A terminal of a hall that nobody stands before: paired, in step, listening. It keeps nothing but its cursor. */
export class HallTerminal {
  readonly #terminal: MadeTerminal;
  readonly #port: number;
  readonly #from: string;
  #cursor = '';
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #events: ClientRequest | undefined;
  /** Everything the feed sent, heads included. */
  bytes = 0;
  changes = 0;
  rounds = 0;
  /** Hears of each page that was not empty. */
  onPage: (text: string) => void = () => undefined;
  onRing: () => void = () => undefined;

  constructor(port: number, site: string, from: string) {
    this.#terminal = new MadeTerminal(port, site, from);
    this.#port = port;
    this.#from = from;
  }

  pair(): Promise<void> {
    return this.#terminal.pair();
  }

  /** Reads the feed from where it stopped to its end. */
  async pull(): Promise<void> {
    for (;;) {
      const query = this.#cursor === '' ? '' : `?cursor=${this.#cursor}`;
      const { status, body, bytes } = await this.#terminal.call('GET', `changes${query}`);
      if (status !== 200) throw new Error(`no page: ${status} ${body}`);
      const page = JSON.parse(body) as Page;
      this.bytes += bytes;
      this.changes += page.changes.length;
      this.#cursor = page.cursor;
      if (page.changes.length > 0) this.onPage(body);
      if (!page.more) return;
    }
  }

  /** Listens, and makes its rounds until `rest`. @param startInMs when the first interval ends */
  async work(startInMs: number): Promise<void> {
    this.#timer = setTimeout(() => this.#round(), startInMs);
    await new Promise<void>((done, failed) => {
      const events = request(
        {
          port: this.#port,
          host: '127.0.0.1',
          localAddress: this.#from,
          path: this.#terminal.pathOf('events'),
          agent: false,
        },
        (answer: IncomingMessage) => {
          if (answer.statusCode !== 200) failed(new Error(`no events: ${answer.statusCode}`));
          answer.setEncoding('latin1');
          answer.once('data', () => {
            done();
            answer.on('data', (text: string) => {
              if (!text.includes('event: changed')) return;
              this.onRing();
              this.#round();
            });
          });
        },
      );
      events.on('error', failed);
      events.end();
      this.#events = events;
    });
  }

  /** Goes off the network. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#events?.destroy();
  }

  close(): void {
    this.rest();
    this.#terminal.line.close();
  }

  #round(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.rounds += 1;
    this.#running = this.pull().finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.#round();
      } else this.#timer = setTimeout(() => this.#round(), INTERVAL_MS);
    });
  }
}
