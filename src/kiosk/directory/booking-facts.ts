import type { Words } from '../../access/say.ts';
import type { Option, Service } from '../../model/schema/service.ts';
import type { Localized } from '../../model/schema/text.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** One thing to know about booking, in a few lines. */
export interface BookingFact {
  readonly label: string;
  readonly lines: readonly string[];
}

/** On what terms a service is booked, and what can be chosen, for its page. */
export function bookingFacts(
  service: Service,
  words: Words,
  tags: ReadonlyMap<string, Localized>,
): readonly BookingFact[] {
  if (!service.bookable) return [];
  const { t, of } = words;
  const { bookAheadDays, minNoticeMinutes, cutOffMinutes, waitingList } = service.terms;
  const terms = [
    t('terms.ahead', { n: bookAheadDays }),
    minNoticeMinutes > 0 ? t('terms.notice', { time: duration(minNoticeMinutes, words) }) : '',
    t('terms.cut-off', { time: duration(cutOffMinutes, words) }),
    waitingList ? t('terms.line') : '',
  ];
  return [
    { label: t('terms.label'), lines: terms.filter((term) => term !== '') },
    ...service.questions.map(({ label, options }) => ({
      label: of(label),
      lines: options.map((option) => optionText(option, words, tags)),
    })),
    ...(service.subsidy ? [{ label: t('terms.subsidy'), lines: [of(service.subsidy)] }] : []),
  ];
}

/** A choice with the days on which there is it, and the words one chooses by. */
function optionText(
  { label, tags: ids, days }: Option,
  { t, of }: Words,
  tags: ReadonlyMap<string, Localized>,
): string {
  const when = days?.map((day) => t(`weekday.${day}`)).join(t('list.separator'));
  return [of(label), ...ids.map((id) => of(tags.get(id)) || id), when && t('choice.only', { days: when })]
    .filter((text) => text !== undefined && text !== '')
    .join(' · ');
}

/** Minutes in the largest unit that says them whole. */
function duration(minutes: number, { t }: Words): string {
  if (minutes > 0 && minutes % DAY === 0) return t('terms.days', { n: minutes / DAY });
  if (minutes > 0 && minutes % HOUR === 0) return t('terms.hours', { n: minutes / HOUR });
  return t('terms.minutes', { n: minutes });
}
