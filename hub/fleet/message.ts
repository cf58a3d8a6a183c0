import { type FleetAlertKey, fleetAlertEn, fleetAlertZh } from '../../src/access/messages/fleet-alerts.ts';
import type { AlertKind } from '../../src/model/fleet.ts';
import type { Language, Localized } from '../../src/model/schema/text.ts';

/** An alert as it is told, raised or resolved; or a try of the way it takes. */
export interface AlertNews {
  /** The same for each try to tell it: whoever gets it twice knows by it. */
  readonly id: string;
  readonly event: 'raised' | 'resolved' | 'test';
  readonly site: { readonly id: string; readonly name: Localized; readonly timeZone: string };
  readonly kind?: AlertKind;
  readonly terminal?: { readonly id: string; readonly name: string };
  readonly subject?: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** When it was raised, or resolved. */
  readonly at: Date;
  /** Whether a member of staff closed it. */
  readonly closed: boolean;
}

/** One line, and what to do. */
export interface AlertText {
  readonly subject: string;
  readonly text: string;
}

/** Says an alert in words. */
export function alertText(news: AlertNews, language: Language): AlertText {
  const t = (key: FleetAlertKey, values: Readonly<Record<string, string>> = {}): string =>
    (language === 'en' ? fleetAlertEn : fleetAlertZh)[key].replace(
      /\{(\w+)\}/gu,
      (_brace, name: string) => values[name] ?? '',
    );
  const { event, site, kind, detail } = news;
  const what = kind
    ? t(kind, {
        terminal: news.terminal?.name ?? t('the-terminal'),
        subject: news.subject ?? '',
        value: typeof detail['value'] === 'number' ? String(detail['value']) : '',
      })
    : '';
  const next =
    event === 'test'
      ? t('test.text')
      : event === 'resolved'
        ? t(news.closed ? 'resolved.by' : 'resolved.text')
        : kind
          ? t(`${kind}.next`)
          : '';
  const at = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: site.timeZone,
  }).format(news.at);
  return {
    subject: t(`${event}.subject`, {
      site: language === 'en' ? (site.name.en ?? site.name.zh) : site.name.zh,
      what,
    }),
    text: [what, next, t('at', { at })].filter((line) => line !== '').join('\n\n'),
  };
}
