import { resolve } from 'node:path';
import { type Browser, type Page, expect } from '@playwright/test';
import { staffZh } from '../../../src/access/messages/staff.ts';
import type { SlotId } from '../../../src/model/schema/booking.ts';
import type { StaffRole } from '../../../src/model/schema/staff.ts';
import { loadSite } from '../../../hub/content/index.ts';
import { countUsage } from '../../../hub/figures/count.ts';
import { keepFigures } from '../../../hub/figures/days.ts';
import type { HubOptions } from '../../../hub/hub.ts';
import { grantBands } from '../../../hub/queue/bands.ts';
import { makeSlots } from '../../../hub/publish/make-slots.ts';
import { publishFolder } from '../../../hub/releases/from-folder.ts';
import { tellReport } from '../../support/fleet.ts';
import type { TestHub, TestHubs } from '../../support/hub.ts';
import { TODAY, ticketId } from '../../support/queue.ts';
import { bookCommand, commandOf } from '../../support/site.ts';
import { signIn } from '../../support/staff.ts';
import { TestTerminal } from '../../support/terminal.ts';
import { webRoot } from './hubs.ts';

/** The published site whose demo data fills a hall. */
export const SITE = 'wenzhou';

/** Who comes to a meal at noon. Nobody of these exists. */
const GUESTS = ['王秀英', '陈建国', '林阿婆'] as const;

/** The first of them left it with another booking. */
export const PHONE = '13800000001';

/** One hall of the demo content, and whoever works there. */
export interface StaffedHall {
  readonly hub: TestHub;
  /** Without a slash at the end. */
  readonly url: string;
}

/** @returns a hall that was published and where nothing has happened yet */
export async function openHall(hubs: TestHubs, options: Partial<HubOptions> = {}): Promise<StaffedHall> {
  const hub = await hubs.make({ webRoot, ...options });
  const loaded = await loadSite(resolve(import.meta.dirname, '../../../kiosk-config'), SITE);
  if (!loaded.ok) throw new Error('the site has faults');
  await publishFolder(hub.db, loaded.value, hub.clock.now());
  await makeSlots(hub.db, SITE, hub.clock.now());
  return { hub, url: await hub.app.listen({ port: 0, host: '127.0.0.1' }) };
}

/** Two terminals that tell how they are, people in line, and bookings for today. */
export async function fillHall({ hub }: StaffedHall): Promise<readonly TestTerminal[]> {
  const terminals = [await TestTerminal.paired(hub.app, SITE), await TestTerminal.paired(hub.app, SITE)];
  const names = ['一楼大厅 1 号', '老年食堂门口'];
  for (const [at, terminal] of terminals.entries()) {
    await hub.db.query('update terminal set name = $3 where site = $1 and thumbprint = $2', [
      SITE,
      await terminal.thumbprint(),
      names[at],
    ]);
    await tellReport(terminal, { visits: 12 + at, paper: at === 0 ? 'there' : 'unknown' });
  }
  await grantBands(hub.db, hub.clock.nowMs);
  const [first] = terminals;
  if (!first) throw new Error('no terminal');
  await takeNumbers(hub, first);
  await bookToday(hub, first);
  return terminals;
}

async function takeNumbers(hub: TestHub, terminal: TestTerminal): Promise<void> {
  for (const queue of ['care', 'law', 'care', 'jobs']) {
    hub.clock.nowMs += 60_000;
    await mustBeDone(
      terminal,
      commandOf('take-ticket', { ticket: ticketId(), day: TODAY, queue } as never, hub.clock.nowMs),
    );
  }
}

async function bookToday(hub: TestHub, terminal: TestTerminal): Promise<void> {
  const nextOf = async (service: string): Promise<readonly SlotId[]> => {
    const slots = await hub.db.query<{ id: SlotId }>(
      'select id from slot where site = $1 and service = $2 and starts_at > $3 order by starts_at limit 3',
      [SITE, service, new Date(hub.clock.nowMs)],
    );
    return slots.map(({ id }) => id);
  };
  const [meals, care] = [await nextOf('elder-meal'), await nextOf('disab-care')];
  const choices = { serving: 'eat-in', dish: 'steamed-fish' };
  const book = (slot: SlotId | undefined, body: object): Promise<void> =>
    mustBeDone(terminal, bookCommand(slot as SlotId, body, hub.clock.nowMs));
  for (const [at, name] of GUESTS.entries()) await book(meals[at], { who: { name }, choices });
  await book(care[0], { who: { name: GUESTS[0], phone: PHONE } });
}

async function mustBeDone(terminal: TestTerminal, command: object): Promise<void> {
  const { body } = await terminal.send(command);
  if (body.outcomes[0]?.status !== 'done') throw new Error(JSON.stringify(body));
}

/** Six days on which terminals were used. */
export async function countVisits({ hub }: StaffedHall): Promise<void> {
  const days = [18, 19, 20, 21, 22, 23];
  const told = (key: string, n: number, day: number) => ({ hour: `2026-11-${day}T0${day % 8}`, key, n });
  const counts = days.flatMap((day) => [
    told('visit', day * 2, day),
    told('service.elder-meal', day, day),
    told('service.legal-aid', day - 8, day),
    told('view.book', 12, day),
    told('done.book', 9, day),
    told('search', 8, day),
  ]);
  const batch = '6f1b3a52-6a76-4f5c-9f0f-1f0a0a0a0a0a';
  await countUsage(
    hub.db,
    { site: SITE, terminal: 'one' },
    { batch, counts, unfound: [] },
    'secret',
    hub.clock.nowMs,
  );
  await keepFigures(hub.db, hub.clock.nowMs);
}

/** Somebody with these roles at a desk of 1280 × 800, signed in. What the page complains of is the test's fault. */
export async function seat(
  browser: Browser,
  { hub, url }: StaffedHall,
  roles: readonly StaffRole[],
  name: string,
): Promise<Page> {
  const grants = roles.map((role) => ({ site: SITE, role }));
  const { token } = await signIn(hub.db, hub.clock.now(), grants, name);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'linli', value: token, url }]);
  return context.newPage();
}

/** Opens a page of a desk and waits until it is drawn. */
export async function openDesk(
  page: Page,
  { url }: StaffedHall,
  desk: string,
  ...below: readonly string[]
): Promise<void> {
  await page.goto(`${url}${['/staff', SITE, desk, ...below, ''].join('/')}`);
  await mustBeDrawn(page);
}

/** A page has its heading, and nothing on it is still being read. */
export async function mustBeDrawn(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.getByText(new RegExp(`^(${staffZh['page.wait']}|One moment please)$`, 'u'))).toHaveCount(
    0,
  );
}
