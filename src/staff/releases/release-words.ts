import { type ReleasesDeskKey, releasesDeskEn, releasesDeskZh } from '../../access/messages/releases-desk.ts';
import type { Audience } from '../../model/schema/staff-releases.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export interface ReleaseWords extends DeskWords<ReleasesDeskKey> {
  /** `11月22日 14:30` of an instant. */
  readonly when: (instant: string) => string;
  /** A span of minutes. */
  readonly span: (minutes: number) => string;
  /** Whom something is for. */
  readonly audience: (to: Audience) => string;
}

export function releaseWords({ words, site }: Pick<StaffContext, 'words' | 'site'>): ReleaseWords {
  const own = deskWords({ zh: releasesDeskZh, en: releasesDeskEn }, words.language, site.timeZone);
  const { t, clock } = own;
  return {
    ...own,
    when: (instant) => `${clock.shortDay(Date.parse(instant))} ${clock.time(Date.parse(instant))}`,
    span: (minutes) =>
      minutes % 60 === 0 ? t('watch.hours', { n: minutes / 60 }) : t('watch.minutes', { n: minutes }),
    audience: (to) =>
      to.kind === 'share'
        ? `${t('to.share')} · ${to.percent}%`
        : to.kind === 'terminals'
          ? `${t('to.terminals')} · ${t('to.chosen', { n: to.ids.length })}`
          : t('to.all'),
  };
}
