import { type FleetAlertKey, fleetAlertEn, fleetAlertZh } from '../../src/access/messages/fleet-alerts.ts';
import type { AlertKind } from '../../src/model/fleet.ts';
import type { Language, Localized } from '../../src/model/schema/text.ts';

/** An alert as it is told, raised or resolved; or a try of the way it takes. */
export interface AlertNews {
  /** The same for each try to tell it: whoever gets it twice knows by it. */
  readonly id: string;
  readonly event: 'raised' | 'resolved' | 'test' | 'digest';
  readonly site: { readonly id: string; readonly name: Localized; readonly timeZone: string };
  readonly kind?: AlertKind;
  readonly terminal?: { readonly id: string; readonly name: string };
  readonly subject?: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** When it was raised, or resolved. */
  readonly at: Date;
  /** Whether a member of staff closed it. */
  readonly closed: boolean;
  /** Of a digest: what it tells, the oldest first. */
  readonly news?: readonly AlertNews[];
}

/** One line, and what to do. */
export interface AlertText {
  readonly subject: string;
  readonly text: string;
}

type Words = (key: FleetAlertKey, values?: Readonly<Record<string, string>>) => string;

const wordsIn =
  (language: Language): Words =>
  (key, values = {}) =>
    (language === 'en' ? fleetAlertEn : fleetAlertZh)[key].replace(
      /\{(\w+)\}/gu,
      (_brace, name: string) => values[name] ?? '',
    );

/** Says an alert in words, or several together. */
export function alertText(news: AlertNews, language: Language): AlertText {
  const t = wordsIn(language);
  const { site } = news;
  const name = language === 'en' ? (site.name.en ?? site.name.zh) : site.name.zh;
  if (news.news) return digestText(news.news, t, name, language);
  const what = whatOf(news, t);
  return {
    subject: t(`${news.event}.subject`, { site: name, what }),
    text: [what, nextOf(news, t), t('at', { at: timeOf(news, language) })]
      .filter((line) => line !== '')
      .join('\n\n'),
  };
}

/** One line each, with its time, and what to do where it is not over. */
function digestText(news: readonly AlertNews[], t: Words, site: string, language: Language): AlertText {
  const lines = news.map((one) => {
    const line = t(one.event === 'resolved' ? 'digest.resolved' : 'digest.raised', {
      at: timeOf(one, language),
      what: whatOf(one, t),
    });
    return one.event === 'resolved' ? line : `${line}\n${nextOf(one, t)}`;
  });
  return {
    subject: t('digest.subject', { site, n: String(news.length) }),
    text: [t('digest.text'), ...lines].join('\n\n'),
  };
}

const whatOf = ({ kind, terminal, subject, detail }: AlertNews, t: Words): string =>
  kind
    ? t(kind, {
        terminal: terminal?.name ?? t('the-terminal'),
        subject: subject ?? '',
        value: typeof detail['value'] === 'number' ? String(detail['value']) : '',
      })
    : '';

function nextOf({ event, kind, closed }: AlertNews, t: Words): string {
  if (event === 'test') return t('test.text');
  if (event === 'resolved') return t(closed ? 'resolved.by' : 'resolved.text');
  return kind ? t(`${kind}.next`) : '';
}

const timeOf = ({ at, site }: AlertNews, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: site.timeZone,
  }).format(at);
