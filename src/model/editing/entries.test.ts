import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sampleFiles } from '../../../test/fixtures/sample-content.ts';
import { checkContent } from '../content/index.ts';
import { entriesOf, filesOf, fitsRole, placeOf, titleOf, withId } from './entries.ts';

describe('files and their entries', () => {
  test('taken apart and put together, the files of a site say the same', () => {
    const { site, catalogue } = sampleFiles();
    const again = filesOf('demo', entriesOf(site));
    const contentOf = (files: typeof again) => {
      const checked = checkContent({ site: files, catalogue }, { folder: 'demo' });
      return checked.ok ? checked.value : assert.fail(JSON.stringify(checked.error));
    };
    assert.deepEqual(contentOf(again), contentOf([...site]));
  });

  test('the order in which entries come does not matter, their places do', () => {
    const entries = entriesOf(sampleFiles().site);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        assert.deepEqual(filesOf('demo', shuffled), filesOf('demo', entries));
      }),
    );
  });

  test('a list without entries is no file, and what has no id is no entry', () => {
    const entries = entriesOf([
      {
        file: 'demo/places.json',
        role: 'places',
        value: { places: [{ id: 'hall' }, {}, 7, { id: 'hall', x: 1 }] },
      },
      { file: 'demo/notices.json', role: 'notices', value: { notices: [] } },
      { file: 'demo/calendar.json', role: 'calendar', value: { entries: [] } },
    ]);
    assert.deepEqual(
      entries.map(({ role, id, body }) => [role, id, body]),
      [
        ['places', 'hall', { id: 'hall' }],
        ['calendar', '-', { entries: [] }],
      ],
    );
    assert.deepEqual(
      filesOf('demo', entries).map(({ file }) => file),
      ['demo/places.json', 'demo/calendar.json'],
    );
  });
});

test('whole files are known by a dash, and nothing else is', () => {
  assert.deepEqual(
    [fitsRole('site', '-'), fitsRole('site', 'demo'), fitsRole('places', 'hall'), fitsRole('places', '-')],
    [true, false, true, false],
  );
  assert.deepEqual(withId('services', 'meal', { service: 'other', place: 'hall' }), {
    service: 'meal',
    place: 'hall',
  });
  assert.deepEqual(withId('site', '-', { id: 'demo' }), { id: 'demo' });
});

test('an entry is called by its name or title, unless that is empty or no text', () => {
  assert.deepEqual(titleOf('notices', { title: { zh: '停水', en: '' } }), { zh: '停水' });
  for (const name of [undefined, 7, { zh: ' ' }, { en: 'Hall' }])
    assert.equal(titleOf('places', { name }), undefined);
});

test('a fault of a file is one of an entry', () => {
  assert.deepEqual(placeOf('services', 'services[3].guide.fee.zh'), { index: 3, path: 'guide.fee.zh' });
  assert.deepEqual(placeOf('indicators', 'tables[0]'), { index: 0, path: '' });
  assert.deepEqual(placeOf('queues', 'queues[0].letter'), { path: 'queues[0].letter' });
  assert.deepEqual(placeOf('services', ''), { path: '' });
});
