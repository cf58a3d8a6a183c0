import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type {
  OrderWish,
  ReportAnswer,
  TerminalFault,
  TerminalReport,
} from '../../src/model/schema/terminal-report.ts';
import type { Answer, TestTerminal } from './terminal.ts';

/** How a terminal is that has nothing to complain of. */
export const wellReport: TerminalReport = {
  version: '1.0.0',
  screen: 'attract',
  outbox: { waiting: 0 },
  storage: { used: 1_000_000, quota: 100_000_000, durable: true },
  camera: 'there',
  scanners: 1,
  paper: 'unknown',
  errors: [],
  visits: 0,
  upMs: 60_000,
  page: { width: 1080, height: 1920, pixelRatio: 1 },
  mode: 'usual',
  orders: [],
};

/** A terminal tells how it is. */
export const tellReport = (
  terminal: TestTerminal,
  report: Partial<TerminalReport> = {},
): Promise<Answer<ReportAnswer>> => terminal.call('POST', 'report', { ...wellReport, ...report });

/** The kinds of what it is told to do. */
export const kindsOf = ({ body }: Answer<ReportAnswer>): readonly OrderWish['kind'][] =>
  body.orders.map(({ wish }) => wish.kind);

export const newFault = (atMs: number, more: Partial<TerminalFault> = {}): TerminalFault => ({
  id: randomUUID(),
  at: new Date(atMs).toISOString(),
  code: 'TypeError',
  where: 'book@start-abc.js:1:20',
  ...more,
});

/** One e-mail as the server got it. */
export interface Mail {
  readonly to: readonly string[];
  readonly source: string;
}

/** A mail server on this machine. `refusing` makes it answer as one that is out of order. */
export class TestMail {
  readonly mails: Mail[] = [];
  refusing = false;
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) =>
        done(this.refusing ? Object.assign(new Error('later'), { responseCode: 451 }) : null),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          this.mails.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            source: Buffer.concat(parts).toString('utf8'),
          });
          done();
        });
      },
    });
  }

  /** @param port 0 is any */
  static async open(port = 0): Promise<TestMail> {
    const mail = new TestMail();
    await new Promise<void>((resolve) => mail.#server.listen(port, '127.0.0.1', resolve));
    return mail;
  }

  get address(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** One call of a webhook as its receiver got it. */
export interface Heard {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A receiver of webhooks on this machine. */
export class TestReceiver {
  readonly heard: Heard[] = [];
  /** What it answers with; 0 never answers. */
  status = 204;
  readonly #server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      this.heard.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      if (this.status === 0) return;
      if (this.status === 302) response.setHeader('location', `${this.address}elsewhere`);
      response.writeHead(this.status).end();
    });
  });

  static async open(port = 0): Promise<TestReceiver> {
    const receiver = new TestReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(port, '127.0.0.1', resolve));
    return receiver;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
