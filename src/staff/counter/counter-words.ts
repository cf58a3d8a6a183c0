import { type CounterKey, counterEn, counterZh } from '../../access/messages/counter.ts';
import type { HallView, StaffTicket } from '../../model/schema/staff-hall.ts';
import type { Localized } from '../../model/schema/text.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';
import type { StaffContext } from '../shell/staff-context.ts';

export type CounterWords = DeskWords<CounterKey>;

export const counterWords = ({ words, site }: StaffContext): CounterWords =>
  deskWords({ zh: counterZh, en: counterEn }, words.language, site.timeZone);

const nameIn = (list: HallView['services'], id: string | undefined): Localized | undefined =>
  list.find((one) => one.id === id)?.name;

/** What a number is about: its service, else its queue. */
export function matterOf(ticket: StaffTicket, hall: HallView, words: CounterWords): string {
  const queue = hall.queues.find(({ id }) => id === ticket.queue);
  const name = nameIn(hall.services, ticket.service) ?? queue?.name;
  return name ? words.of(name) : ticket.queue;
}

/** How its holder came: by appointment or not, and by which of the site's groups. */
export function originOf(ticket: StaffTicket, hall: HallView, { t, of, clock }: CounterWords): string {
  const group = hall.queues
    .find(({ id }) => id === ticket.queue)
    ?.rules.priorities.find(({ id }) => id === ticket.priority);
  const came =
    ticket.appointmentAt === undefined
      ? t('counter.walk-in')
      : t('counter.from-booking', { time: clock.time(Date.parse(ticket.appointmentAt)) });
  return group ? `${came} · ${of(group.name)}` : came;
}

/** Whole minutes since a number was taken. */
export const waitedMinutes = ({ takenAt }: StaffTicket, nowMs: number): number =>
  Math.max(0, Math.floor((nowMs - Date.parse(takenAt)) / 60_000));

/** The number that people look for on the wall. */
export const counterNumber = (hall: HallView, id: string | undefined): number | undefined =>
  hall.counters.find((counter) => counter.id === id)?.number;
