import { randomBytes, randomUUID } from 'node:crypto';
import type { BookingCode, BookingId, SlotId } from '../../src/model/schema/booking.ts';
import { newBookingCode } from '../../src/model/ids.ts';
import { emptyPlan } from '../../src/model/schedule-plan.ts';
import type { Command, CommandBody, CommandId, CommandKind } from '../../src/model/schema/command.ts';
import type { Change } from '../../src/model/schema/document.ts';
import { type Service, service } from '../../src/model/schema/service.ts';
import { type Site, site } from '../../src/model/schema/site.ts';
import type { Database } from '../../hub/database/database.ts';
import { type SiteContent, publishSite } from '../../hub/publish/publish.ts';
import { type WantedSlot, ensureSlots } from '../../hub/publish/slots.ts';

/** 2026-11-23 09:00 in Shanghai: the hub's clock in tests begins here. */
export const MORNING_MS = Date.parse('2026-11-23T01:00:00Z');
export const HOUR_MS = 3_600_000;

/** A clock that a test moves. */
export class TestClock {
  nowMs = MORNING_MS;
  readonly now = (): number => this.nowMs;
}

export const testSite = (id: string): Site =>
  site.parse({
    id,
    name: { zh: `站点 ${id}`, en: `Site ${id}` },
    hall: { zh: '社区服务中心' },
    summary: { zh: '测试用的站点' },
    catalogue: 'neighbourhood',
    timeZone: 'Asia/Shanghai',
    languages: ['zh-Hans', 'en'],
    brand: { accent: '#0f6b5c' },
    tiles: [{ id: 'meals', label: { zh: '助餐' }, icon: 'utensils', opens: { view: 'notices' } }],
    hours: {},
    channelRule: 'own-choice',
    limits: {
      staleAfterMinutes: 10,
      idlePromptSeconds: 120,
      idleCountdownSeconds: 30,
      checkInEarlyMinutes: 30,
      checkInLateMinutes: 60,
    },
    demo: true,
  });

export const testService = (id: string, more: Partial<Service> = {}): Service =>
  service.parse({
    id,
    name: { zh: '老年助餐', en: 'Meals' },
    summary: { zh: '中午一起吃饭' },
    category: 'elder-care',
    bookedAs: ['slot'],
    systems: ['M02'],
    withoutScreen: { zh: '到前台登记' },
    bookable: true,
    ...more,
  });

/** A site with one bookable service, `meal`; `more` are further documents of it. */
export function testContent(
  id: string,
  services: readonly Service[] = [testService('meal')],
  more: readonly Change[] = [],
): SiteContent {
  const profile = testSite(id);
  const changes: Change[] = [
    { kind: 'site', id, body: profile },
    ...services.map((body): Change => ({ kind: 'service', id: body.id, body })),
    ...more,
  ];
  return { site: profile, changes, plan: emptyPlan, contentHash: JSON.stringify(changes) };
}

/** @param startsInMs from the clock's first moment; the slot lasts an hour */
export function wantedSlot(startsInMs: number, more: Partial<WantedSlot> = {}): WantedSlot {
  const startMs = MORNING_MS + startsInMs;
  const wall = new Date(startMs + 8 * HOUR_MS).toISOString().slice(0, 16).replaceAll(/[-:]/gu, '');
  return {
    id: `meal.${wall}`,
    service: 'meal',
    place: 'canteen',
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(startMs + HOUR_MS).toISOString(),
    capacity: 10,
    demo: true,
    ...more,
  };
}

/** Publishes a test site with slots; each slot's id is in the order given. */
export async function publishTestSite(
  db: Database,
  id: string,
  slots: readonly WantedSlot[] = [wantedSlot(2 * HOUR_MS)],
  services?: readonly Service[],
  more?: readonly Change[],
): Promise<readonly SlotId[]> {
  await publishSite(db, testContent(id, services, more), MORNING_MS);
  const earliestMs = Math.min(MORNING_MS, ...slots.map(({ startsAt }) => Date.parse(startsAt)));
  await ensureSlots(db, id, slots, earliestMs - 1);
  return slots.map((slot) => slot.id as SlotId);
}

const random = (length: number) => new Uint8Array(randomBytes(length));
export const bookingId = (): BookingId => randomBytes(6).toString('hex') as BookingId;
export const bookingCode = (): BookingCode => newBookingCode(random);

const envelope = (atMs: number) => ({ id: randomUUID() as CommandId, at: new Date(atMs).toISOString() });

type Of<K extends CommandKind> = Extract<Command, { kind: K }>;

/** Any command, as a terminal makes it. */
export const commandOf = <K extends CommandKind>(kind: K, body: CommandBody<K>, atMs = MORNING_MS): Of<K> =>
  ({ ...envelope(atMs), kind, body }) as unknown as Of<K>;

export const bookCommand = (
  slot: SlotId,
  body: Partial<CommandBody<'book'>> = {},
  atMs = MORNING_MS,
): Of<'book'> =>
  commandOf(
    'book',
    { booking: bookingId(), code: bookingCode(), slot, who: { name: '王秀英' }, ...body },
    atMs,
  );

export const cancelCommand = (booking: BookingId, atMs = MORNING_MS): Of<'cancel'> =>
  commandOf('cancel', { booking }, atMs);

export const checkInCommand = (booking: BookingId, atMs: number): Of<'check-in'> =>
  commandOf('check-in', { booking, by: 'pass', told: 'welcome' }, atMs);
