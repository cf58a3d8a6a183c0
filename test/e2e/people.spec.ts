import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page, expect } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { auditDeskZh } from '../../src/access/messages/audit-desk.ts';
import { peopleDeskZh } from '../../src/access/messages/people-desk.ts';
import { staffEn, staffZh } from '../../src/access/messages/staff.ts';
import { writePassword } from '../../hub/staff/accounts.ts';
import { hashPassword } from '../../hub/staff/passwords.ts';
import { beginSession } from '../../hub/staff/sessions.ts';
import type { StaffGrant } from '../../src/model/schema/staff.ts';
import { openCity, testMapping } from '../support/city.ts';
import type { TestHub, TestHubs } from '../support/hub.ts';
import { publishTestSite } from '../support/site.ts';
import { staffWith } from '../support/staff.ts';
import { test, webRoot } from './support/hubs.ts';

const OWN = 'kettle behind the door';
const STEP_MS = 30_000;
const shots = process.env['LINLI_SHOTS'];

/** Passkeys are made for a host name; the machine's own is the one that needs no https. */
const PORT = 9160;
const URL_OF_HUB = `http://localhost:${PORT}`;

test.use({ viewport: { width: 1280, height: 800 } });
// Several people, signing in and out, each with hashes that cost time on purpose.
test.setTimeout(150_000);

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const codeFor = (secret: string, atMs: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate({ timestamp: atMs });

async function openHub(hubs: TestHubs, more: Parameters<TestHubs['make']>[0] = {}): Promise<TestHub> {
  const hub = await hubs.make({ webRoot, ...more });
  for (const site of ['hall', 'other']) await publishTestSite(hub.db, site);
  // Ended by the test: the port is wanted again.
  await hub.app.listen({ port: PORT, host: '127.0.0.1' });
  return hub;
}

async function account(hub: TestHub, name: string, roles: readonly StaffGrant[]) {
  const who = await staffWith(hub, roles, name);
  await writePassword(hub.db, who.id, await hashPassword(OWN), false, 'none');
  return who;
}

async function type(page: Page, name: string, password = OWN): Promise<void> {
  await field(page, staffZh['sign-in.name']).fill(name);
  await field(page, staffZh['sign-in.password']).fill(password);
  await button(page, staffZh['sign-in.do']).click();
}

async function mustBeAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** A picture for whoever looks: only where `LINLI_SHOTS` names a folder. */
async function shot(page: Page, name: string): Promise<void> {
  if (!shots) return;
  for (const [width, height] of [
    [1280, 800],
    [820, 1180],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Chromium's own passkey machine, whose owner is always recognised. */
async function withMachine(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('an app for codes: set up on the account page, asked at the sign-in, a recovery code for a lost phone', async ({
  page,
  hubs,
}) => {
  const hub = await openHub(hubs);
  try {
    await account(hub, 'wang', [{ site: 'hall', role: 'clerk' }]);
    await page.goto(`${URL_OF_HUB}/staff/account/`);
    await type(page, 'wang');
    await expect(heading(page, staffZh['account.heading'])).toBeVisible();
    await mustBeAccessible(page);
    await shot(page, 'account');
    await button(page, staffZh['factors.app.add']).click();
    const secret = (await page.locator('linli-totp-setup code').textContent()) ?? '';
    await expect(page.locator('linli-totp-setup linli-qr')).toBeVisible();
    await shot(page, 'totp-setup');
    await field(page, staffZh['factors.app.code']).fill('000000');
    await button(page, staffZh['factor.do']).click();
    await expect(page.getByText(staffZh['error.staff.factor-wrong'])).toBeVisible();
    await field(page, staffZh['factors.app.code']).fill(codeFor(secret, hub.clock.nowMs));
    await button(page, staffZh['factor.do']).click();
    await expect(page.locator('linli-recovery-codes code')).toHaveCount(10);
    const codes = await page.locator('linli-recovery-codes code').allTextContents();
    await mustBeAccessible(page);
    await shot(page, 'recovery');
    await button(page, staffZh['factors.recovery.noted']).click();
    await expect(page.getByText(codes[0] ?? '')).toHaveCount(0);

    await button(page, staffZh['nav.sign-out']).click();
    hub.clock.nowMs += STEP_MS;
    await type(page, 'wang');
    await expect(heading(page, staffZh['factor.heading'])).toBeVisible();
    await expect(field(page, staffZh['factor.code'])).toBeFocused();
    await mustBeAccessible(page);
    await shot(page, 'factor');
    await page.keyboard.type(codeFor(secret, hub.clock.nowMs));
    await page.keyboard.press('Enter');
    await expect(heading(page, staffZh['account.heading'])).toBeVisible();

    await button(page, staffZh['nav.sign-out']).click();
    await type(page, 'wang');
    await button(page, staffZh['factor.use-recovery']).click();
    await field(page, staffZh['factor.recovery']).fill(codes[3] ?? '');
    await button(page, staffZh['factor.do']).click();
    await expect(page.getByText(staffZh['factors.recovery.left'].replace('{n}', '9'))).toBeVisible();
  } finally {
    await hub.app.close();
  }
});

test('a passkey: added after the password once more, signs in by itself, and can be removed', async ({
  page,
  hubs,
}) => {
  const hub = await openHub(hubs);
  try {
    await account(hub, 'li', [{ site: 'hall', role: 'clerk' }]);
    await withMachine(page);
    await page.goto(`${URL_OF_HUB}/staff/account/`);
    await type(page, 'li');
    await expect(heading(page, staffZh['account.heading'])).toBeVisible();
    hub.clock.nowMs += 16 * 60_000;
    await field(page, staffZh['factors.passkeys.name']).fill('值班室电脑');
    await button(page, staffZh['factors.passkeys.add']).click();
    await page.locator('linli-confirm-password input').fill(OWN);
    await button(page, staffZh['confirm.do']).click();
    await expect(page.getByText(staffZh['factors.passkeys.added'])).toBeVisible();
    await expect(page.getByText('值班室电脑', { exact: true })).toBeVisible();
    await shot(page, 'passkeys');

    await button(page, staffZh['nav.sign-out']).click();
    await button(page, staffZh['sign-in.passkey']).click();
    await expect(heading(page, staffZh['account.heading'])).toBeVisible();
    await expect(
      page.getByRole('cell', { name: staffZh['sessions.way.passkey'], exact: true }),
    ).toBeVisible();

    await button(page, staffZh['factors.passkeys.remove']).click();
    await button(page, staffZh['factors.passkeys.remove']).click();
    await expect(page.getByText(staffZh['factors.passkeys.none'])).toBeVisible();
    await button(page, staffZh['nav.sign-out']).click();
    await button(page, staffZh['sign-in.passkey']).click();
    await expect(page.getByRole('alert')).toContainText(staffZh['error.staff.passkey-unknown']);
  } finally {
    await hub.app.close();
  }
});

test('the city’s login: over there, back to the page one was on, and what it refuses is said', async ({
  page,
  hubs,
}) => {
  const city = await openCity([`${URL_OF_HUB}/api/staff/sign-in/city/return`], testMapping, 9161);
  const hub = await openHub(hubs, { city: city.settings });
  try {
    city.people.set('s-1', { name: '王秀英', roles: ['hall-clerk'] });
    city.sits = 's-1';
    await page.goto(`${URL_OF_HUB}/staff/account/`);
    const go = button(page, staffZh['sign-in.city'].replace('{name}', '市民统一认证'));
    await expect(go).toBeVisible();
    await mustBeAccessible(page);
    await shot(page, 'sign-in-city');
    await go.click();
    await expect(page).toHaveURL(`${URL_OF_HUB}/staff/account/`);
    await expect(heading(page, staffZh['account.heading'])).toBeVisible();
    await expect(page.getByText('王秀英').first()).toBeVisible();
    const cookies = await page.context().cookies(URL_OF_HUB);
    expect(cookies.map(({ name, sameSite }) => [name, sameSite])).toEqual([['linli', 'Strict']]);

    await button(page, staffZh['nav.sign-out']).click();
    city.people.set('s-1', { name: '王秀英', roles: ['mayor'] });
    await go.click();
    await expect(page.getByRole('alert')).toContainText(staffZh['error.staff.city-role']);
    // Somebody else's link into the return address ends at the sign-in.
    await page.goto(`${URL_OF_HUB}/api/staff/sign-in/city/return?code=x&state=y`);
    await expect(page.getByRole('alert')).toContainText(staffZh['sign-in.city.over']);
  } finally {
    await hub.app.close();
    await city.end();
  }
});

async function atDesk(browser: Browser, token: string | undefined, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  await context.addCookies([{ name: 'linli', value: token ?? '', url: URL_OF_HUB }]);
  const page = await context.newPage();
  await page.goto(`${URL_OF_HUB}${path}`);
  return page;
}

test('a site’s admin: makes an account, changes its roles, ends its session, asks for a second step; the audit has it', async ({
  browser,
  hubs,
}) => {
  const hub = await openHub(hubs);
  try {
    await staffWith(hub, [{ site: '*', role: 'admin' }], 'boss');
    await staffWith(hub, [{ site: 'other', role: 'clerk' }], 'zhao-elsewhere');
    const admin = await staffWith(hub, [{ site: 'hall', role: 'admin' }], 'chen');
    const clerk = await account(hub, 'wang', [{ site: 'hall', role: 'clerk' }]);
    const { token } = await clerkAt(hub, clerk.id);
    const page = await atDesk(browser, admin.token, '/staff/hall/people/');
    await expect(heading(page, peopleDeskZh['people.heading'])).toBeVisible();
    await expect(page.getByRole('row', { name: /boss/u })).toContainText(peopleDeskZh['people.elsewhere']);
    await expect(page.getByText('zhao-elsewhere')).toHaveCount(0);
    await expect(page.locator('linli-new-account').getByRole('option')).toHaveText(['站点 hall']);
    await mustBeAccessible(page);
    await shot(page, 'people');

    const seat = await atDesk(browser, token, '/staff/account/');
    await expect(heading(seat, staffZh['account.heading'])).toBeVisible();
    const row = page.getByRole('row', { name: /wang/u }).first();
    await row.getByRole('button', { name: peopleDeskZh['people.change'] }).click();
    const card = page.locator('linli-account-card');
    await card.locator('input[name=editor]').check();
    await shot(page, 'people-card');
    await mustBeAccessible(page);
    await button(page, peopleDeskZh['roles.save']).click();
    await expect(page.getByText(peopleDeskZh['people.done.roles'].replace('{name}', 'wang'))).toBeVisible();
    await expect(row).toContainText(staffZh['role.editor']);
    await card.getByRole('button', { name: staffZh['sessions.end'], exact: true }).first().click();
    await expect(page.getByText(peopleDeskZh['people.sessions.none'])).toBeVisible();
    await seat.reload();
    await expect(heading(seat, staffZh['sign-in.heading'])).toBeVisible();

    const rule = page.locator('linli-factor-rule');
    await rule.locator('input[name=editor]').check();
    await rule.getByLabel(peopleDeskZh['rule.grace'], { exact: true }).fill('0');
    await button(page, peopleDeskZh['rule.save']).click();
    await expect(page.getByText(peopleDeskZh['rule.saved'])).toBeVisible();
    await type(seat, 'wang');
    await expect(heading(seat, staffZh['factors.first'])).toBeVisible();
    await expect(seat.getByRole('link', { name: staffZh['nav.start'] })).toHaveCount(0);
    await shot(seat, 'first-factor');
    await button(seat, staffZh['factors.app.add']).click();
    const secret = (await seat.locator('linli-totp-setup code').textContent()) ?? '';
    await field(seat, staffZh['factors.app.code']).fill(codeFor(secret, hub.clock.nowMs));
    await button(seat, staffZh['factor.do']).click();
    await button(seat, staffZh['factors.recovery.noted']).click();
    await expect(heading(seat, staffZh['account.heading'])).toBeVisible();

    const auditor = await staffWith(hub, [{ site: 'hall', role: 'auditor' }], 'sun');
    const desk = await atDesk(browser, auditor.token, '/staff/hall/audit/');
    await expect(heading(desk, auditDeskZh.heading)).toBeVisible();
    await desk.locator('#kind').selectOption('people');
    await button(desk, auditDeskZh['filter.do']).click();
    const line = desk.getByRole('row', { name: new RegExp(auditDeskZh['event.account-roles'], 'u') }).first();
    await expect(line).toContainText('chen');
    await line.getByText(auditDeskZh['list.details']).click();
    await expect(line.locator('ins').first()).toContainText(staffZh['role.editor']);
    await mustBeAccessible(desk);
    await shot(desk, 'audit');
    const download = desk.waitForEvent('download');
    await desk.getByRole('link', { name: auditDeskZh.export }).click();
    expect((await download).suggestedFilename()).toBe('linli-audit-hall.csv');
    await desk.locator('#kind').selectOption('audit');
    await button(desk, auditDeskZh['filter.do']).click();
    await expect(desk.getByText(auditDeskZh['event.audit.exported'])).toBeVisible();
    for (const one of [page, seat, desk]) {
      await button(one, staffZh['page.language']).click();
      await expect(button(one, staffEn['page.language'])).toBeVisible();
      await shot(one, `en-${new URL(one.url()).pathname.split('/').at(-2) ?? ''}`);
      await one.context().close();
    }
  } finally {
    await hub.app.close();
  }
});

/** A session of somebody at a seat of their own. */
async function clerkAt(hub: TestHub, id: Parameters<typeof beginSession>[1]) {
  return {
    token: await beginSession(hub.db, id, hub.clock.now(), { way: 'password', device: 'Chrome · Windows' }),
  };
}
