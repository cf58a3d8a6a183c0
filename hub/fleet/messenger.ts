import type { Language } from '../../src/model/schema/text.ts';
import { Mailer } from './mail.ts';
import { type AlertNews, alertText } from './message.ts';
import { callWebhook } from './webhook.ts';

/** How alerts leave the hub; from its environment. */
export interface AlertSettings {
  readonly mail?: { readonly server: string; readonly from: string };
  /** Webhooks may lead into private networks, and without TLS. */
  readonly privateWebhooks: boolean;
}

/**
 * | variable | |
 * |---|---|
 * | LINLI_SMTP | the server for e-mail, `smtps://name:password@host:465`; without it none is sent |
 * | LINLI_MAIL_FROM | who it is from |
 * | LINLI_WEBHOOK_PRIVATE | `1`: webhooks may lead into private networks, and without TLS |
 */
export function alertSettings(environment: Readonly<Record<string, string | undefined>>): AlertSettings {
  const { LINLI_SMTP: server, LINLI_MAIL_FROM: from = 'linli@localhost' } = environment;
  return {
    ...(server ? { mail: { server, from } } : {}),
    privateWebhooks: environment['LINLI_WEBHOOK_PRIVATE'] === '1',
  };
}

/** Whoever is to be told, and how. */
export interface Recipient {
  readonly kind: 'email' | 'webhook';
  readonly address: string;
  /** What a webhook's calls are signed with; undefined where it cannot be read. */
  readonly secret: string | undefined;
  readonly language: Language;
}

/** Tells somebody outside of an alert, by e-mail or webhook. */
export class Messenger {
  readonly #mailer: Mailer | undefined;
  readonly allowPrivate: boolean;

  constructor({ mail, privateWebhooks }: AlertSettings) {
    this.#mailer = mail ? new Mailer(mail) : undefined;
    this.allowPrivate = privateWebhooks;
  }

  /** Whether the hub was told how to send e-mail. */
  get mail(): boolean {
    return this.#mailer !== undefined;
  }

  /**
   * @param nowMs the hub's clock
   * @returns undefined where it arrived, else a code of what went wrong
   */
  async tell(to: Recipient, news: AlertNews, nowMs: number): Promise<string | undefined> {
    const words = alertText(news, to.language);
    if (to.kind === 'email') return this.#mailer ? this.#mailer.send(to.address, words, news.id) : 'mail-off';
    if (to.secret === undefined) return 'key-missing';
    const { id, event, site, news: several } = news;
    return callWebhook({
      address: to.address,
      secret: to.secret,
      id,
      nowMs,
      allowPrivate: this.allowPrivate,
      body: {
        id,
        event,
        site: { id: site.id, name: site.name },
        ...(several
          ? { alerts: several.map((one) => ({ event: one.event, ...factsOf(one) })) }
          : factsOf(news)),
        title: words.subject,
        text: words.text,
      },
    });
  }
}

/** What a webhook is told of one alert. */
const factsOf = ({ kind, terminal, subject, detail, at }: AlertNews) => ({
  ...(kind ? { kind } : {}),
  ...(terminal ? { terminal } : {}),
  ...(subject ? { subject } : {}),
  detail,
  at: at.toISOString(),
});
