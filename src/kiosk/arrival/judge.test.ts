import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, test } from 'node:test';
import { encode, rfc8949EncodeOptions } from 'cborg';
import { terminalKeys } from '../../local/keys.ts';
import { MemoryDriver } from '../../local/memory-driver.ts';
import { Outbox } from '../../local/outbox.ts';
import { Store } from '../../local/store.ts';
import { readClocks } from '../../local/hub-clock.ts';
import { decodeBase45, encodeBase45 } from '../../model/base45.ts';
import type { Booking, PassKey, Slot } from '../../model/schema/booking.ts';
import type { Command } from '../../model/schema/command.ts';
import type { Change } from '../../model/schema/document.ts';
import type { Site } from '../../model/schema/site.ts';
import { type TokenClaims, issueToken } from '../../model/token.ts';
import { sampleSlot } from '../shell/testing/sample-slot.ts';
import { type Judged, judge, judgeBooking } from './judge.ts';

const SITE = {
  id: 'here',
  timeZone: 'Asia/Shanghai',
  limits: { checkInEarlyMinutes: 30, checkInLateMinutes: 60 },
} as unknown as Site;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Noon in Shanghai, so that no test meets midnight. */
const NOW_MS = Date.parse('2026-11-23T04:00:00Z');
const BOOKING = '0123456789ab';
const ADULT = 'aaaaaaaaaaaa';

/** A key of the hub, of a terminal, or of another hall. */
function keyOf(id: string, more: Partial<PassKey> = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'EC' as const, crv: 'P-256' as const, x, y };
  const published: PassKey = { id, site: 'here', siteName: { zh: '本厅' }, revoked: false, jwk, ...more };
  const issue = (claims: Partial<TokenClaims> = {}): Promise<string> =>
    issueToken(
      { kind: 'booking', id: BOOKING, subject: 'AB12', expiresAtMs: NOW_MS + DAY_MS, ...claims },
      id,
      (bytes) =>
        Promise.resolve(
          new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
        ),
    );
  return { published, issue };
}

const hub = keyOf('aaaa');
const terminal = keyOf('bbbb', { terminal: 't'.repeat(43) });
const shutOut = keyOf('cccc', { terminal: 'u'.repeat(43), revoked: true });
const elsewhere = keyOf('dddd', { site: 'there', siteName: { zh: '别的厅' } });

const slotAt = (startsInMs: number, more: Partial<Slot> = {}): Slot =>
  sampleSlot(NOW_MS + startsInMs, { code: 'AB12', ...more });
const bookingOf = (slot: Slot, more: object = {}): Booking =>
  ({
    id: BOOKING,
    slot: slot.id,
    status: 'confirmed',
    codeDigest: '0123456789abcdef',
    sequence: 0,
    digits: false,
    helped: false,
    usedTwice: false,
    ...more,
  }) as unknown as Booking;

let store: Store;
let outbox: Outbox;
beforeEach(async () => {
  const driver = new MemoryDriver();
  store = await Store.open('here', driver);
  outbox = new Outbox(store, (await terminalKeys(driver)).seal);
  for (const { published } of [hub, terminal, shutOut, elsewhere])
    await hear('pass-key', published.id, published);
  isCertain();
});

async function hear(kind: Change['kind'], id: string, body: object): Promise<void> {
  const mark = { epoch: 'e', cursor: '1', syncedAtMs: NOW_MS, clockOffsetMs: 0 };
  await store.apply([{ kind, id, body } as unknown as Change], mark, false);
}

/** The terminal has heard the hour from the hub. */
const isCertain = (hubMs = NOW_MS): void => store.heardHub({ ...readClocks(), hubMs });

async function listed(slot: Slot, more: object = {}): Promise<void> {
  await hear('slot', slot.id, slot);
  await hear('booking', (more as { id?: string }).id ?? BOOKING, bookingOf(slot, more));
}

const serves = (attendance: string) =>
  hear('service', 'meal', { id: 'meal', name: { zh: '课' }, questions: [], terms: { attendance } });

const say = (text: string): Promise<Judged> => judge({ store, outbox }, SITE, text);
const kindOf = async (text: string | Promise<string>): Promise<string> =>
  (await say(await text)).verdict.kind;

describe('what nobody vouches for', () => {
  const altered = async (): Promise<string> => {
    const bytes = Uint8Array.from(decodeBase45(await hub.issue()) ?? []);
    bytes.set([(bytes.at(-1) ?? 0) ^ 1], bytes.length - 1);
    return encodeBase45(bytes);
  };

  test('a pass with another signature, of a key nobody has, or of a terminal that was shut out', async () => {
    assert.equal(await kindOf(altered()), 'altered');
    const forged = keyOf('aaaa');
    assert.equal(await kindOf(forged.issue()), 'altered');
    assert.equal(await kindOf(keyOf('eeee').issue()), 'unknown-key');
    assert.equal(await kindOf(shutOut.issue()), 'unknown-key');
  });

  test('but what a terminal signed before it was shut out stands where the hub lists it', async () => {
    await listed(slotAt(0));
    assert.equal(await kindOf(shutOut.issue()), 'welcome');
  });

  test('a text without an algorithm, and one of three thousand characters, are no pass', async () => {
    const none = encode(
      [
        encode(new Map([[1, 'none']]), rfc8949EncodeOptions),
        new Map(),
        encode(new Map(), rfc8949EncodeOptions),
        new Uint8Array(),
      ],
      rfc8949EncodeOptions,
    );
    assert.equal(await kindOf(encodeBase45(none)), 'not-a-pass');
    assert.equal(await kindOf('eyJhbGciOiJub25lIn0.eyJib29raW5nIjoiMDEyMyJ9.'), 'not-a-pass');
    assert.deepEqual((await say('A'.repeat(3_000))).verdict, { kind: 'not-a-pass', other: 'text-long' });
  });

  test('an expired pass of a booking that nobody lists', async () => {
    assert.equal(await kindOf(hub.issue({ expiresAtMs: NOW_MS - 1_000 })), 'expired');
  });

  test('a pass of another hall says of which', async () => {
    const { verdict } = await say(await elsewhere.issue());
    assert.deepEqual(verdict, { kind: 'foreign', siteName: { zh: '别的厅' } });
  });

  test('what is none of ours is told by its kind, and nothing of it is kept', async () => {
    const judged = await say('https://example.com/pay?secret=1');
    assert.deepEqual(judged, { verdict: { kind: 'not-a-pass', other: 'web' }, by: 'pass' });
    const handOff = await say(`https://hub.example/phone/#h.here.${'a'.repeat(22)}.${'b'.repeat(43)}`);
    assert.deepEqual(handOff.verdict, { kind: 'not-a-pass', other: 'hand-off' });
  });
});

describe('every other code of ours', () => {
  test('a number is shown as the line has it, also signed by a terminal', async () => {
    const claims = { kind: 'ticket', subject: 'A012' } as const;
    const { verdict, pass } = await say(await terminal.issue(claims));
    assert.deepEqual(verdict, { kind: 'ticket', id: BOOKING, number: 'A012' });
    assert.ok(pass);
    assert.equal(await kindOf(shutOut.issue(claims)), 'unknown-key');
    assert.equal(await kindOf(terminal.issue({ ...claims, expiresAtMs: NOW_MS - 1_000 })), 'expired');
  });

  test('a card is handed on, with nothing of it left here', async () => {
    const claims = { kind: 'card', way: 4 } as const;
    const text = await issueWithout(claims);
    assert.deepEqual(await say(text), { verdict: { kind: 'card' }, by: 'pass' });
  });

  test('an adult’s pass counts only where the hub’s own key signed it', async () => {
    await listed(slotAt(-HOUR_MS), { status: 'checked-in', adults: [ADULT] });
    const claims = { kind: 'adult', id: ADULT } as const;
    assert.equal((await say(await issueWithout(claims))).verdict.kind, 'pick-up');
    assert.equal((await say(await issueWithout(claims, terminal))).verdict.kind, 'unknown-key');
  });
});

/** Adults and cards have no subject. */
async function issueWithout(claims: Partial<TokenClaims>, by = hub): Promise<string> {
  const { subject: _none, ...rest } = { subject: undefined, ...claims };
  return by.issue({ ...rest, subject: undefined } as unknown as Partial<TokenClaims>);
}

describe('an adult', () => {
  const pass = () => issueWithout({ kind: 'adult', id: ADULT });
  const came = new Date(NOW_MS - HOUR_MS).toISOString();

  test('goes with all who are here and named them, and no other', async () => {
    const slot = slotAt(-HOUR_MS);
    await listed(slot, { status: 'checked-in', checkedInAt: came, adults: [ADULT] });
    await listed(slot, { id: 'bbbbbbbbbbbb', status: 'checked-in', adults: ['cccccccccccc'] });
    const judged = await say(await pass());
    assert.equal(judged.verdict.kind, 'pick-up');
    assert.deepEqual(judged.pickUp, { adult: ADULT, going: [BOOKING] });
  });

  test('is told that the child is gone as soon as it went, before the hub lists it', async () => {
    await listed(slotAt(-HOUR_MS), { status: 'checked-in', checkedInAt: came, adults: [ADULT] });
    const body = { booking: BOOKING, by: 'adult', adult: ADULT, told: 'goodbye' };
    const id = '00000000-0000-4000-8000-000000000001';
    const at = new Date(NOW_MS - 60_000).toISOString();
    await outbox.add({ id, kind: 'check-out', at, body } as unknown as Command);
    const { verdict, pickUp } = await say(await pass());
    assert.ok(verdict.kind === 'pick-up-done');
    assert.equal(verdict.leftMs, NOW_MS - 60_000);
    assert.equal(pickUp, undefined);
  });

  test('whom nobody names is told so', async () => {
    await listed(slotAt(-HOUR_MS), { status: 'checked-in', adults: [] });
    assert.equal((await say(await pass())).verdict.kind, 'pick-up-unknown');
  });
});

describe('who was checked in before', () => {
  const inside = (minutes: number) => ({
    status: 'checked-in',
    checkedInAt: new Date(NOW_MS - minutes * 60_000).toISOString(),
  });

  test('may leave where hours count, but not by a second scan at once', async () => {
    await serves('hours');
    await listed(slotAt(-HOUR_MS, { endsAt: new Date(NOW_MS + HOUR_MS).toISOString() }), inside(4));
    assert.equal(await kindOf(hub.issue()), 'already-used');
    await listed(slotAt(-HOUR_MS, { endsAt: new Date(NOW_MS + HOUR_MS).toISOString() }), inside(6));
    assert.equal(await kindOf(hub.issue()), 'may-leave');
  });

  test('does not leave a class with their own pass', async () => {
    await serves('pick-up');
    await listed(slotAt(-HOUR_MS), inside(50));
    assert.equal(await kindOf(hub.issue()), 'in-care');
  });
});

describe('several people on one pass', () => {
  const slot = slotAt(0);
  const three = async (...statuses: readonly string[]) => {
    for (const [index, status] of statuses.entries())
      await listed(slot, { id: index === 0 ? BOOKING : `${index}`.repeat(12), status, series: BOOKING });
  };

  test('are asked who is here, with those counted who are', async () => {
    await three('confirmed', 'confirmed', 'checked-in', 'cancelled');
    const { verdict, party } = await say(await hub.issue());
    assert.equal(verdict.kind, 'welcome');
    assert.deepEqual([party?.ahead.length, party?.here], [2, 1]);
  });

  test('who come later have the same pass until all are in', async () => {
    await three('checked-in', 'checked-in', 'confirmed');
    const last = await say(await hub.issue());
    assert.deepEqual([last.verdict.kind, last.booking], ['welcome', '2'.repeat(12)]);
    await three('checked-in', 'checked-in', 'checked-in');
    assert.equal(await kindOf(hub.issue()), 'already-used');
  });

  test('one alone is no party', async () => {
    await listed(slot);
    assert.equal((await say(await hub.issue())).party, undefined);
  });
});

describe('a terminal that is not certain of the hour', () => {
  const restart = async (nowMs: number) => {
    // A new run of the page: the hour is the machine's own.
    const again = await Store.open('here', store.driver);
    Object.defineProperty(again, 'now', { value: () => nowMs });
    store = again;
  };

  test('lets in whose time is today by the hub’s last word, and has staff look', async () => {
    const slot = slotAt(0);
    await listed(slot);
    for (const offMs of [-DAY_MS, DAY_MS, 3 * HOUR_MS]) {
      await restart(NOW_MS + offMs);
      const { verdict } = await say(await hub.issue());
      assert.deepEqual(verdict, { kind: 'welcome', slot, unsure: true });
    }
  });

  test('says with a no for another day that its clock may be wrong', async () => {
    await listed(slotAt(5 * DAY_MS));
    await restart(NOW_MS);
    const { verdict } = await say(await hub.issue({ expiresAtMs: NOW_MS + 9 * DAY_MS }));
    assert.ok(verdict.kind === 'too-early' && verdict.unsure);
  });

  test('keeps what the hub itself said: a day that nobody came on, a cancellation', async () => {
    for (const status of ['no-show', 'cancelled']) {
      await listed(slotAt(-HOUR_MS), { status });
      await restart(NOW_MS);
      assert.notEqual(await kindOf(hub.issue()), 'welcome');
    }
  });
});

describe('a terminal that knows where it stands', () => {
  const placeAt = (id: string, more: object) =>
    hear('place', id, { id, name: { zh: id }, kind: 'room', ...more });
  const standsAt = (place: string | undefined) => hear('terminal', 't', { id: 't', name: '门口', place });
  const slotIn = (place: string, startsInMs = 0): Slot =>
    slotAt(startsInMs, { place: place as Slot['place'] });

  beforeEach(async () => {
    await placeAt('east', { address: { zh: '示例路8号' } });
    await placeAt('lobby', { within: 'east' });
    await placeAt('canteen', { within: 'east' });
    await placeAt('west', { address: { zh: '样板街5号' } });
    await placeAt('class', { within: 'west' });
    await placeAt('unset', {});
  });

  test('sends on who shows a pass for another building, and nobody is noted as here', async () => {
    await standsAt('lobby');
    const slot = slotIn('class');
    await listed(slot);
    assert.deepEqual((await say(await hub.issue())).verdict, { kind: 'elsewhere', slot });
  });

  test('lets in at the place itself, in its lobby, and wherever nobody can tell that it is another house', async () => {
    await listed(slotIn('canteen'));
    for (const place of ['canteen', 'lobby', 'east', 'unset', 'gone', undefined]) {
      await standsAt(place);
      assert.equal(await kindOf(hub.issue()), 'welcome', place);
    }
    await standsAt('west');
    assert.equal(await kindOf(hub.issue()), 'elsewhere');
    await listed(slotIn('unset'));
    assert.equal(await kindOf(hub.issue()), 'welcome');
  });

  test('chooses of a row the day that is now, wherever that is', async () => {
    await standsAt('lobby');
    const [now, next] = [slotIn('class'), slotIn('canteen', 7 * DAY_MS)];
    await listed(now);
    await listed(next, { id: '0123456789ac', series: BOOKING });
    const { verdict } = await say(await hub.issue({ expiresAtMs: NOW_MS + 9 * DAY_MS }));
    assert.deepEqual(verdict, { kind: 'elsewhere', slot: now });
  });

  test('that has not heard of the hub since it was started sends nobody away: it may have been carried here', async () => {
    await standsAt('lobby');
    const slot = slotIn('class');
    await listed(slot);
    store = await Store.open('here', store.driver);
    Object.defineProperty(store, 'now', { value: () => NOW_MS });
    assert.deepEqual((await say(await hub.issue())).verdict, { kind: 'welcome', slot, unsure: true });
  });
});

test('a booking that its holder proved by card is judged as by its pass', async () => {
  await listed(slotAt(0));
  const judged = await judgeBooking({ store, outbox }, SITE, BOOKING as Booking['id']);
  assert.deepEqual([judged.verdict.kind, judged.by, judged.booking], ['welcome', 'card', BOOKING]);
});
