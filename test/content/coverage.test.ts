import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { LoadedSite } from '../../hub/content/compile.ts';
import { loadSite } from '../../hub/content/index.ts';
import { type SystemsList, readSystemsList } from '../../tools/systems/list.ts';
import { type SystemRow, tally } from '../../tools/systems/tally.ts';

/** What `npm run coverage` counts. */

const project = fileURLToPath(new URL('../..', import.meta.url));
let list: SystemsList;
let wenzhou: LoadedSite;
let fujian: LoadedSite;

async function load(name: string): Promise<LoadedSite> {
  const loaded = await loadSite(join(project, 'kiosk-config'), name);
  assert.ok(loaded.ok, name);
  return loaded.value;
}

before(async () => {
  list = await readSystemsList(join(project, 'docs', 'systems.json'));
  [wenzhou, fujian] = await Promise.all([load('wenzhou'), load('fujian')]);
});

const rowOf = (rows: readonly SystemRow[], id: string): SystemRow => {
  const row = rows.find(({ system }) => system.id === id);
  assert.ok(row, id);
  return row;
};

describe('coverage', () => {
  it('counts a shared service only at sites whose document asks for the system', () => {
    // The appeal service names M09 (document 000) and M11 (document 001).
    const { systems } = tally(list, [wenzhou]);
    assert.equal(rowOf(systems, 'M09').services, 1);
    assert.equal(rowOf(systems, 'M11').services, 0);
  });

  it('tells services with times from those that are only told of', () => {
    const { systems, services } = tally(list, [wenzhou, fujian]);
    const meals = rowOf(systems, 'D03');
    assert.deepEqual([meals.services, meals.withTimes], [2, 2]);
    const visits = rowOf(systems, 'M38');
    assert.deepEqual([visits.services, visits.withTimes], [1, 0]);
    const meal = services.find(({ service }) => service.id === 'elder-meal');
    assert.deepEqual(meal?.sites, ['wenzhou', 'fujian']);
  });

  it('says "not carried" of what neither content nor a screen has', () => {
    const bare = { ...list, systems: list.systems.map((system) => ({ ...system, screens: [] })) };
    const { systems, tables } = tally(bare, []);
    assert.ok(systems.every(({ carried }) => !carried));
    assert.ok(tables.every(({ rows }) => rows === 0));
    assert.equal(rowOf(tally(bare, [wenzhou]).systems, 'D03').carried, true);
  });

  it('names ids that the list does not have', () => {
    const short = { ...list, systems: list.systems.filter(({ id }) => id !== 'D03') };
    assert.deepEqual(tally(short, [wenzhou]).unknown, ['D03']);
  });
});
