import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleFiles } from '../../../test/fixtures/sample-content.ts';
import { service } from '../schema/service.ts';
import type { EntryBody } from '../schema/staff-content.ts';
import { checkContent } from './check.ts';
import type { FileRole } from './files.ts';
import { isOwnService, ownLike, takeShared } from './own.ts';

/** A course that the catalogue knows nothing of, told in full. */
const paperCut = {
  service: 'own-paper-cut',
  own: true,
  name: { zh: '剪纸班' },
  summary: { zh: '跟老师傅学剪纸。' },
  category: 'food',
  bookedAs: ['slot'],
  withoutScreen: { zh: '到一楼服务台报名。' },
} as const;

const schedule = {
  rrule: 'FREQ=WEEKLY;BYDAY=MO',
  opensAt: '14:00',
  closesAt: '15:00',
  slotMinutes: 60,
  capacity: 10,
  demo: true,
};

/** The sample content with one more service, and other files changed. */
function withService(
  body: object,
  change: Partial<Record<FileRole, (value: Record<string, never[]>) => unknown>> = {},
) {
  const files = sampleFiles();
  const changed = files.site.map((file) => {
    const value = file.value as Record<string, never[]>;
    const edited = change[file.role]?.(value) ?? value;
    return {
      ...file,
      value:
        file.role === 'services' ? { ...edited, services: [...(value['services'] ?? []), body] } : edited,
    };
  });
  return checkContent({ ...files, site: changed }, { folder: 'demo' });
}

const faultsOf = (result: ReturnType<typeof withService>) =>
  result.ok ? [] : result.error.map(({ path, problem }) => `${path}: ${problem}`);

describe('a service of the site’s own', () => {
  const category = sampleFiles()
    .catalogue.filter(({ role }) => role === 'catalogue-services')
    .flatMap(({ value }) => (value as { services: { category: string }[] }).services)[0]?.category;
  const body = { ...paperCut, category };

  it('comes to terminals like any other, and invents nothing that was not said', () => {
    const result = withService({ ...body, place: 'hall', schedules: [schedule] });
    assert.deepEqual(faultsOf(result), []);
    const made = result.ok ? result.value.services.find(({ id }) => id === paperCut.service) : undefined;
    assert.ok(made);
    assert.deepEqual(service.parse(made), made, 'its form is that of any service');
    assert.deepEqual(made.guide, {}, 'what the guide does not say reads as not set');
    assert.deepEqual([made.bookable, made.systems, made.place], [true, [], 'hall']);
    assert.equal('own' in made, false, 'a terminal need not tell the two apart');
    assert.deepEqual(
      result.ok && result.value.warnings.filter(({ path }) => path.endsWith('.channels')).length,
      1,
      'that it can be had in no way is worth a look',
    );
    const planned = result.ok ? result.value.plan.schedules.filter(({ service: id }) => id === made.id) : [];
    assert.equal(planned.length, 1, 'its times can be booked');
  });

  it('can be named by tiles, queues, the calendar and other services', () => {
    const id = paperCut.service;
    const named = withService(
      { ...body, place: 'hall', schedules: [schedule], terms: { combinesWith: ['agent-errand'] } },
      {
        site: (site) => ({
          ...site,
          tiles: [
            ...(site['tiles'] ?? []),
            { id: 'own', label: { zh: '剪纸' }, icon: 'home', opens: { view: 'service', service: id } },
          ].slice(-12),
        }),
        queues: (file) => ({
          ...file,
          queues: (file['queues'] ?? []).map((queue: object, index) =>
            index === 0 ? { ...queue, services: [id] } : queue,
          ),
        }),
        calendar: (file) => ({
          ...file,
          entries: [
            ...(file['entries'] ?? []),
            { kind: 'closed', name: { zh: '停课' }, from: '2027-01-04', services: [id] },
          ],
        }),
      },
    );
    // Only the other service does not say so yet.
    assert.deepEqual(
      faultsOf(named).map((fault) => fault.replace(/^services\[\d+\]\./u, '')),
      [`terms.combinesWith[0]: "agent-errand" does not combine with "${id}"`],
    );
  });

  it('must say all that a service of the catalogue must, but not which systems of the documents it serves', () => {
    const faults = faultsOf(withService({ service: 'own-x', own: true, name: { zh: '空的' } }));
    assert.deepEqual(faults.map((fault) => fault.replace(/^services\[\d+\]\.(\w+):.*$/u, '$1')).sort(), [
      'bookedAs',
      'category',
      'summary',
      'withoutScreen',
    ]);
  });

  it('names categories and kinds of place that there are', () => {
    const faults = faultsOf(withService({ ...body, category: 'nowhere', placeKind: 'no-kind' }));
    assert.match(faults[0] ?? '', /category: there is no category "nowhere"/u);
    assert.match(faults[1] ?? '', /placeKind: there is no kind of place "no-kind"/u);
  });

  it('cannot have the id of one of the catalogue, and is told what to do', () => {
    const files = sampleFiles();
    const [first] = files.site.flatMap(({ role, value }) =>
      role === 'services' ? (value as { services: { service: string }[] }).services : [],
    );
    const clash = checkContent(
      {
        ...files,
        site: files.site.map((file) =>
          file.role === 'services'
            ? {
                ...file,
                value: {
                  services: (file.value as { services: { service: string }[] }).services.map((one) =>
                    one.service === first?.service ? { ...body, service: one.service } : one,
                  ),
                },
              }
            : file,
        ),
      },
      { folder: 'demo' },
    );
    const fault = clash.ok ? undefined : clash.error.find(({ path }) => path === 'services[0]');
    assert.match(fault?.problem ?? '', /the catalogue has a service/u);
    assert.match(fault?.zh.mend ?? '', /改用共享目录里的/u);
  });

  it('is the catalogue’s where it does not say that it is the site’s own', () => {
    const { own: _own, ...without } = body;
    assert.ok(faultsOf(withService(without)).some((fault) => fault.includes('unknown field "category"')));
    const [fault] = faultsOf(withService({ service: 'own-paper-cut' }));
    assert.match(fault ?? '', /there is no service "own-paper-cut"/u);
  });
});

describe('whose description a service has', () => {
  const shared: EntryBody = {
    id: 'meal',
    no: 4,
    seeds: ['001'],
    systems: ['M02'],
    name: { zh: '老年助餐' },
    summary: { zh: '午饭' },
    category: 'food',
    channels: [{ kind: 'counter', stated: true }],
    guide: { fee: { zh: '12元' }, phone: '12345' },
  };

  it('begins as a copy of the catalogue’s with what the site says of it, and not with its number', () => {
    const atSite = {
      service: 'meal',
      place: 'canteen',
      guide: { fee: { zh: '10元' } },
      terms: { waitingList: true, combinesWith: ['walk'] },
    };
    assert.deepEqual(ownLike(shared, atSite, 'own-1'), {
      channels: [{ kind: 'counter', stated: false }],
      name: { zh: '老年助餐' },
      summary: { zh: '午饭' },
      category: 'food',
      guide: { fee: { zh: '10元' }, phone: '12345' },
      place: 'canteen',
      terms: { waitingList: true },
      service: 'own-1',
      own: true,
    });
    assert.equal(isOwnService(ownLike(shared, {}, 'own-1')), true);
    assert.equal(isOwnService(atSite), false);
  });

  it('becomes the catalogue’s and keeps the site’s words where they differ', () => {
    const own = {
      ...ownLike(shared, {}, 'meal'),
      channels: shared['channels'],
      place: 'canteen',
      name: { zh: '长者食堂' },
    };
    assert.deepEqual(takeShared(shared, { ...own, guide: { fee: { zh: '10元' }, phone: '12345' } }), {
      service: 'meal',
      place: 'canteen',
      name: { zh: '长者食堂' },
      guide: { fee: { zh: '10元' } },
    });
  });
});
