import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { LoadedSite } from '../../hub/content/compile.ts';
import { listSites, loadSite } from '../../hub/content/index.ts';
import { optionsOn } from '../../src/model/choices.ts';
import { planSlots } from '../../src/model/schedule-plan.ts';
import { slotId } from '../../src/model/schema/booking.ts';
import type { Indicator } from '../../src/model/schema/indicator.ts';
import type { Service } from '../../src/model/schema/service.ts';
import { wallClock } from '../../src/model/time.ts';
import { type SystemsList, readSystemsList } from '../../tools/systems/list.ts';
import { tally } from '../../tools/systems/tally.ts';

/** The content this project ships: held against the list of what the documents ask for, and against their traps. */

const project = fileURLToPath(new URL('../..', import.meta.url));
const root = join(project, 'kiosk-config');
const SEED_OF = {
  wenzhou: '000',
  wansheng: '001',
  shenyang: '002',
  fujian: '003',
  'city-x': '004',
} as const;
type SiteName = keyof typeof SEED_OF;
const siteNames = Object.keys(SEED_OF) as SiteName[];

/** Folder and file of every JSON that a terminal's content comes from. */
async function contentFiles(): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  return names.filter((name) => name.endsWith('.json') && !name.startsWith('schema')).sort();
}

interface Text {
  readonly file: string;
  readonly zh: string;
  readonly en: string | undefined;
}

/** Every localized text and every alias in a value, however deep. */
function textsIn(file: string, value: unknown): Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value) {
    const { zh, en } = value as { readonly zh: string; readonly en?: string };
    return [{ file, zh, en }];
  }
  const aliases = 'aliases' in value ? (value.aliases as string[]).map((zh) => ({ file, zh, en: zh })) : [];
  return [...aliases, ...Object.values(value).flatMap((inner) => textsIn(file, inner))];
}

let list: SystemsList;
let texts: Text[];
const sites = new Map<SiteName, LoadedSite>();

const at = (name: SiteName): LoadedSite => {
  const site = sites.get(name);
  assert.ok(site, name);
  return site;
};
const servicesAt = (name: SiteName): Service[] =>
  at(name).changes.flatMap((change) => (change.kind === 'service' && change.body ? [change.body] : []));
const indicatorsAt = (name: SiteName): Indicator[] =>
  at(name).changes.flatMap((change) => (change.kind === 'indicator' && change.body ? [change.body] : []));
const serviceAt = (name: SiteName, id: string): Service => {
  const service = servicesAt(name).find((each) => each.id === id);
  assert.ok(service, `${name}: ${id}`);
  return service;
};
const rowAt = (name: SiteName, id: string): Indicator => {
  const row = indicatorsAt(name).find((each) => each.id === id);
  assert.ok(row, `${name}: ${id}`);
  return row;
};

before(async () => {
  list = await readSystemsList(join(project, 'docs', 'systems.json'));
  for (const name of siteNames) {
    const loaded = await loadSite(root, name);
    assert.ok(loaded.ok, `${name}: ${JSON.stringify(loaded.ok ? '' : loaded.error)}`);
    sites.set(name, loaded.value);
  }
  const files = await contentFiles();
  const read = async (file: string) =>
    textsIn(file, JSON.parse(await readFile(join(root, file), 'utf8')) as unknown);
  texts = (await Promise.all(files.map(read))).flat();
});

describe('sites', () => {
  it('are the five of the documents, without a warning', async () => {
    assert.deepEqual(await listSites(root), [...siteNames].sort());
    for (const name of siteNames) assert.deepEqual(at(name).warnings, [], name);
  });

  it('say that they carry demo data, in their profile and in a notice', () => {
    for (const name of siteNames) {
      const { site, changes } = at(name);
      assert.equal(site.demo, true);
      assert.ok(
        changes.some((change) => change.kind === 'notice' && change.body?.id === 'demo-data'),
        name,
      );
    }
  });

  it('call the four ways and the eight hours a rule only where the document has them', () => {
    for (const name of siteNames) {
      const { site } = at(name);
      const ruled = name === 'wansheng' || name === 'shenyang';
      assert.equal(site.channelRule, ruled ? 'stated' : 'own-choice', name);
      assert.equal(site.hours.minimumHours, ruled ? 8 : undefined, name);
      assert.equal(site.hours.weekly, undefined, `${name}: nobody set the hours`);
    }
    assert.match(at('wansheng').site.hours.rule?.zh ?? '', /一般/u);
    assert.doesNotMatch(at('shenyang').site.hours.rule?.zh ?? '', /一般/u);
  });

  it('have one hotline, which is not for emergencies', () => {
    const lines = siteNames.flatMap((name) => at(name).site.hotlines.map((line) => ({ name, ...line })));
    assert.deepEqual(
      lines.map(({ name, number, emergency }) => ({ name, number, emergency })),
      [{ name: 'shenyang', number: '12345', emergency: false }],
    );
    assert.match(lines[0]?.label.zh ?? '', /非紧急/u);
  });

  it('keep each document’s own circles, and call only one of them walked', () => {
    const circles = siteNames.flatMap((name) => at(name).site.circles.map((circle) => ({ name, ...circle })));
    for (const { name, source } of circles) assert.equal(source, SEED_OF[name]);
    assert.deepEqual(
      circles.filter(({ walking }) => walking).map(({ name, minutes }) => [name, minutes]),
      [['wenzhou', [5, 15]]],
    );
    assert.deepEqual(
      at('wansheng').site.circles.map(({ minutes }) => minutes),
      [10],
    );
  });

  it('have accents of their own', () => {
    assert.equal(new Set(siteNames.map((name) => at(name).site.brand.accent)).size, siteNames.length);
  });

  it('do not guess hours, addresses, phones or access of places', () => {
    for (const name of siteNames)
      for (const change of at(name).changes) {
        if (change.kind !== 'place' || !change.body) continue;
        const { hours, address, phone, accessibility, demo } = change.body;
        assert.deepEqual(
          { hours, address, phone },
          { hours: undefined, address: undefined, phone: undefined },
        );
        assert.deepEqual(accessibility, {});
        assert.equal(demo, true);
      }
  });

  it('make no more slots than a terminal carries with ease, each for demonstration', () => {
    for (const name of siteNames) {
      const { plan, site } = at(name);
      assert.ok(
        plan.schedules.every(({ schedule }) => schedule.demo),
        name,
      );
      const slots = planSlots(plan, { timeZone: site.timeZone, nowMs: Date.parse('2027-03-01T00:00:00Z') });
      assert.ok(slots.length > 100 && slots.length <= 3_000, `${name}: ${slots.length}`);
      assert.ok(
        slots.every(({ id }) => slotId.safeParse(id).success),
        name,
      );
    }
  });

  it('close and open days for demonstration only, where the document speaks of shifts', () => {
    for (const name of siteNames)
      assert.equal(at(name).plan.calendar.length > 0, name === 'shenyang', `${name}: 节假日轮班`);
    const { plan, site } = at('shenyang');
    assert.ok(plan.calendar.every(({ demo }) => demo));
    const [closed] = plan.calendar;
    const nowMs = Date.parse(`${closed?.from}T00:00:00Z`) - 86_400_000;
    const days = planSlots(plan, { timeZone: site.timeZone, nowMs })
      .filter(({ id }) => /^(?:one-window|citywide)\./u.test(id))
      .map(({ startsAt, place }) => `${wallClock(Date.parse(startsAt), site.timeZone).day} ${place}`);
    assert.ok(!days.some((day) => day.startsWith('2027-01-01')));
    assert.ok(days.includes('2027-01-02 party-centre') && !days.includes('2027-01-02 service-complex'));
  });

  it('set places aside for terminals, so that each can confirm by itself', () => {
    for (const name of siteNames)
      assert.ok(
        servicesAt(name).some(({ terms }) => terms.lease.policy !== 'none'),
        name,
      );
  });
});

describe('services', () => {
  it('are the 117 of the directory, each once', async () => {
    const folder = join(root, 'catalogues', 'neighbourhood', 'services');
    const files = await readdir(folder);
    const read = async (file: string) =>
      (JSON.parse(await readFile(join(folder, file), 'utf8')) as { services: Service[] }).services;
    const all = (await Promise.all(files.map(read))).flat();
    const byNumber = all.sort((a, b) => (a.no ?? 0) - (b.no ?? 0)).map(({ no, id }) => ({ no, id }));
    assert.equal(byNumber.length, 117);
    assert.deepEqual(
      byNumber,
      list.services.map(({ no, id }) => ({ no, id })),
    );
  });

  it('stand at exactly the sites whose document has them', () => {
    for (const name of siteNames) {
      const due = list.services.filter(({ seeds }) => seeds.includes(SEED_OF[name])).map(({ id }) => id);
      assert.deepEqual(
        servicesAt(name)
          .map(({ id }) => String(id))
          .sort(),
        due.sort(),
        name,
      );
    }
  });

  it('have a way without a screen, and two to six words to be found by', () => {
    for (const name of siteNames)
      for (const service of servicesAt(name)) {
        assert.match(service.withoutScreen.zh, /服务台|直接去/u, service.id);
        assert.ok(service.aliases.length >= 2 && service.aliases.length <= 6, service.id);
      }
  });

  it('of a private kind are discreet, and the most private ask nothing', () => {
    for (const id of ['dv-report', 'minor-protect', 'counselling', 'mediation'])
      assert.equal(serviceAt('shenyang', id).discreet, true, id);
    for (const id of ['dv-report', 'minor-protect'])
      assert.deepEqual(serviceAt('shenyang', id).asks, { name: 'no', phone: 'no' }, id);
  });

  it('never require a name or a phone', () => {
    for (const name of siteNames)
      for (const { id, asks } of servicesAt(name))
        assert.ok(asks.name !== 'required' && asks.phone !== 'required', `${name}: ${id}`);
  });

  it('call a way stated only at the site whose document states it', () => {
    const stated = (name: SiteName, id: string) =>
      serviceAt(name, id)
        .channels.filter((channel) => channel.stated)
        .map(({ kind }) => kind);
    assert.deepEqual(stated('wenzhou', 'appeal'), ['online']);
    assert.deepEqual(stated('wansheng', 'appeal'), ['counter']);
    assert.deepEqual(stated('shenyang', 'appeal'), ['phone']);
    assert.deepEqual(stated('wenzhou', 'family-doctor'), ['online']);
    assert.deepEqual(stated('fujian', 'family-doctor'), []);
  });

  it('serve a meal from eleven to one in half hours, with a dish for each day and each way of eating', () => {
    for (const name of ['wenzhou', 'fujian', 'city-x'] as const) {
      const meal = at(name).plan.schedules.find(({ service }) => service === 'elder-meal')?.schedule;
      assert.deepEqual(
        [meal?.rrule, meal?.opensAt, meal?.closesAt, meal?.slotMinutes],
        ['FREQ=DAILY', '11:00', '13:00', 30],
      );
      const { questions, terms, asks, subsidy } = serviceAt(name, 'elder-meal');
      const [serving, dish] = questions;
      assert.ok(questions.every(({ demo }) => demo));
      assert.deepEqual(
        serving?.options.map((option) => [option.id, option.asks]),
        [
          ['eat-in', []],
          ['delivered', ['phone', 'address']],
        ],
      );
      for (const day of ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const)
        assert.ok((dish ? optionsOn(dish, day) : []).length >= 3, `${name} ${day}`);
      assert.ok(dish?.options.some(({ tags }) => tags.includes('halal')));
      assert.deepEqual([terms.repeats, terms.waitingList, terms.lease.policy], [true, true, 'demand']);
      assert.deepEqual([terms.perDay, asks.phone], [undefined, 'no'], 'nobody needs a phone to eat');
      assert.doesNotMatch(subsidy?.zh ?? '', /\d|元/u, 'no document names an amount');
    }
  });

  it('can be had at several places where the document says so, and in one visit', () => {
    const { plan } = at('shenyang');
    const places = plan.schedules
      .filter(({ service }) => service === 'citywide')
      .map(({ place, schedule }) => schedule.place ?? place);
    assert.deepEqual([...new Set(places)], ['party-centre', 'service-complex', 'village-centre']);
    assert.ok(serviceAt('shenyang', 'citywide').terms.combinesWith.includes('one-window'));
    const slots = planSlots(plan, { timeZone: 'Asia/Shanghai', nowMs: Date.parse('2027-03-01T00:00:00Z') });
    const ends = new Set(slots.filter(({ service }) => service === 'one-window').map(({ endsAt }) => endsAt));
    assert.ok(
      slots.some(({ service, startsAt }) => service === 'citywide' && ends.has(startsAt)),
      'one begins when the other ends',
    );
  });

  it('date the rules of a document that has no date', () => {
    const who = serviceAt('fujian', 'dibao').guide.who?.zh ?? '';
    assert.match(who, /80周岁/u);
    assert.match(who, /2023年6月/u);
    assert.equal(serviceAt('shenyang', 'dibao').guide.who, undefined);
  });

  it('leave every limit unset, because no document has one', () => {
    for (const name of siteNames)
      for (const { id, guide } of servicesAt(name))
        assert.deepEqual([guide.legalLimit, guide.promisedLimit], [undefined, undefined], `${name}: ${id}`);
  });
});

describe('figures', () => {
  it('are whole: 29, 9 and 14 rows', () => {
    const rows = (name: SiteName) =>
      indicatorsAt(name).filter(({ table }) => table === `${name}-main`).length;
    assert.deepEqual([rows('wenzhou'), rows('wansheng'), rows('shenyang')], [29, 9, 14]);
  });

  const printed: [SiteName, string, string | undefined, string, string | undefined][] = [
    ['wenzhou', 'wenzhou-01', '1.96', '1.9左右', '预期性'],
    ['wenzhou', 'wenzhou-02', '36%', '60%', '预期性'],
    ['wenzhou', 'wenzhou-04', '-', '100', '预期性'],
    ['wenzhou', 'wenzhou-16', '20', '40', '约束性'],
    ['wenzhou', 'wenzhou-26', '63.41', '100', '约束性'],
    ['wansheng', 'wansheng-03', undefined, '≥2', undefined],
    ['wansheng', 'wansheng-05', undefined, '≥15%', undefined],
    ['shenyang', 'shenyang-03', '——', '≥10%', '预期值'],
    ['shenyang', 'shenyang-04', '36.93平方米', '≥40平方米', '预期值'],
    [
      'shenyang',
      'shenyang-09',
      '每个行政村平均拥有社区社会组织0.58个以上',
      '500户以上的行政村拥有社区社会组织5个以上',
      '预期值',
    ],
    ['shenyang', 'shenyang-12', '29.1%', '≥40%', '预期值'],
  ];
  for (const [name, id, base, target, nature] of printed)
    it(`prints ${id} as the document does`, () => {
      const row = rowAt(name, id);
      assert.deepEqual([row.base?.raw, row.target?.raw, row.nature?.zh], [base, target, nature]);
    });

  it('say where a document contradicts itself', () => {
    assert.match(rowAt('wenzhou', 'wenzhou-04').remark?.zh ?? '', /100个.*30个/u);
    assert.match(rowAt('shenyang', 'shenyang-12').remark?.zh ?? '', /39\.5%/u);
  });

  it('keep per thousand and per cent apart', () => {
    const row = indicatorsAt('wenzhou').find(({ name }) => name.zh.startsWith('应急志愿者'));
    assert.equal(row?.target?.raw, '1‰以上');
  });
});

describe('systems', () => {
  it('are all on the list', () => {
    assert.deepEqual(tally(list, [...sites.values()]).unknown, []);
    const ranges = { M: 49, D: 45, P: 14, T: 14, Q: 14 };
    const due = Object.entries(ranges).flatMap(([letter, last]) =>
      Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
    );
    assert.deepEqual(
      list.systems.map(({ id }) => id),
      due,
    );
  });

  it('are named by a site only where its document asks for them', () => {
    const seedsOf = new Map<string, readonly string[]>(list.systems.map(({ id, seeds }) => [id, seeds]));
    for (const name of siteNames) {
      const { site, changes } = at(name);
      const named = [
        ...site.systems,
        ...site.tiles.flatMap(({ systems }) => systems),
        ...changes.flatMap((change) =>
          (change.kind === 'place' || change.kind === 'notice') && change.body ? change.body.systems : [],
        ),
      ];
      for (const id of named) assert.ok(seedsOf.get(id)?.includes(SEED_OF[name]), `${name}: ${id}`);
    }
  });
});

describe('words', () => {
  it('are all there in English too', () => {
    assert.ok(texts.length > 1_000);
    assert.deepEqual(
      texts.filter(({ en }) => en === undefined || en.trim() === ''),
      [],
    );
  });

  const never: [string, RegExp][] = [
    ['an emergency number', /(?<!\d)(?:110|119|120)(?!\d)/u],
    ['a phone number', /(?<!\d)(?!12345(?!\d))\d{5,}|\d{3,4}-\d{7,8}/u],
    ['an address on the web', /https?:|www\./u],
    ['words of a past epidemic', /动态清零|通行证|疫情|核酸/u],
    ['surveillance', /人脸|雪亮|视频监控/u],
    ['rosters and matters of staff', /社区矫正|戒毒|刑满|服刑|严重精神障碍|一肩挑|考核结果/u],
    ['a service that no document has', /医保/u],
  ];
  for (const [what, pattern] of never)
    it(`never hold ${what}`, () => {
      const found = texts.filter(({ zh, en }) => pattern.test(zh) || pattern.test(en ?? ''));
      assert.deepEqual(found, []);
    });

  it('at city-x name no city and no province', () => {
    const found = texts
      .filter(({ file }) => file.startsWith('city-x'))
      .filter(({ zh }) => /温州|沈阳|福建|万盛|重庆|浙江|辽宁|山东|青岛/u.test(zh));
    assert.deepEqual(found, []);
  });
});
