import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleFiles } from '../../../test/fixtures/sample-content.ts';
import { documentBodies } from '../schema/document.ts';
import { type Content, type Fault, checkContent } from './index.ts';

/** Those of the sample content, and a near one. */
const ICONS = ['heart', 'utensils', 'file-text', 'map-pin', 'megaphone', 'chart-column'];

type Json = Record<string, unknown> & { [key: string]: never };

/** The sample content with a change, where `at` reaches into a file by its name. */
function check(change: (at: (file: string) => Json) => void) {
  const files = sampleFiles();
  change((name) => {
    const file = [...files.site, ...files.catalogue].find((one) => one.file.endsWith(name));
    assert.ok(file, name);
    return file.value as Json;
  });
  return checkContent(files, { folder: 'demo', icons: new Set(ICONS) });
}

function faultsOf(change: Parameters<typeof check>[0]): readonly Fault[] {
  const checked = check(change);
  assert.equal(checked.ok, false, 'refused');
  return checked.ok ? [] : checked.error;
}

function contentOf(change: Parameters<typeof check>[0] = () => undefined): Content {
  const checked = check(change);
  return checked.ok ? checked.value : assert.fail(JSON.stringify(checked.error, null, 1));
}

/** Changes the value at a path such as `services.0.guide.fee`; undefined removes it. */
function put(json: Json, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  const owner = parts.reduce<Record<string, unknown>>(
    (here, part) => here[part] as Record<string, unknown>,
    json,
  );
  if (value === undefined) Reflect.deleteProperty(owner, last);
  else owner[last] = value;
}

const valueAt = (json: Json, path: string): unknown =>
  path.split('.').reduce<unknown>((here, part) => (here as Record<string, unknown>)[part], json);

/** Each: what is wrong, the file, where it is changed and to what, the path named, words of the problem and mend. */
const faults: readonly [string, string, string, unknown, string, RegExp, RegExp][] = [
  [
    'an icon that no terminal has',
    'demo/site.json',
    'tiles.0.icon',
    'utensil',
    'tiles[0].icon',
    /no icon "utensil"/u,
    /did you mean "utensils"/u,
  ],
  [
    'an unknown field',
    'services.json',
    'services.0.plase',
    'hall',
    'services[0].plase',
    /unknown field/u,
    /did you mean "place".*schedules/u,
  ],
  [
    'an unknown field deep inside',
    'demo/services.json',
    'services.0.guide.phon',
    '1',
    'services[0].guide.phon',
    /unknown/u,
    /"phone"/u,
  ],
  [
    'an unknown field of a tile target',
    'site.json',
    'tiles.0.opens.category',
    'x',
    'tiles[0].opens.category',
    /unknown/u,
    /"categories"/u,
  ],
  ['an unknown field in a localized text', 'site.json', 'hall.fr', 'x', 'hall.fr', /unknown/u, /zh, en/u],
  [
    'a missing field',
    'places.json',
    'places.0.kind',
    undefined,
    'places[0].kind',
    /missing/u,
    /text in quotes/u,
  ],
  [
    'a wrong type',
    'demo/services.json',
    'services.0.schedules.0.capacity',
    '8',
    'services[0].schedules[0].capacity',
    /"8".*type/u,
    /number without quotes/u,
  ],
  ['a list that is none', 'places.json', 'places', {}, 'places', /wrong type/u, /list/u],
  [
    'a text that is too long',
    'site.json',
    'tiles.0.label.zh',
    '长'.repeat(17),
    'tiles[0].label.zh',
    /too long: 17/u,
    /at most 16/u,
  ],
  ['an empty text', 'site.json', 'name.zh', ' ', 'name.zh', /empty/u, /text/u],
  [
    'a number out of range',
    'demo/services.json',
    'services.0.schedules.0.capacity',
    501,
    'services[0].schedules[0].capacity',
    /501/u,
    /at most 500/u,
  ],
  ['a bad id', 'places.json', 'places.0.id', 'Hall 1', 'places[0].id', /form/u, /lower-case/u],
  [
    'markup',
    'notices.json',
    'notices.0.body.zh',
    '<b>停水</b>',
    'notices[0].body.zh',
    /not allowed/u,
    /plain text/u,
  ],
  [
    'a choice that is none',
    'care.json',
    'services.0.bookedAs.0',
    'slots',
    'services[0].bookedAs[0]',
    /choices/u,
    /"slot"/u,
  ],
  [
    'a view that is none',
    'site.json',
    'tiles.3.opens.view',
    'place',
    'tiles[3].opens.view',
    /choices/u,
    /"places"/u,
  ],
  [
    'a day that does not exist',
    'demo/services.json',
    'services.0.schedules.0.validFrom',
    '2026-02-30',
    'services[0].schedules[0].validFrom',
    /form/u,
    /day/u,
  ],
  [
    'an instant without its zone',
    'notices.json',
    'notices.0.from',
    '2026-01-05T00:00:00',
    'notices[0].from',
    /form/u,
    /UTC/u,
  ],
  ['a zone that is none', 'site.json', 'timeZone', 'Asia/Peking', 'timeZone', /not allowed/u, /IANA/u],
  [
    'minutes in no form',
    'site.json',
    'circles.0.minutes',
    'x',
    'circles[0].minutes',
    /forms/u,
    /number.*list/u,
  ],
  [
    'a service the catalogue has not',
    'demo/services.json',
    'services.0.service',
    'elder-meals',
    'services[0].service',
    /no service/u,
    /"elder-meal"/u,
  ],
  [
    'a place that is not there',
    'demo/services.json',
    'services.0.place',
    'canten',
    'services[0].place',
    /no place/u,
    /"canteen"/u,
  ],
  [
    'a category that is not there',
    'care.json',
    'services.0.category',
    'care',
    'services[0].category',
    /no category/u,
    /taxonomies/u,
  ],
  [
    'an audience that is not there',
    'care.json',
    'services.0.audience.0',
    'elders',
    'services[0].audience[0]',
    /no audience/u,
    /"elder"/u,
  ],
  [
    'a kind of place that is not there',
    'care.json',
    'services.0.placeKind',
    'shop',
    'services[0].placeKind',
    /kind of place/u,
    /add it/u,
  ],
  [
    'a place of a kind that is not there',
    'places.json',
    'places.0.kind',
    'shop',
    'places[0].kind',
    /kind of place/u,
    /add it/u,
  ],
  [
    'a circle that is not there',
    'places.json',
    'places.0.circle',
    'dayly',
    'places[0].circle',
    /no circle/u,
    /"daily"/u,
  ],
  [
    'a building that is not there',
    'places.json',
    'places.1.within',
    'house',
    'places[1].within',
    /no place/u,
    /add it/u,
  ],
  [
    'a room within itself',
    'places.json',
    'places.1.within',
    'canteen',
    'places[1].within',
    /within itself/u,
    /building/u,
  ],
  [
    'rooms within each other',
    'places.json',
    'places.0.within',
    'canteen',
    'places[0].within',
    /within itself/u,
    /building/u,
  ],
  [
    'a notice for terminals at a place that is not there',
    'notices.json',
    'notices.0.targets',
    { places: ['hall', 'hal'], screens: ['kiosk'] },
    'notices[0].targets.places[1]',
    /no place "hal"/u,
    /"hall"/u,
  ],
  [
    'a notice for a screen that is none',
    'notices.json',
    'notices.0.targets',
    { screens: ['phone'] },
    'notices[0].targets.screens[0]',
    /phone/u,
    /kiosk/u,
  ],
  [
    'a tile for a service that is not there',
    'site.json',
    'tiles.1.opens.service',
    'x',
    'tiles[1].opens.service',
    /no service of this site/u,
    /add it/u,
  ],
  [
    'a tile for a category that is not there',
    'site.json',
    'tiles.0.opens.categories.0',
    'x',
    'tiles[0].opens.categories[0]',
    /no category/u,
    /add it/u,
  ],
  [
    'a tile for an audience that is not there',
    'site.json',
    'tiles.0.opens.audiences.0',
    'x',
    'tiles[0].opens.audiences[0]',
    /no audience/u,
    /add it/u,
  ],
  [
    'a tile for services that are not there',
    'site.json',
    'tiles.2.opens.services.0',
    'x',
    'tiles[2].opens.services[0]',
    /no service/u,
    /add it/u,
  ],
  [
    'a tile for a kind that is not there',
    'site.json',
    'tiles.3.opens.kinds.0',
    'x',
    'tiles[3].opens.kinds[0]',
    /kind of place/u,
    /add it/u,
  ],
  [
    'a tile without services',
    'site.json',
    'tiles.0.opens.audiences',
    ['child'],
    'tiles[0].opens',
    /opens nothing/u,
    /services.json/u,
  ],
  [
    'a tile without places',
    'places.json',
    'places.1.kind',
    'hall',
    'tiles[3].opens',
    /opens nothing/u,
    /places.json/u,
  ],
  [
    'a tile without figures',
    'indicators.json',
    'tables',
    [],
    'tiles[5].opens',
    /opens nothing/u,
    /indicators.json/u,
  ],
  ['a pale accent', 'site.json', 'brand.accent', '#777777', 'brand.accent', /4\.47:1/u, /darker/u],
  ['a folder of another name', 'site.json', 'id', 'other', 'id', /folder "demo"/u, /same name/u],
  [
    'a hall that closes before it opens',
    'site.json',
    'hours.weekly.0.closes',
    '08:00',
    'hours.weekly[0].closes',
    /before it opens/u,
    /after/u,
  ],
  [
    'a place that closes before it opens',
    'places.json',
    'places.0.hours.0.closes',
    '08:00',
    'places[0].hours[0].closes',
    /before it opens/u,
    /after/u,
  ],
  [
    'a schedule without a place',
    'demo/services.json',
    'services.0.place',
    undefined,
    'services[0].place',
    /without a place/u,
    /name the place/u,
  ],
  [
    'a schedule at a place that is not there',
    'demo/services.json',
    'services.2.schedules.1.place',
    'canten',
    'services[2].schedules[1].place',
    /no place/u,
    /"canteen"/u,
  ],
  [
    'two schedules that make the same times',
    'demo/services.json',
    'services.2.schedules.1',
    {
      rrule: 'FREQ=MONTHLY;BYDAY=2MO',
      opensAt: '10:45',
      closesAt: '11:45',
      slotMinutes: 60,
      capacity: 1,
      demo: true,
    },
    'services[2].schedules[1]',
    /10:30 where schedules\[0\]/u,
    /another place/u,
  ],
  [
    'a cap for people whom nothing tells apart',
    'demo/services.json',
    'services.0.terms.perDay',
    1,
    'services[0].terms.perDay',
    /phone number/u,
    /"required"/u,
  ],
  [
    'places set aside of what others share',
    'demo/services.json',
    'services.2.terms.lease',
    { policy: 'fixed', places: 1 },
    'services[2].terms.lease',
    /set aside/u,
    /"none"/u,
  ],
  [
    'a resource that is not there',
    'demo/services.json',
    'services.2.schedules.0.needs.0.resource',
    'counter',
    'services[2].schedules[0].needs[0].resource',
    /no resource/u,
    /"counters"/u,
  ],
  [
    'more of a resource than there is',
    'demo/services.json',
    'services.2.schedules.0.needs.0.units',
    3,
    'services[2].schedules[0].needs[0].units',
    /needs 3 .* there are 2/u,
    /calendar\.json/u,
  ],
  [
    'a visit with a service that is not there',
    'demo/services.json',
    'services.0.terms.combinesWith.0',
    'agent-erand',
    'services[0].terms.combinesWith[0]',
    /no service of this site/u,
    /"agent-errand"/u,
  ],
  [
    'a visit that only one side knows of',
    'demo/services.json',
    'services.2.terms.combinesWith',
    [],
    'services[0].terms.combinesWith[0]',
    /does not combine/u,
    /add "elder-meal" to combinesWith of "agent-errand", or take/u,
  ],
  [
    'a visit of a service with itself',
    'demo/services.json',
    'services.0.terms.combinesWith.1',
    'elder-meal',
    'services[0].terms.combinesWith[1]',
    /itself/u,
    /another/u,
  ],
  [
    'a tag that is not there',
    'demo/services.json',
    'services.0.questions.0.options.0.tags.0',
    'sofft',
    'services[0].questions[0].options[0].tags[0]',
    /no tag/u,
    /"soft".*"diet"/u,
  ],
  [
    'a closure of a service that is not there',
    'calendar.json',
    'entries.1.services.0',
    'meal',
    'entries[1].services[0]',
    /no service of this site/u,
    /services\.json/u,
  ],
  [
    'a closure of a place that is not there',
    'calendar.json',
    'entries.1.places.0',
    'canten',
    'entries[1].places[0]',
    /no place/u,
    /"canteen"/u,
  ],
  [
    'a closure that ends before it begins',
    'calendar.json',
    'entries.0.to',
    '2026-02-15',
    'entries[0].to',
    /ends before/u,
    /leave it out/u,
  ],
  [
    'a day that closes before it opens',
    'calendar.json',
    'entries.1.closesAt',
    '10:30',
    'entries[1].closesAt',
    /before it opens/u,
    /after/u,
  ],
  [
    'a day that opens between two pieces of what is shared',
    'calendar.json',
    'entries.1',
    { kind: 'open', name: { zh: '轮班' }, from: '2026-02-21', opensAt: '09:03', closesAt: '12:00' },
    'entries[1].opensAt',
    /pieces/u,
    /multiple of 5/u,
  ],
  [
    'a queue for a service that is not there',
    'queues.json',
    'queues.0.services.0',
    'agent-erand',
    'queues[0].services[0]',
    /no service of this site/u,
    /"agent-errand"/u,
  ],
  [
    'a counter in a place that is not there',
    'queues.json',
    'counters.0.place',
    'hal',
    'counters[0].place',
    /no place/u,
    /"hall"/u,
  ],
  [
    'a counter that calls a queue that is not there',
    'queues.json',
    'counters.0.queues.0',
    'meal',
    'counters[0].queues[0]',
    /no queue/u,
    /"meals"/u,
  ],
  [
    'a queue that no counter calls',
    'queues.json',
    'counters.2.queues.0',
    'general',
    'queues[1]',
    /wait for ever/u,
    /a counter/u,
  ],
  [
    'two counters of a place with one number',
    'queues.json',
    'counters.1.number',
    1,
    'counters[1].number',
    /has the number 1 already/u,
    /another number/u,
  ],
  [
    'a service in two queues of one place',
    'queues.json',
    'queues.1',
    { id: 'meals', letter: 'B', name: { zh: '取餐' }, place: 'hall', services: ['agent-errand'] },
    'queues[1].services[0]',
    /queues\[0\] of the same place/u,
    /one of the two/u,
  ],
  [
    'two queues of one letter',
    'queues.json',
    'queues.1.letter',
    'A',
    'queues[1].letter',
    /stands already at/u,
    /remove one/u,
  ],
  [
    'an unknown field of the calendar',
    'calendar.json',
    'entries.0.till',
    '2026-02-22',
    'entries[0].till',
    /unknown/u,
    /to/u,
  ],
  [
    'a rule that cannot be run',
    'demo/services.json',
    'services.0.schedules.0.rrule',
    'FREQ=WEEKLY;BYDAY=XX',
    'services[0].schedules[0].rrule',
    /BYDAY=XX/u,
    /RFC 5545/u,
  ],
  [
    'a notice that ends before it begins',
    'notices.json',
    'notices.0.until',
    '2026-01-01T00:00:00Z',
    'notices[0].until',
    /ends before/u,
    /later/u,
  ],
  [
    'a list of terms that is missing',
    'taxonomies.json',
    'taxonomies.1',
    { id: 'category', name: { zh: '又' }, terms: [] },
    'taxonomies',
    /"audience" is missing/u,
    /"id": "audience"/u,
  ],
];

describe('checkContent', () => {
  for (const [name, file, at, value, path, problem, mend] of faults)
    test(`refuses ${name}, and says where and how to mend it`, () => {
      const found = faultsOf((of) => put(of(file), at, value));
      const fault = found.find((one) => one.path === path);
      assert.ok(fault, JSON.stringify(found));
      assert.match(fault.problem, problem);
      assert.match(fault.mend, mend);
      // The staff's pages say it in Chinese, without the words of the file's format.
      assert.match(fault.zh.problem, /\p{Script=Han}/u);
      assert.match(fault.zh.mend, /\p{Script=Han}/u);
      assert.doesNotMatch(`${fault.zh.problem}${fault.zh.mend}`, /undefined|\[object/u);
    });

  test('every word of the schemas has its Chinese', () => {
    // Content schemas say what they mind in words of their own; an unknown one would read "please change it".
    const spoken = faults
      .map(([, file, at, value]) => faultsOf((of) => put(of(file), at, value)))
      .flat()
      .filter(({ zh }) => zh.mend === '请改一下');
    assert.deepEqual(spoken, []);
  });

  const twice: readonly [string, string, string, string][] = [
    ['site.json', 'tiles', '0', 'tiles[6].id'],
    ['site.json', 'circles', '0', 'circles[1].id'],
    ['demo/services.json', 'services', '0', 'services[3].service'],
    ['care.json', 'services', '0', 'services[2].id'],
    ['places.json', 'places', '0', 'places[2].id'],
    ['notices.json', 'notices', '0', 'notices[1].id'],
    ['indicators.json', 'tables', '0', 'tables[1].id'],
    ['indicators.json', 'tables.0.rows', '1', 'tables[0].rows[2].id'],
    ['taxonomies.json', 'taxonomies', '2', 'taxonomies[4].id'],
    ['calendar.json', 'resources', '0', 'resources[1].id'],
    ['queues.json', 'queues', '0', 'queues[2].id'],
    ['queues.json', 'counters', '0', 'counters[3].id'],
    ['demo/services.json', 'services.0.questions', '0', 'services[0].questions[1].id'],
    ['demo/services.json', 'services.0.questions.0.options', '1', 'services[0].questions[0].options[2].id'],
    ['taxonomies.json', 'taxonomies.0.terms', '1', 'taxonomies[0].terms[3].id'],
  ];
  for (const [file, list, index, path] of twice)
    test(`refuses the same id twice in ${list} of ${file}`, () => {
      const found = faultsOf((of) => {
        const entries = valueAt(of(file), list) as unknown[];
        entries.push(structuredClone(entries[Number(index)]));
      });
      const fault = found.find((one) => one.path === path);
      assert.match(fault?.problem ?? JSON.stringify(found), /stands already at/u);
    });

  test('refuses the same service in two files of the catalogue, and names the first', () => {
    const found = faultsOf((of) => put(of('care.json'), 'services.1.id', 'agent-errand'));
    assert.ok(
      found.some(({ problem }) => /affairs\.json services\[0\]/u.test(problem)),
      JSON.stringify(found),
    );
  });

  test('one mistake in a place is one fault, not one for each service that names it', () => {
    const found = faultsOf((of) => put(of('places.json'), 'places.1.kind', 7));
    assert.deepEqual(
      found.map(({ path }) => path),
      ['places[1].kind'],
    );
  });

  test('a calendar at fault is not blamed on those that need its resources', () => {
    const found = faultsOf((of) => put(of('calendar.json'), 'resources.0.kind', 'table'));
    assert.deepEqual(
      found.map(({ path }) => path),
      ['resources[0].kind'],
    );
  });

  test('a calendar, and a list of what people eat, may be left out', () => {
    const files = sampleFiles();
    const site = files.site.filter(({ role }) => role !== 'calendar');
    const found = checkContent({ ...files, site }, { folder: 'demo' });
    assert.deepEqual(found.ok || found.error.map(({ path }) => path), [
      'services[2].schedules[0].needs[0].resource',
    ]);
    const bare = faultsOf((of) => {
      put(of('taxonomies.json'), 'taxonomies.3', undefined);
      (valueAt(of('taxonomies.json'), 'taxonomies') as unknown[]).length = 3;
    });
    assert.deepEqual(
      bare.map(({ path }) => path),
      ['services[0].questions[0].options[0].tags[0]'],
    );
  });

  test('a file that could not be read is not blamed on those that refer to it', () => {
    const files = sampleFiles();
    const site = files.site.filter(({ role }) => role !== 'places');
    const checked = checkContent({ ...files, site }, { folder: 'demo', unread: new Set(['places']) });
    assert.ok(checked.ok);
    assert.equal(checkContent({ ...files, site }, { folder: 'demo' }).ok, false);
  });

  test('reports every fault, sorted, and counts what is beyond 200', () => {
    const places = Array.from({ length: 250 }, () => ({ id: 'X', name: { zh: '名' }, kind: 'hall' }));
    const found = faultsOf((of) => {
      put(of('places.json'), 'places', places);
      put(of('site.json'), 'brand.accent', '#ffffff');
    });
    assert.equal(found.length, 201);
    assert.deepEqual(
      found.slice(0, 3).map(({ path }) => path),
      ['entries[1].places[0]', 'places[0].id', 'places[1].id'],
    );
    assert.match(found[200]?.problem ?? '', /^\d+ more/u);
  });

  test('a missing site.json is a fault', () => {
    const files = sampleFiles();
    const checked = checkContent({ ...files, site: [] }, { folder: 'demo' });
    assert.equal(checked.ok, false);
  });

  test('good content has no warnings, and all documents have the form terminals expect', () => {
    const content = contentOf();
    assert.deepEqual(content.warnings, []);
    const documents = [
      ...content.services.map((body) => documentBodies.service.safeParse(body)),
      ...content.indicators.map((body) => documentBodies.indicator.safeParse(body)),
      ...content.places.map((body) => documentBodies.place.safeParse(body)),
      documentBodies.site.safeParse(content.site),
    ];
    for (const { success, error } of documents) assert.ok(success, String(error));
    assert.deepEqual(
      content.plan.schedules.map(({ service, place, schedule, bookAheadDays }) => [
        service,
        place,
        schedule.place,
        bookAheadDays,
      ]),
      [
        ['elder-meal', 'canteen', undefined, 14],
        ['agent-errand', 'hall', undefined, 14],
        ['agent-errand', 'hall', 'canteen', 14],
      ],
    );
  });

  test('an editor’s $schema line changes nothing', () => {
    const plain = contentOf();
    const files = [
      'site.json',
      'demo/services.json',
      'places.json',
      'calendar.json',
      'notices.json',
      'indicators.json',
      'taxonomies.json',
      'care.json',
    ];
    const lined = contentOf((of) =>
      files.forEach((file) => put(of(file), '$schema', '../schema/x.schema.json')),
    );
    assert.deepEqual(lined, plain);
  });
});

describe('warnings', () => {
  const warned = (change: Parameters<typeof check>[0]) => contentOf(change).warnings;

  test('hours shorter than the rule', () => {
    const [warning] = warned((of) => put(of('site.json'), 'hours.weekly.1.closes', '16:00'));
    assert.equal(warning?.path, 'hours.weekly');
    assert.match(warning.problem, /7 hours.*8/u);
  });

  test('texts without English, once a file, and only where the site speaks English', () => {
    const change = (of: (file: string) => Json) => {
      put(of('places.json'), 'places.0.name.en', undefined);
      put(of('places.json'), 'places.1.name.en', undefined);
    };
    const [warning, ...others] = warned(change);
    assert.deepEqual([warning?.path, others.length], ['places[0].name', 0]);
    assert.match(warning?.problem ?? '', /1 more/u);
    assert.deepEqual(
      warned((of) => {
        change(of);
        put(of('site.json'), 'languages', ['zh-Hans']);
      }),
      [],
    );
  });

  test('a schedule for a service that is only read about', () => {
    const [warning] = warned((of) => put(of('care.json'), 'services.0.bookedAs', ['read']));
    assert.equal(warning?.path, 'services[0].schedules');
  });

  test('a service without a person at the other end', () => {
    const [warning] = warned((of) => put(of('care.json'), 'services.1.channels', [{ kind: 'online' }]));
    assert.match(warning?.problem ?? '', /women-health/u);
  });
});
