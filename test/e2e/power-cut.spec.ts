import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { codeDigest } from '../../src/local/digest.ts';
import { CutMachine } from './support/cut-machine.ts';
import { TestHub, expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';

/**
 * A real browser is killed around the touch of "confirm", with the hub up or down. What its screen had said, confirmed or
 * requested, must be there when it is switched on again, and come to exactly one end at the hub.
 *
 * `LINLI_KILLS` (6) says how often.
 */
const KILLS = Number(process.env['LINLI_KILLS'] ?? 6);
const SITE = 'wenzhou';
const MEAL = '老年助餐';
const BEFORE_MS = 100;
const AFTER_MS = 1_500;
const BACK_WITHIN_MS = 75_000;

test.describe.configure({ timeout: 120_000 + KILLS * 60_000 });

test('what the screen said is there after the power came back', async () => {
  const hub = await TestHub.open();
  const machine = await CutMachine.make(hub.url);
  const sums = { confirmed: 0, requested: 0, nothing: 0, hubDown: 0 };
  try {
    await Kiosk.readyForOffline(await machine.start());
    await machine.cut();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const hubDown = kill % 2 === 1;
      const code = await killAroundConfirm(hub, machine, hubDown);
      sums.hubDown += hubDown ? 1 : 0;
      const said = await comesBack(hub, machine, code);
      sums[said] += 1;
    }
  } finally {
    await machine.end();
    await hub.close();
  }
  console.log(
    `${KILLS} kills, ${sums.hubDown} with the hub down: ${sums.confirmed} were confirmed on the screen, ` +
      `${sums.requested} requested, ${sums.nothing} had not been answered yet`,
  );
});

/** Books up to the touch, and cuts the power around it. @returns what the screen had said by then */
async function killAroundConfirm(
  hub: TestHub,
  machine: CutMachine,
  hubDown: boolean,
): Promise<{ readonly confirmed?: string; readonly requested?: string }> {
  await hub.start();
  const kiosk = new Kiosk(await machine.start());
  await kiosk.begin();
  await expect(kiosk.cutOff).toBeHidden({ timeout: BACK_WITHIN_MS });
  await kiosk.openService('zhucan', MEAL);
  await kiosk.startBooking();
  await kiosk.chooseTime();
  await kiosk.sayWho({});
  if (hubDown) await hub.stop('SIGKILL');
  const touch = kiosk.confirmButton.click({ noWaitAfter: true, delay: BEFORE_MS }).catch(() => undefined);
  await wait(Math.random() * (BEFORE_MS + AFTER_MS));
  await machine.cut();
  await touch;
  const of = (heading: string) =>
    machine.said.find((said) => said.heading === heading && said.code !== undefined)?.code;
  const confirmed = of(kiosk.t('book.confirmed'));
  const requested = of(kiosk.t('book.requested'));
  return { ...(confirmed ? { confirmed } : {}), ...(requested ? { requested } : {}) };
}

/** Switches the same machine on again and asks it. */
async function comesBack(
  hub: TestHub,
  machine: CutMachine,
  { confirmed, requested }: { readonly confirmed?: string; readonly requested?: string },
): Promise<'confirmed' | 'requested' | 'nothing'> {
  const code = confirmed ?? requested;
  const kiosk = new Kiosk(await machine.start());
  await kiosk.begin();
  if (code !== undefined) {
    await kiosk.lookUpBooking(code);
    // A pass was on the screen: the terminal knows it again at once, with or without a hub.
    if (confirmed !== undefined) await kiosk.seesHeading('manage.confirmed');
    else
      await expect(kiosk.heading).toHaveText(
        new RegExp(`${kiosk.t('book.requested')}|${kiosk.t('manage.confirmed')}`, 'u'),
      );
    await kiosk.goHome();
  }
  await hub.start();
  // It would ask again by itself within half a minute; a page that starts asks at once.
  await kiosk.page.reload();
  // A request may be refused; what was confirmed may not. Either has one end.
  const ends = confirmed === undefined ? /^(?:confirmed|refused)$/u : /^confirmed$/u;
  if (code !== undefined)
    await expect
      .poll(async () => (await outcomesOf(hub, code)).join(), { timeout: BACK_WITHIN_MS })
      .toMatch(ends);
  await machine.cut();
  if (confirmed !== undefined) return 'confirmed';
  return requested === undefined ? 'nothing' : 'requested';
}

/** What the hub has under a code. */
async function outcomesOf(hub: TestHub, code: string): Promise<readonly string[]> {
  const address = await readFile(join(hub.environment['LINLI_DATA'] ?? '', 'connection'), 'utf8');
  const client = new pg.Client({ connectionString: address.trim() });
  await client.connect();
  try {
    const { rows } = await client.query<{ status: string }>(
      'select status from booking where site = $1 and code_digest = $2',
      [SITE, await codeDigest(SITE, code)],
    );
    return rows.map(({ status }) => status);
  } finally {
    await client.end();
  }
}
