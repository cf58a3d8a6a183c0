import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Problem } from '../../src/model/schema/hub.ts';
import type { AlertDesk, MadeAlertTarget, TargetTried } from '../../src/model/schema/staff-fleet.ts';
import { TestMail, TestReceiver, newFault, tellReport } from '../../test/support/fleet.ts';
import { type TestHub, TestHubs } from '../../test/support/hub.ts';
import { publishTestSite } from '../../test/support/site.ts';
import { type StaffCaller, staffWith } from '../../test/support/staff.ts';
import { TestTerminal } from '../../test/support/terminal.ts';
import { alert, resolveAlert } from './alerts.ts';
import { DELIVERY_HEADER, SIGNATURE_HEADER, signatureOf } from './webhook.ts';

const ALERTS = '/api/sites/hall/staff/fleet/alerts';
const MINUTE_MS = 60_000;

const hubs = new TestHubs();
let mail: TestMail;
let receiver: TestReceiver;
let hub: TestHub;
let staff: StaffCaller;
let terminal: TestTerminal;
after(async () => {
  await Promise.all([mail.close(), receiver.close()]);
  await hubs.end();
});
before(async () => {
  [mail, receiver] = await Promise.all([TestMail.open(), TestReceiver.open()]);
});
// Each test has a hub of its own: an alert that is still open would be told there.
beforeEach(async () => {
  mail.mails.length = 0;
  receiver.heard.length = 0;
  receiver.status = 204;
  mail.refusing = false;
  hub = await hubs.make({
    alerts: { mail: { server: mail.address, from: 'linli@example.org' }, privateWebhooks: true },
  });
  await publishTestSite(hub.db, 'hall');
  staff = await staffWith(hub, [{ site: 'hall', role: 'fleet' }]);
  terminal = await TestTerminal.paired(hub.app, 'hall');
  await tellReport(terminal);
});

async function add(kind: 'email' | 'webhook', address: string): Promise<MadeAlertTarget> {
  const answer = await staff.post(`${ALERTS}/targets`, { kind, address, language: 'zh-Hans' });
  assert.equal(answer.statusCode, 201, answer.body);
  return answer.json();
}
const desk = async (): Promise<AlertDesk> => (await staff.get(ALERTS)).json();
/** The terminal reports that it is well. The door looks it up once a second at most, which is hours by this clock. */
async function reports(): Promise<void> {
  assert.equal((await tellReport(terminal)).status, 200);
  await hub.db.query('update terminal set seen_at = $1', [new Date(hub.clock.nowMs)]);
}
/** The terminal is well, and has been for longer than an alert waits to be over. */
async function stayRight(): Promise<void> {
  for (let minutes = 0; minutes < 12; minutes += 4) {
    await reports();
    await pass(4 * MINUTE_MS);
  }
  await pass();
}
/** The hub does what is due; some time passes. */
async function pass(ms = 15_000): Promise<void> {
  hub.clock.nowMs += ms;
  await hub.runJobs();
}
const words = ({ source }: { readonly source: string }): string =>
  source.replace(/=\?utf-8\?(B|Q)\?(.*?)\?=\s*/giu, (_all, kind: string, text: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : Buffer.from(
          text
            .replaceAll('_', ' ')
            .replaceAll(/=([0-9A-F]{2})/gu, (_hex, two: string) => String.fromCharCode(parseInt(two, 16))),
          'latin1',
        ).toString('utf8'),
  );
interface Told {
  readonly event: string;
  readonly kind: string;
  readonly id: string;
  readonly terminal?: { readonly name: string };
  readonly detail: Readonly<Record<string, unknown>>;
}
const told = (): readonly Told[] => receiver.heard.map(({ body }) => JSON.parse(body) as Told);

test('a terminal that falls silent is told of once by e-mail and webhook, and once when it is back', async () => {
  await add('email', 'desk@example.org');
  const { secret = '' } = await add('webhook', receiver.address);
  await pass(11 * MINUTE_MS);
  await pass();
  await pass();
  assert.deepEqual(
    mail.mails.map(({ to }) => to),
    [['desk@example.org']],
  );
  const [sent] = mail.mails;
  assert.ok(sent);
  assert.match(words(sent), /Subject: .*T-.{4} 已 11 分钟没有联系上/u);
  assert.deepEqual(
    told().map(({ event, kind, detail }) => [event, kind, detail['value']]),
    [['raised', 'offline', 11]],
  );
  const [call] = receiver.heard;
  const seconds = Number(/t=(\d+)/u.exec(String(call?.headers[SIGNATURE_HEADER]))?.[1]);
  assert.equal(call?.headers[SIGNATURE_HEADER], signatureOf(secret, seconds, call?.body ?? ''));
  assert.equal((await desk()).alerts.filter(({ resolvedAt }) => !resolvedAt).length, 1);

  await tellReport(terminal);
  await pass();
  await pass();
  assert.equal(told().length, 1, 'it may go again at once');
  await stayRight();
  assert.deepEqual(
    told().map(({ event }) => event),
    ['raised', 'resolved'],
  );
  assert.match(words(mail.mails.at(-1) ?? { source: '' }), /已恢复/u);
  assert.equal((await desk()).alerts.filter(({ resolvedAt }) => !resolvedAt).length, 0);
});

test('a terminal that comes and goes is one alert, told of once', async () => {
  await add('webhook', receiver.address);
  for (let times = 0; times < 4; times += 1) {
    await pass(11 * MINUTE_MS);
    await reports();
    await pass(2 * MINUTE_MS);
  }
  await pass();
  assert.deepEqual(
    told().map(({ event, kind }) => `${event} ${kind}`),
    ['raised offline'],
  );
  assert.equal((await desk()).alerts.length, 1);
  await stayRight();
  assert.equal(told().at(-1)?.event, 'resolved');
  await pass(11 * MINUTE_MS);
  await pass();
  assert.equal(told().at(-1)?.event, 'raised', 'long after it was over it is news again');
});

describe('in quiet hours', () => {
  const NIGHT = { from: '22:00', to: '07:00' };
  const release = (subject: string) =>
    ({ site: 'hall', kind: 'release-halted', subject, detail: {} }) as const;
  /** By the hall's clock, eight hours ahead. */
  const wall = (): string => new Date(hub.clock.nowMs + 8 * 60 * MINUTE_MS).toISOString().slice(11, 16);
  const toNight = (): void => {
    hub.clock.nowMs = Date.parse('2026-11-23T14:30:00Z');
  };
  const quiet = (id: string, hours?: object) =>
    staff.send('PUT', `${ALERTS}/targets/${id}/quiet`, hours ? { quiet: hours } : {});
  const addQuiet = async (kind: 'email' | 'webhook', address: string): Promise<string> => {
    const { target } = await add(kind, address);
    assert.equal((await quiet(target.id, NIGHT)).statusCode, 200);
    return target.id;
  };
  beforeEach(async () => {
    toNight();
    staff = await staffWith(hub, [{ site: 'hall', role: 'fleet' }]);
    const rules = ['offline', 'errors', 'storage', 'outbox'].map((kind) => ({
      kind,
      active: false,
      most: 90,
      urgent: false,
    }));
    assert.equal((await staff.send('PUT', `${ALERTS}/rules`, { rules })).statusCode, 200);
  });

  test('what can wait comes as one message in the morning, and what is over by then says so', async () => {
    await addQuiet('webhook', receiver.address);
    await addQuiet('email', 'desk@example.org');
    await add('email', 'night@example.org');
    for (const subject of ['1', '2', '3']) await alert(hub.db.query, release(subject), hub.clock.nowMs);
    await pass();
    await resolveAlert(hub.db.query, release('2'), hub.clock.nowMs);
    await pass(60 * MINUTE_MS);
    await pass(7 * 60 * MINUTE_MS);
    assert.equal(wall(), '06:30');
    assert.equal(receiver.heard.length, 0);
    assert.deepEqual(new Set(mail.mails.flatMap(({ to }) => to)), new Set(['night@example.org']));
    assert.equal(mail.mails.length, 4, 'whoever has no quiet hours was told at once, each for itself');

    mail.mails.length = 0;
    await pass(31 * MINUTE_MS);
    await pass();
    const [digest] = receiver.heard.map(({ body }) => JSON.parse(body) as Told & { alerts: readonly Told[] });
    assert.equal(receiver.heard.length, 1);
    assert.equal(digest?.event, 'digest');
    assert.deepEqual(
      digest.alerts.map(({ event }) => event),
      ['raised', 'resolved', 'raised'],
    );
    assert.equal(mail.mails.length, 1);
    assert.match(words(mail.mails[0] ?? { source: '' }), /Subject: .*勿扰时段里有 3 条告警/u);
    staff = await staffWith(hub, [{ site: 'hall', role: 'fleet' }]);
    assert.equal((await desk()).targets[0]?.last?.state, 'done');
  });

  test('what is marked as urgent is told at once', async () => {
    await addQuiet('webhook', receiver.address);
    const rules = [{ kind: 'release-halted', active: true, most: 0, urgent: true }];
    await staff.send('PUT', `${ALERTS}/rules`, { rules });
    await alert(hub.db.query, release('1'), hub.clock.nowMs);
    await pass();
    assert.deepEqual(
      told().map(({ event }) => event),
      ['raised'],
    );
  });

  test('by day everything is told at once, and hours that are taken away hold nothing back', async () => {
    const id = await addQuiet('webhook', receiver.address);
    hub.clock.nowMs = Date.parse('2026-11-23T23:30:00Z');
    assert.equal(wall(), '07:30');
    await alert(hub.db.query, release('1'), hub.clock.nowMs);
    await pass();
    assert.equal(receiver.heard.length, 1);
    staff = await staffWith(hub, [{ site: 'hall', role: 'fleet' }]);
    assert.deepEqual((await desk()).targets[0]?.quiet, NIGHT);
    assert.equal((await quiet(id)).statusCode, 200);
    assert.equal((await desk()).targets[0]?.quiet, undefined);
    hub.clock.nowMs = Date.parse('2026-11-24T14:30:00Z');
    await alert(hub.db.query, release('2'), hub.clock.nowMs);
    await pass();
    assert.equal(receiver.heard.length, 2);
    staff = await staffWith(hub, [{ site: 'hall', role: 'fleet' }]);
    assert.equal((await quiet('00000000-0000-4000-8000-000000000000')).statusCode, 404);
    assert.equal((await quiet(id, { from: '07:00', to: '07:00' })).statusCode, 400);
  });
});

test('each rule finds what it is for, and what is right again is resolved', async () => {
  await add('webhook', receiver.address);
  const errors = Array.from({ length: 5 }, () => newFault(hub.clock.nowMs));
  const oldestAt = new Date(hub.clock.nowMs - 31 * MINUTE_MS).toISOString();
  await tellReport(terminal, {
    errors,
    storage: { used: 95, quota: 100, durable: true },
    outbox: { waiting: 2, oldestAt },
  });
  await pass();
  await pass();
  assert.deepEqual(
    told()
      .map(({ event, kind }) => `${event} ${kind}`)
      .toSorted(),
    ['raised errors', 'raised outbox', 'raised storage'],
  );
  // Errors of the last ten minutes are errors still.
  for (let minutes = 0; minutes < 12; minutes += 4) {
    await tellReport(terminal);
    await pass(4 * MINUTE_MS);
  }
  await stayRight();
  assert.equal(told().filter(({ event }) => event === 'resolved').length, 3, JSON.stringify(told()));
});

test('a rule that is switched off, or allows more, raises nothing', async () => {
  await add('webhook', receiver.address);
  const rules = [
    { kind: 'offline', active: false, most: 10, urgent: false },
    { kind: 'errors', active: true, most: 3, urgent: true },
  ];
  assert.equal((await staff.send('PUT', `${ALERTS}/rules`, { rules })).statusCode, 200);
  assert.equal(
    (
      await staff.send('PUT', `${ALERTS}/rules`, {
        rules: [{ kind: 'offline', active: true, most: 1, urgent: false }],
      })
    ).statusCode,
    400,
    'a terminal is heard of once a minute: that would always be so',
  );
  await tellReport(terminal, { errors: [newFault(hub.clock.nowMs), newFault(hub.clock.nowMs)] });
  await pass(60 * MINUTE_MS);
  await pass();
  assert.deepEqual(told(), []);
  assert.deepEqual(
    (await desk()).rules.filter(({ kind }) => kind === 'offline' || kind === 'errors'),
    rules,
  );
});

test('what cannot be told is told later, less and less often, in order, and given up at last', async () => {
  receiver.status = 500;
  await add('webhook', receiver.address);
  // Nobody hears of the terminal for a day: that is not what is looked at here.
  await staff.send('PUT', `${ALERTS}/rules`, {
    rules: [{ kind: 'offline', active: false, most: 10, urgent: false }],
  });
  await hub.db.transaction((query) =>
    alert(query, { site: 'hall', kind: 'release-halted', subject: '12', detail: {} }, hub.clock.nowMs),
  );
  await pass();
  await resolveAlert(hub.db.query, { site: 'hall', kind: 'release-halted', subject: '12' }, hub.clock.nowMs);
  await pass(20_000);
  assert.equal(receiver.heard.length, 1, 'the next try is not due');
  await pass(15_000);
  assert.equal(receiver.heard.length, 2);
  receiver.status = 302;
  await pass(3 * MINUTE_MS);
  assert.equal(receiver.heard.length, 3, 'a redirect is not followed');
  assert.equal((await desk()).targets[0]?.last?.fault, 'http-302');
  receiver.status = 204;
  await pass(11 * MINUTE_MS);
  await pass();
  assert.deepEqual(
    [...new Set(told().map(({ event }) => event))],
    ['raised', 'resolved'],
    'that it is over is told after what it was',
  );
  assert.equal(new Set(receiver.heard.map(({ headers }) => headers[DELIVERY_HEADER])).size, 2);
  assert.equal((await desk()).targets[0]?.last?.state, 'done');

  receiver.status = 500;
  await alert(
    hub.db.query,
    { site: 'hall', kind: 'release-halted', subject: '13', detail: {} },
    hub.clock.nowMs,
  );
  for (let hours = 0; hours < 24; hours += 1) await pass(60 * MINUTE_MS);
  assert.equal(receiver.heard.filter(({ body }) => body.includes('"13"')).length, 7);
  staff = await staffWith(hub, [{ site: 'hall', role: 'fleet' }]);
  assert.equal((await desk()).targets[0]?.last?.state, 'given-up');
});

test('an e-mail that the server does not take comes later', async () => {
  mail.refusing = true;
  await add('email', 'desk@example.org');
  await alert(
    hub.db.query,
    { site: 'hall', kind: 'release-halted', subject: '4', detail: {} },
    hub.clock.nowMs,
  );
  await pass();
  assert.match((await desk()).targets[0]?.last?.fault ?? '', /^smtp-451$/u);
  mail.refusing = false;
  await pass(MINUTE_MS);
  assert.equal(mail.mails.length, 1);
});

test('two hubs on one database tell it once', async () => {
  const other = await hubs.make({
    db: hub.db,
    now: hub.clock.now,
    alerts: { privateWebhooks: true },
  });
  await add('webhook', receiver.address);
  await pass(11 * MINUTE_MS);
  for (let turn = 0; turn < 4; turn += 1) {
    hub.clock.nowMs += 15_000;
    await Promise.all([hub.runJobs(), other.runJobs()]);
  }
  assert.equal(receiver.heard.length, 1);
});

describe('whoever is told', () => {
  test('is tried at once, and is told no more when removed', async () => {
    const { target } = await add('webhook', receiver.address);
    const tried = async (): Promise<TargetTried> =>
      (await staff.post(`${ALERTS}/targets/${target.id}/try`)).json();
    assert.deepEqual(await tried(), { done: true });
    assert.equal(told()[0]?.event, 'test');
    receiver.status = 404;
    assert.deepEqual(await tried(), { done: false, fault: 'http-404' });
    await staff.post(`${ALERTS}/targets/${target.id}/remove`);
    receiver.heard.length = 0;
    await pass(11 * MINUTE_MS);
    await pass();
    assert.equal(receiver.heard.length, 0);
    assert.equal(
      (await staff.post(`${ALERTS}/targets/${target.id}/try`)).json<Problem>().code,
      'fleet.target-unknown',
    );
  });

  test('has an address that can be one', async () => {
    const refused = async (kind: string, address: string): Promise<string> =>
      (await staff.post(`${ALERTS}/targets`, { kind, address, language: 'en' })).json<Problem>().code;
    assert.equal(await refused('email', 'desk'), 'fleet.address-invalid');
    assert.equal(await refused('webhook', 'ftp://example.org/'), 'fleet.address-invalid');
    assert.equal(await refused('webhook', 'https://name:word@example.org/'), 'fleet.address-invalid');
    const strict = await hubs.make({ db: hub.db });
    const caller = await staffWith(strict, [{ site: 'hall', role: 'fleet' }]);
    const from = async (address: string): Promise<string> =>
      (await caller.post(`${ALERTS}/targets`, { kind: 'webhook', address, language: 'en' })).json<Problem>()
        .code;
    assert.equal(await from('http://example.org/'), 'fleet.address-invalid', 'without TLS');
    assert.equal(await from('https://127.0.0.1/'), 'fleet.address-private');
    assert.equal(await from('https://2130706433/'), 'fleet.address-private');
    assert.equal(await from('https://[::ffff:10.0.0.1]/'), 'fleet.address-private');
    assert.equal(await from('https://localhost/'), 'fleet.address-private');
  });

  test('is not called in a private network unless the hub allows it, also where a name leads there', async () => {
    await add('webhook', receiver.address);
    const strict = await hubs.make({ db: hub.db, now: hub.clock.now, alerts: { privateWebhooks: false } });
    await alert(
      hub.db.query,
      { site: 'hall', kind: 'release-halted', subject: '5', detail: {} },
      hub.clock.nowMs,
    );
    hub.clock.nowMs += 15_000;
    await strict.runJobs();
    assert.equal(receiver.heard.length, 0);
  });
});

test('an alert that somebody saw to is closed, and raised anew where nothing is better', async () => {
  await pass(11 * MINUTE_MS);
  const [open] = (await desk()).alerts;
  assert.ok(open);
  assert.equal((await staff.post(`${ALERTS}/${open.id}/close`)).statusCode, 200);
  assert.ok((await desk()).alerts[0]?.resolvedBy);
  assert.equal((await staff.post(`${ALERTS}/${open.id}/close`)).json<Problem>().code, 'fleet.alert-over');
  await pass();
  assert.equal((await desk()).alerts.filter(({ resolvedAt }) => !resolvedAt).length, 1);
});
