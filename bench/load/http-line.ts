import { type Socket, connect } from 'node:net';

/** An answer as it came over the line. */
export interface LineAnswer {
  readonly status: number;
  readonly nonce: string | undefined;
  readonly body: string;
  /** Head and body. */
  readonly bytes: number;
}

/** A whole answer at the front of what was read so far, and how long it is; undefined while a part is missing. */
export function parseAnswer(text: string): LineAnswer | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = text.slice(0, headEnd);
  const length = Number(/^content-length: *(\d+)/imu.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) throw new Error(`an answer without a length:\n${head}`);
  const bytes = headEnd + 4 + length;
  if (text.length < bytes) return undefined;
  return {
    status: Number(head.slice(9, 12)),
    nonce: /^dpop-nonce: *(\S+)/imu.exec(head)?.[1],
    body: Buffer.from(text.slice(headEnd + 4, bytes), 'latin1').toString(),
    bytes,
  };
}

/**
 * One kept-alive HTTP/1.1 connection with one request under way at a time. As little as does it: what the client
 * spends is taken from the hub where both share the processors.
 */
export class HttpLine {
  readonly #socket: Socket;
  readonly #host: string;
  #read = '';
  #waiting: { done: (answer: LineAnswer) => void; failed: (error: Error) => void } | undefined;

  /** @param from the loopback address to call from: the hub counts pairings by address */
  constructor(port: number, from = '127.0.0.1') {
    this.#host = `127.0.0.1:${port}`;
    this.#socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
    // One character a byte, so that lengths are what the head says.
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => this.#onData(chunk));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the hub closed the line')));
  }

  /** @param head the lines after the first, each ended by CRLF */
  ask(method: string, path: string, head: string, body = ''): Promise<LineAnswer> {
    const length =
      body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    return new Promise((done, failed) => {
      this.#waiting = { done, failed };
      this.#socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${head}${length}\r\n${body}`);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #onData(chunk: string): void {
    this.#read += chunk;
    const answer = parseAnswer(this.#read);
    if (!answer) return;
    this.#read = this.#read.slice(answer.bytes);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.done(answer);
  }

  #fail(error: Error): void {
    this.#waiting?.failed(error);
    this.#waiting = undefined;
  }
}
