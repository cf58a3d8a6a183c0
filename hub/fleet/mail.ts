import { type Transporter, createTransport } from 'nodemailer';
import type { AlertText } from './message.ts';

const TIMEOUT_MS = 10_000;

export interface MailSettings {
  /** `smtps://name:password@host:465`, or `smtp://…`, which turns to TLS where the server offers it. */
  readonly server: string;
  /** Who it is from, such as `Linli <linli@example.org>`. */
  readonly from: string;
}

/** Sends e-mail by the server that the operator named. */
export class Mailer {
  readonly #transport: Transporter;
  readonly #from: string;

  constructor({ server, from }: MailSettings) {
    this.#transport = createTransport({
      url: server,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      // A message is text of ours: nothing in it names a file or an address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.#from = from;
  }

  /**
   * @param id the same for each try: a mail program shows a message that came twice once
   * @returns undefined where the server took it, else a code of what went wrong
   */
  async send(to: string, { subject, text }: AlertText, id: string): Promise<string | undefined> {
    try {
      await this.#transport.sendMail({
        from: this.#from,
        to,
        subject,
        text,
        messageId: `<${id}@linli>`,
        headers: { 'auto-submitted': 'auto-generated' },
      });
      return undefined;
    } catch (error) {
      const { code = '', responseCode } = error as { code?: string; responseCode?: number };
      return responseCode ? `smtp-${responseCode}` : (CODES[code] ?? 'broken-off');
    }
  }
}

const CODES: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'timeout',
  ECONNECTION: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ESOCKET: 'unreachable',
  EDNS: 'no-such-host',
  EAUTH: 'sign-in',
  ETLS: 'certificate',
};
