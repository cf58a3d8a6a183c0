import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SlotId } from '../../src/model/schema/booking.ts';
import type { Outcome } from '../../src/model/schema/command.ts';
import { TestHall, word } from '../support/hall.ts';
import { TestHubs } from '../support/hub.ts';
import { HOUR_MS, bookCommand } from '../support/site.ts';
import { countPlaces } from './support/check.ts';
import { keepInMemory } from './support/pools.ts';

/** A terminal that was cut off for a week comes back with all that people asked of it. */
const DAY_MS = 24 * HOUR_MS;
const COMMANDS = 10_000;
const SLOTS = 10;

const hubs = new TestHubs();
let hall: TestHall;
after(hubs.end);
before(async () => {
  hall = await TestHall.open(hubs);
  await keepInMemory(hall.hub.db);
});

test(
  'ten thousand commands: each has one outcome, a second delivery the same',
  { timeout: 300_000 },
  async () => {
    const slots = await Promise.all(
      Array.from({ length: SLOTS }, () => hall.slot({ startsInMs: 20 * DAY_MS, capacity: 500 })),
    );
    const made = Array.from({ length: COMMANDS }, (_, nth) => bookCommand(slots[nth % SLOTS] as SlotId));
    hall.pass(7 * DAY_MS);
    const outcomes: Outcome[] = [];
    for (let first = 0; first < COMMANDS; first += 100)
      outcomes.push(...(await hall.answer(...made.slice(first, first + 100))));
    assert.equal(new Set(outcomes.map(({ command }) => command)).size, COMMANDS);
    const words = outcomes.map(word);
    assert.equal(words.filter((each) => each === 'confirmed').length, 5_000);
    assert.equal(words.filter((each) => each === 'slot.full').length, 5_000);
    assert.deepEqual(await hall.answer(...made.slice(4_950, 5_050)), outcomes.slice(4_950, 5_050));
    assert.deepEqual(await countPlaces(hall.hub.db, 'hall'), []);
  },
);
