import type { Slot } from '../../../model/schema/booking.ts';
import type { Question, Service, ServiceId } from '../../../model/schema/service.ts';
import { NOW_MS, sampleSlot as slotAt } from '../../shell/testing/sample-slot.ts';
import type { Ground } from '../ground.ts';

/** The first slots of the samples are on Monday. */
export { NOW_MS };
export const TIME_ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

/** Half an hour at a wall-clock time, so many days after today. */
export const sampleSlot = (day: number, time: string, more: Partial<Slot> = {}): Slot =>
  slotAt(Date.parse(`2026-11-22T${time}:00+08:00`) + day * DAY_MS, more);

/** A service that asks for a name, if one likes. */
export function sampleService(
  more: Partial<Omit<Service, 'terms'>> = {},
  terms: Partial<Service['terms']> = {},
): Service {
  return {
    id: 'meal' as ServiceId,
    name: { zh: '老年助餐', en: 'Meals for elders' },
    summary: { zh: '到食堂吃午饭', en: 'Lunch at the canteen' },
    category: 'meals',
    audience: [],
    channels: [],
    bookedAs: ['slot'],
    systems: [],
    aliases: [],
    withoutScreen: { zh: '到服务台说一声，工作人员帮您约。', en: 'Ask at the desk; the staff book for you.' },
    guide: {},
    asks: { name: 'optional', phone: 'no' },
    questions: [],
    discreet: false,
    place: 'canteen',
    bookable: true,
    pinyin: [],
    terms: {
      bookAheadDays: 14,
      minNoticeMinutes: 0,
      cutOffMinutes: 0,
      waitingList: false,
      offerMinutes: 60,
      lease: { policy: 'none' },
      repeats: false,
      people: 1,
      attendance: 'in',
      combinesWith: [],
      ...terms,
    },
    ...more,
  };
}

/** A menu that changes by the day, and eating in or delivered, which asks for an address. */
export const MENU: readonly Question[] = [
  {
    id: 'dish',
    label: { zh: '想吃什么？', en: 'Which dish?' },
    options: [
      { id: 'fish', label: { zh: '清蒸鱼' }, tags: ['soft'], days: ['MO', 'WE'], asks: [] },
      { id: 'pork', label: { zh: '红烧肉' }, tags: [], days: ['MO', 'TU'], asks: [] },
      { id: 'tofu', label: { zh: '豆腐' }, tags: ['vegetarian'], days: ['TU', 'WE', 'TH', 'FR'], asks: [] },
    ],
    demo: false,
  },
  {
    id: 'how',
    label: { zh: '在哪里吃？', en: 'Where do you eat?' },
    options: [
      { id: 'here', label: { zh: '在食堂吃', en: 'Here' }, tags: [], asks: [] },
      { id: 'home', label: { zh: '送到家', en: 'Brought home' }, tags: [], asks: ['phone', 'address'] },
    ],
    demo: false,
  },
];

/** Lunch at half past eleven from Monday to Friday, and a later time on Monday. */
export const sampleSlots = (): readonly Slot[] => [
  ...[1, 2, 3, 4, 5].map((day) => sampleSlot(day, '11:30')),
  sampleSlot(1, '12:00'),
];

export const sampleGround = (more: Partial<Ground> = {}): Ground => ({
  service: sampleService(),
  slots: sampleSlots(),
  companions: [],
  timeZone: TIME_ZONE,
  nowMs: NOW_MS,
  own: new Map(),
  ...more,
});
