import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { AuditPage } from '../../../src/model/schema/staff-audit.ts';
import type { StaffGrant } from '../../../src/model/schema/staff.ts';
import { type TestHub, TestHubs } from '../../../test/support/hub.ts';
import { HOUR_MS, MORNING_MS, publishTestSite } from '../../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../../test/support/staff.ts';
import { audit } from '../audit.ts';

const HALL = '/api/sites/hall/staff/audit';
const HUB = '/api/staff/audit';
const hubs = new TestHubs();
let hub: TestHub;
let ofHall: StaffCaller;
let ofAll: StaffCaller;
let editor: StaffCaller;
after(hubs.end);
before(async () => {
  hub = await hubs.make();
  for (const site of ['hall', 'other']) await publishTestSite(hub.db, site);
  const as = (site: string, role: StaffGrant['role'], name: string) => staffWith(hub, [{ site, role }], name);
  [ofHall, ofAll, editor] = [
    await as('hall', 'auditor', 'auditor-hall'),
    await as('*', 'auditor', 'auditor-all'),
    await as('hall', 'editor', '=HYPERLINK("evil")'),
  ];
  for (let n = 0; n < 120; n += 1)
    await audit(hub.db, {
      atMs: MORNING_MS - (120 - n) * HOUR_MS,
      staff: editor.id,
      event: 'content.saved',
      site: 'hall',
      detail: { n },
      before: { name: '@old' },
      after: { name: `new ${n}` },
    });
  await audit(hub.db, { atMs: MORNING_MS, staff: editor.id, event: 'content.saved', site: 'other' });
  await audit(hub.db, { atMs: MORNING_MS, staff: editor.id, event: 'sign-in' });
});

const page = async (who: StaffCaller, url: string): Promise<AuditPage> => {
  const answer = await who.get(url);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
};
const noted = async (event: string) =>
  hub.db.query<{ staff: string; of_site: string | null; detail: object }>(
    'select staff, of_site, detail from staff_audit where event = $1 order by id',
    [event],
  );

test('an auditor of one site sees that site’s lines and no others', async () => {
  const { lines } = await page(ofHall, HALL);
  assert.ok(lines.length > 0 && lines.every(({ site }) => site === 'hall'));
  for (const url of [HUB, '/api/sites/other/staff/audit', `${HUB}.csv`, '/api/sites/other/staff/audit.csv'])
    assert.equal((await ofHall.get(url)).statusCode, 403, url);
  assert.equal((await editor.get(HALL)).statusCode, 403);
  const all = await page(ofAll, HUB);
  assert.ok(
    all.lines.some(({ site }) => site === 'other') && all.lines.some(({ event }) => event === 'sign-in'),
  );
});

test('pages follow one another without a gap or a double, while lines are written', async () => {
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const { lines, next } = await page(ofHall, `${HALL}?kind=content${before ? `&before=${before}` : ''}`);
    seen.push(...lines.map(({ detail }) => String(detail['n'])));
    before = next;
    await audit(hub.db, { atMs: hub.clock.now(), staff: editor.id, event: 'content.ordered', site: 'hall' });
  } while (before !== undefined);
  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, n) => String(119 - n)),
  );
  await hub.db.query(`delete from staff_audit where event = 'content.ordered'`);
});

test('lines are filtered by person, kind and time', async () => {
  const from = new Date(MORNING_MS - 10 * HOUR_MS).toISOString();
  const until = new Date(MORNING_MS - 5 * HOUR_MS).toISOString();
  const { lines } = await page(ofHall, `${HALL}?from=${from}&until=${until}&staff=${editor.id}`);
  assert.deepEqual(
    lines.map(({ detail }) => detail['n']),
    [114, 113, 112, 111, 110],
  );
  assert.deepEqual((await page(ofHall, `${HALL}?staff=nobody`)).lines, []);
  assert.deepEqual((await page(ofHall, `${HALL}?kind=release`)).lines, []);
  for (const bad of ['kind=everything', 'from=yesterday', 'before=1;drop', 'more=1'])
    assert.equal((await ofHall.get(`${HALL}?${bad}`)).statusCode, 400, bad);
});

test('a line says who did it to whom, and what was before and after', async () => {
  const boss = await staffWith(hub, [{ site: 'hall', role: 'admin' }], 'boss');
  const made = await boss.post('/api/staff/accounts', {
    name: 'xiao-li',
    shownName: '小李',
    roles: [{ site: 'hall', role: 'clerk' }],
  });
  const { id } = made.json<{ account: { id: string } }>().account;
  await boss.post(`/api/staff/accounts/${id}/roles`, { roles: [{ site: 'hall', role: 'editor' }] });
  const { lines, people } = await page(ofHall, `${HALL}?kind=people&staff=${id}`);
  const [changed, first] = lines;
  assert.deepEqual(
    [changed?.event, changed?.who?.shownName, changed?.about?.shownName],
    ['account-roles', 'boss', '小李'],
  );
  assert.deepEqual(changed?.before, { roles: [{ site: 'hall', role: 'clerk' }] });
  assert.deepEqual(changed?.after, { roles: [{ site: 'hall', role: 'editor' }] });
  assert.equal(first?.event, 'account-made');
  assert.ok(people.some(({ shownName }) => shownName === '小李'));
});

test('reading is noted once, turning pages not again', async () => {
  const before = (await noted('audit.read')).length;
  const { next } = await page(ofHall, `${HALL}?kind=content`);
  await page(ofHall, `${HALL}?kind=content&before=${next}`);
  const lines = await noted('audit.read');
  assert.equal(lines.length, before + 1);
  assert.deepEqual(lines[lines.length - 1], {
    staff: ofHall.id,
    of_site: 'hall',
    detail: { kind: 'content' },
  });
});

test('the spreadsheet has all lines, runs no formula, and is noted', async () => {
  const answer = await ofHall.get(`${HALL}.csv?kind=content`);
  assert.match(String(answer.headers['content-disposition']), /attachment; filename="linli-audit-hall.csv"/u);
  const rows = parse<Record<string, string>>(answer.body, { bom: true, columns: true });
  assert.equal(rows.length, 120);
  assert.equal(rows[0]?.['who'], `'=HYPERLINK("evil")`);
  assert.ok(rows.every((row) => Object.values(row).every((cell) => !/^[=+@\t\r-]/u.test(cell))));
  assert.deepEqual(
    (await noted('audit.exported')).map(({ staff, of_site }) => [staff, of_site]),
    [[ofHall.id, 'hall']],
  );
});
