import 'fake-indexeddb/auto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { CallFailure } from '../../api/client.ts';
import { codeDigest } from '../../local/digest.ts';
import { openIdbDriver } from '../../local/idb-driver.ts';
import { terminalKeys } from '../../local/keys.ts';
import { Store } from '../../local/store.ts';
import { fail, ok } from '../../model/result.ts';
import type { Booking, PassKey, Slot } from '../../model/schema/booking.ts';
import type { Command, Outcome } from '../../model/schema/command.ts';
import type { Change } from '../../model/schema/document.ts';
import type { Site } from '../../model/schema/site.ts';
import { Sync, type SyncOptions } from '../../sync/sync.ts';
import { judge } from '../arrival/judge.ts';
import { Runtime } from './runtime.ts';

const HOUR_MS = 3_600_000;
const down: CallFailure = { kind: 'unreachable' };
const iso = (ms: number) => new Date(ms).toISOString();
const slotAt = (id: string, code: string, startMs: number): Slot =>
  ({
    id,
    code,
    service: 'elder-meal',
    place: 'canteen',
    startsAt: iso(startMs),
    endsAt: iso(startMs + HOUR_MS),
    status: 'open',
    remaining: 0,
    waiting: 0,
  }) as unknown as Slot;
const soon = slotAt('elder-meal.20261122T1100', 'A7', Date.now() + HOUR_MS / 2);
const later = slotAt('elder-meal.20261123T1100', 'A8', Date.now() + 24 * HOUR_MS);
const site = {
  id: 'hall',
  limits: { checkInEarlyMinutes: 60, checkInLateMinutes: 30 },
} as unknown as Site;
const terms = { minNoticeMinutes: 0 };
const who = { name: '王女士' };

/** One exchange of a runtime that was put together on a line of the test's. */
const round = ({ sync }: Runtime) => (sync as Sync).round();

let databases = 0;
const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

/** A hub that gives leases, keeps one outcome for each command, and loses the answers a test names. */
class FakeHub {
  readonly effects: Command[] = [];
  changes: Change[] = [];
  cutOff = false;
  answersLost = 0;
  refuse: Partial<Record<Command['kind'], string>> = {};
  readonly #outcomes = new Map<string, Outcome>();

  readonly client: SyncOptions['client'] = {
    pair: () => Promise.resolve(this.cutOff ? fail(down) : ok({ terminal: 't', status: 'paired' as const })),
    changes: () => {
      if (this.cutOff) return Promise.resolve(fail(down));
      const changes = this.changes.splice(0);
      return Promise.resolve(ok({ epoch: 'e', cursor: 'c', more: false, now: iso(Date.now()), changes }));
    },
    send: (commands) => {
      if (this.cutOff) return Promise.resolve(fail(down));
      const outcomes = commands.map((command) => this.#judge(command));
      if (this.answersLost > 0) {
        this.answersLost -= 1;
        return Promise.resolve(fail(down));
      }
      return Promise.resolve(ok({ now: iso(Date.now()), outcomes }));
    },
    listen: () => () => undefined,
  };

  #judge(command: Command): Outcome {
    const known = this.#outcomes.get(command.id);
    if (known) return known;
    this.effects.push(command);
    const code = this.refuse[command.kind];
    const base = { command: command.id, at: command.at };
    const made: Outcome = code
      ? { ...base, status: 'refused', error: { code } }
      : command.kind === 'hold'
        ? { ...base, status: 'done', booking: 'held', until: iso(Date.now() + 300_000) }
        : { ...base, status: 'done' };
    this.#outcomes.set(command.id, made);
    return made;
  }
}

async function terminal(places = 2) {
  const hub = new FakeHub();
  const name = `hall-${(databases += 1)}`;
  const store = await Store.open('hall', await openIdbDriver(name, () => undefined));
  closing.push(() => store.close());
  const keys = await terminalKeys(store.driver);
  const runtime = await Runtime.on(
    store,
    keys,
    (parts) => new Sync({ ...parts, client: hub.client, onState: () => undefined }),
  );
  const jwk = (await exportJWK(keys.proof.publicKey)) as PassKey['jwk'];
  const key: PassKey = {
    id: 'ab12',
    site: 'hall',
    siteName: { zh: '厅' },
    terminal: await calculateJwkThumbprint(jwk),
    revoked: false,
    jwk,
  };
  const lease = { slot: soon.id, places, keep: places, until: soon.startsAt };
  hub.changes = [
    { kind: 'slot', id: soon.id, body: soon },
    { kind: 'slot', id: later.id, body: later },
    { kind: 'pass-key', id: 'hall.ab12', body: key },
    { kind: 'lease', id: soon.id, body: lease },
    { kind: 'lease', id: later.id, body: { ...lease, slot: later.id, until: later.startsAt } },
  ];
  await round(runtime);
  return { hub, runtime, key };
}

const listed = (booking: Booking['id'], more: Partial<Booking> = {}): Change => ({
  kind: 'booking',
  id: booking,
  body: {
    id: booking,
    slot: soon.id,
    status: 'confirmed',
    codeDigest: '0123456789abcdef',
    sequence: 0,
    digits: false,
    helped: false,
    usedTwice: false,
    ...more,
  },
});
const kinds = (hub: FakeHub) => hub.effects.map(({ kind }) => kind);

describe('a terminal that is cut off', () => {
  test('confirms, lets the person in by pass and by code, and tells the hub once', async () => {
    const { hub, runtime } = await terminal();
    hub.cutOff = true;
    const made = runtime.newBooking();
    const body = { ...made, slot: soon.id, who };
    assert.deepEqual(await runtime.confirmation(soon, terms), ok(true));
    const confirmed = await runtime.confirm(body, soon, terms);
    assert.ok(confirmed.ok);
    await round(runtime);
    await runtime.endVisit();

    const byCode = await judge(runtime, site, made.code);
    assert.deepEqual([byCode.verdict.kind, byCode.status, byCode.pass], ['welcome', 'confirmed', undefined]);
    const byPass = await judge(runtime, site, confirmed.value.pass);
    assert.equal(byPass.verdict.kind, 'welcome');

    hub.cutOff = false;
    hub.answersLost = 2;
    for (let turn = 0; turn < 4; turn += 1) await round(runtime);
    assert.deepEqual(kinds(hub), ['book']);
    assert.equal(await runtime.outbox.waiting(), 0);
    assert.equal((await judge(runtime, site, made.code)).verdict.kind, 'welcome');
  });

  test('a button pressed twice is one booking', async () => {
    const { runtime } = await terminal();
    const body = { ...runtime.newBooking(), slot: soon.id, who };
    const [one, other] = await Promise.all([
      runtime.confirm(body, soon, terms),
      runtime.confirm(body, soon, terms),
    ]);
    assert.ok(one.ok);
    assert.deepEqual(one, other);
    assert.equal((await runtime.ownPlaces()).get(soon.id), 1);
  });

  test('what it should not keep goes back in a round of its own, once', async () => {
    const { hub, runtime } = await terminal(3);
    const until = soon.startsAt;
    hub.changes = [{ kind: 'lease', id: soon.id, body: { slot: soon.id, places: 3, keep: 1, until } }];
    hub.answersLost = 1;
    for (let turn = 0; turn < 4; turn += 1) await round(runtime);
    assert.deepEqual(
      hub.effects.map(({ kind, body }) => [kind, 'places' in body && body.places]),
      [['return-lease', 2]],
    );
    assert.equal((await runtime.ownPlaces()).get(soon.id), 1);
  });

  test('keeps a row of days under one code, and judges the day that is meant', async () => {
    const { hub, runtime } = await terminal();
    hub.cutOff = true;
    const { code, booking } = runtime.newBooking();
    const series = { first: booking, lastEndsAt: later.endsAt };
    const second = runtime.newBooking().booking;
    await runtime.confirm({ booking: second, code, slot: later.id, who, series }, later, terms);
    const first = await runtime.confirm({ booking, code, slot: soon.id, who, series }, soon, terms);
    const judged = await judge(runtime, site, code);
    assert.deepEqual([judged.verdict.kind, judged.booking, judged.row?.length], ['welcome', booking, 2]);
    await runtime.submit('check-in', { booking, by: 'code', told: 'welcome' });
    assert.ok(first.ok);
    assert.equal((await judge(runtime, site, first.value.pass)).verdict.kind, 'already-used');
  });

  test('knows who came until the hub’s list says so, and not a moment longer', async () => {
    const { hub, runtime } = await terminal();
    const { code, booking } = runtime.newBooking();
    await runtime.confirm({ booking, code, slot: soon.id, who }, soon, terms);
    await round(runtime);
    const listed = (status: string): Change[] => [
      {
        kind: 'booking',
        id: booking,
        body: { id: booking, slot: soon.id, codeDigest: '0'.repeat(16), status, sequence: 0 },
      } as unknown as Change,
    ];
    hub.changes = listed('confirmed');
    await round(runtime);
    await runtime.endVisit();
    await runtime.submit('check-in', { booking, by: 'code', told: 'welcome' });
    // The hub has it; a transaction of somebody else's keeps it out of the change feed for a while.
    await round(runtime);
    await runtime.endVisit();
    const known = async () => (await runtime.outbox.ownKnowledge({ booking })).map(({ state }) => state);
    assert.deepEqual(await known(), ['checked-in']);
    hub.changes = listed('checked-in');
    await round(runtime);
    assert.deepEqual(await known(), []);
  });
});

describe('a held place', () => {
  const hold = async ({ runtime }: Awaited<ReturnType<typeof terminal>>) => {
    const made = runtime.newBooking();
    const command = await runtime.hold({ booking: made.booking, slot: later.id });
    return { made, command };
  };

  test('says until when, and goes back when the visit ends without a booking', async () => {
    const parts = await terminal();
    const { command } = await hold(parts);
    await round(parts.runtime);
    const state = await parts.runtime.commandState(command);
    assert.ok(state?.state === 'done' && state.booking === 'held' && state.untilMs !== undefined);
    await parts.runtime.endVisit();
    await round(parts.runtime);
    assert.deepEqual(kinds(parts.hub), ['hold', 'release']);
    assert.deepEqual(await parts.runtime.store.driver.all('outcomes'), []);
  });

  test('that never left this terminal is just taken back', async () => {
    const parts = await terminal();
    parts.hub.cutOff = true;
    await hold(parts);
    await parts.runtime.endVisit();
    assert.equal(await parts.runtime.outbox.waiting(), 0);
  });

  test('that may have left it is given back behind itself', async () => {
    const parts = await terminal();
    await hold(parts);
    parts.hub.answersLost = 1;
    await round(parts.runtime);
    await parts.runtime.endVisit();
    await round(parts.runtime);
    assert.deepEqual(kinds(parts.hub), ['hold', 'release']);
  });

  test('that became a booking stays, and one whose booking was refused does not', async () => {
    const parts = await terminal();
    const { made } = await hold(parts);
    await parts.runtime.submit('book', { ...made, slot: later.id, who });
    const other = await hold(parts);
    await round(parts.runtime);
    parts.hub.refuse = { book: 'command.invalid' };
    await parts.runtime.submit('book', { ...other.made, slot: later.id, who });
    await round(parts.runtime);
    await parts.runtime.endVisit();
    await round(parts.runtime);
    const released = parts.hub.effects.flatMap(({ kind, body }) =>
      kind === 'release' && 'booking' in body ? [body.booking] : [],
    );
    assert.deepEqual(released, [other.made.booking]);
  });
});

describe('a pass at the door', () => {
  test('of a booking that was moved is good for its new time, and says that it was moved', async () => {
    const { hub, runtime } = await terminal();
    const made = runtime.newBooking();
    const confirmed = await runtime.confirm({ ...made, slot: later.id, who }, later, terms);
    assert.ok(confirmed.ok);
    hub.changes = [listed(made.booking, { sequence: 1 })];
    await round(runtime);
    const judged = await judge(runtime, site, confirmed.value.pass);
    assert.deepEqual([judged.verdict.kind, judged.slot?.id], ['welcome', soon.id]);
    assert.equal('changed' in judged.verdict && judged.verdict.changed, true);
  });

  test('of a visit of two matters counts until the last of them', async () => {
    const { hub, runtime } = await terminal();
    const begun = slotAt('permit.20261122T0900', 'A5', Date.now() - 0.9 * HOUR_MS);
    const next = slotAt('card.20261122T1000', 'A6', Date.now() + 0.1 * HOUR_MS);
    const { booking, code } = runtime.newBooking();
    const digest = await codeDigest(site.id, code);
    hub.changes = [
      { kind: 'slot', id: begun.id, body: begun },
      { kind: 'slot', id: next.id, body: next },
      listed(booking, { slot: begun.id, also: [next.id], codeDigest: digest }),
    ];
    await round(runtime);
    assert.equal((await judge(runtime, site, code)).verdict.kind, 'welcome');
    hub.changes = [listed(booking, { slot: begun.id, codeDigest: digest })];
    await round(runtime);
    assert.equal((await judge(runtime, site, code)).verdict.kind, 'too-late');
  });

  test('signed by a terminal that was shut out counts only where the booking is listed', async () => {
    const { hub, runtime, key } = await terminal();
    const made = runtime.newBooking();
    const confirmed = await runtime.confirm({ ...made, slot: soon.id, who }, soon, terms);
    assert.ok(confirmed.ok);
    await round(runtime);
    hub.changes = [{ kind: 'pass-key', id: 'hall.ab12', body: { ...key, revoked: true } }];
    await round(runtime);
    assert.equal((await judge(runtime, site, confirmed.value.pass)).verdict.kind, 'unknown-key');
    hub.changes = [listed(made.booking)];
    await round(runtime);
    assert.equal((await judge(runtime, site, confirmed.value.pass)).verdict.kind, 'welcome');
  });

  test('shows what was done here and still waits', async () => {
    const { hub, runtime } = await terminal();
    const made = runtime.newBooking();
    const confirmed = await runtime.confirm({ ...made, slot: soon.id, who }, soon, terms);
    assert.ok(confirmed.ok);
    hub.changes = [listed(made.booking)];
    await round(runtime);
    hub.cutOff = true;
    await runtime.submit('change', { booking: made.booking, slot: later.id, by: 'pass' });
    const judged = await judge(runtime, site, confirmed.value.pass);
    assert.equal(judged.verdict.kind, 'welcome');
    assert.deepEqual(
      judged.own?.filter(({ state }) => state === 'changing').map(({ slot }) => slot),
      [later.id],
    );
    await runtime.submit('cancel', { booking: made.booking, by: 'pass' });
    assert.equal((await judge(runtime, site, confirmed.value.pass)).verdict.kind, 'cancelled');
  });
});
