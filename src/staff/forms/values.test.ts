import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { instantOf, wallOf } from './wall.ts';
import { blankOf, copyOf } from './blank.ts';
import { LEAST_CONTRAST, nearestReadable, onWhite } from './colour.ts';
import type { FormKind } from './form-types.ts';
import { formWords } from './form-words.ts';
import { withInherited } from './inherited.ts';
import { issuesOf } from './issues.ts';
import { WEEK, readRule, ruleText } from './rule.ts';
import { formShape } from './shape.ts';
import { moved, pathOf, pathText, same, valueAt, withValue } from './values.ts';

const root = new URL('../../../kiosk-config/', import.meta.url);
const zh = formWords('zh-Hans');

describe('a change at one place', () => {
  const before = { id: 'a', tiles: [{ id: 'one', odd: [1] }, { id: 'two' }], odd: { kept: true } };

  it('leaves everything else as it was, also what no field has', () => {
    const after = withValue(formShape('site'), before, ['tiles', 0, 'icon'], 'star');
    assert.deepEqual(after, { ...before, tiles: [{ id: 'one', odd: [1], icon: 'star' }, { id: 'two' }] });
    assert.deepEqual(before.tiles[0], { id: 'one', odd: [1] });
    assert.equal((after as typeof before).tiles[1], before.tiles[1]);
  });

  it('takes a field out, and an item of a list', () => {
    assert.deepEqual(withValue(formShape('site'), before, ['odd'], undefined), {
      id: 'a',
      tiles: before.tiles,
    });
    assert.deepEqual(valueAt(withValue(formShape('site'), before, ['tiles', 0], undefined), ['tiles']), [
      { id: 'two' },
    ]);
  });

  it('begins with what stands for a missing value, so that the rest of it stays', () => {
    const help = withValue(formShape('site'), {}, ['help', 1, 'afterSeconds'], 240);
    assert.deepEqual(help, {
      help: [
        { afterSeconds: 60, to: 'everyone' },
        { afterSeconds: 240, to: 'display' },
      ],
    });
    assert.deepEqual(withValue(formShape('services'), {}, ['terms', 'lease', 'places'], 2), {
      terms: { lease: { policy: 'none', places: 2 } },
    });
  });

  it('begins with what the catalogue says, and of the guide only with the field itself', () => {
    const shape = withInherited(formShape('services'), {
      asks: { name: 'required', phone: 'optional' },
      guide: { fee: { zh: '不收费', en: 'Free' }, who: { zh: '所有人' } },
    });
    assert.deepEqual(withValue(shape, {}, ['asks', 'phone'], 'required'), {
      asks: { name: 'required', phone: 'required' },
    });
    assert.deepEqual(withValue(shape, {}, ['guide', 'fee', 'zh'], '免费'), {
      guide: { fee: { zh: '免费', en: 'Free' } },
    });
  });

  it('reads paths as the hub writes them', () => {
    const path = ['tiles', 3, 'opens', 'kinds', 0];
    assert.equal(pathText(path), 'tiles[3].opens.kinds[0]');
    assert.deepEqual(pathOf('tiles[3].opens.kinds[0]'), path);
  });

  it('moves an item and loses none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(), fc.nat(), (list, one, other) => {
        const [from, to] = [one % list.length, other % list.length];
        const after = moved(list, from, to);
        assert.equal(after[to], list[from]);
        assert.deepEqual([...after].sort(), [...list].sort());
        assert.deepEqual(moved(after, to, from), list);
      }),
    );
  });

  it('tells equal values whatever the order of their keys', () => {
    assert.ok(same({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2 }], a: 1 }));
    assert.ok(!same({ a: 1 }, { a: 1, b: undefined }));
    assert.ok(!same([1, 2], [2, 1]));
  });
});

describe('what something new begins with', () => {
  it('is empty where it must be filled in, and says so', () => {
    const notice = blankOf(formShape('notices'), 'notices') as Record<string, unknown>;
    assert.match(String(notice['id']), /^notice-[a-z0-9]{4}$/u);
    assert.deepEqual({ ...notice, id: '' }, { id: '', title: { zh: '' }, body: { zh: '' } });
    assert.deepEqual(
      issuesOf('notices', notice, zh).map(({ path }) => path),
      ['title.zh', 'body.zh'],
    );
  });

  it('has the first of several forms, and an id of its own where it is a copy', () => {
    const tiles = formShape('site').fields.find(({ name }) => name === 'tiles');
    assert.ok(tiles?.shape.kind === 'list');
    const tile = blankOf(tiles.shape.item, tiles.at) as Record<string, unknown>;
    assert.deepEqual(tile['opens'], { view: 'services' });
    const copy = copyOf(tiles.shape.item, { ...tile, odd: 1 }, tiles.at) as Record<string, unknown>;
    assert.notEqual(copy['id'], tile['id']);
    assert.deepEqual({ ...copy, id: '' }, { ...tile, odd: 1, id: '' });
  });
});

describe('a recurrence rule', () => {
  it('is read and written the same', () => {
    const days = fc.subarray([...WEEK], { minLength: 1 });
    const texts = fc.oneof(
      fc.constantFrom('FREQ=DAILY', 'FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYDAY=-1SU'),
      days.map((some) => `FREQ=WEEKLY;BYDAY=${some.join(',')}`),
      fc.constantFrom('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'FREQ=MONTHLY;BYMONTHDAY=15', 'nonsense', ''),
    );
    fc.assert(fc.property(texts, (text) => assert.equal(ruleText(readRule(text)), text)));
  });

  it('is a plain choice where it is one, and kept where it is not', () => {
    assert.deepEqual(readRule('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'), { every: 'weekday' });
    assert.deepEqual(readRule('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO').every, 'other');
    assert.deepEqual(readRule('FREQ=MONTHLY;BYDAY=5MO').every, 'other');
  });
});

describe('an instant', () => {
  it('is what the hall’s clock shows, whatever the zone', () => {
    assert.equal(wallOf('2026-05-01T00:30:00Z', 'Asia/Shanghai'), '2026-05-01T08:30');
    assert.equal(instantOf('2026-05-01T08:30', 'Asia/Shanghai'), '2026-05-01T00:30:00Z');
    assert.equal(wallOf('2026-05-01T00:30:00.000Z', 'Asia/Kolkata'), '2026-05-01T06:00');
  });

  it('goes on where a clock skips an hour, and is the first where it comes twice', () => {
    assert.equal(instantOf('2026-03-29T02:30', 'Europe/Berlin'), '2026-03-29T01:30:00Z');
    assert.equal(instantOf('2026-10-25T02:30', 'Europe/Berlin'), '2026-10-25T00:30:00Z');
  });

  it('is none where it is no time', () => {
    assert.equal(wallOf('soon', 'Asia/Shanghai'), undefined);
    assert.equal(instantOf('', 'Asia/Shanghai'), undefined);
  });
});

describe('a colour', () => {
  const colours = fc
    .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
    .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

  it('that is too light comes with one that is readable', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const better = nearestReadable(colour);
        if ((onWhite(colour) ?? 0) >= LEAST_CONTRAST) assert.equal(better, undefined);
        else assert.ok(better !== undefined && (onWhite(better) ?? 0) >= LEAST_CONTRAST, colour);
      }),
    );
  });

  it('is none where it is not written as one', () => assert.equal(onWhite('green'), undefined));
});

describe('what is wrong', () => {
  const at = (kind: FormKind, value: unknown, path: string): string | undefined =>
    issuesOf(kind, value, zh).find((issue) => issue.path === path)?.text;
  const notice = { id: 'a', title: { zh: '好' }, body: { zh: '好' } };

  it('stands at its field, in words', () => {
    assert.match(
      at('notices', { ...notice, title: { zh: '<script>x</script>' } }, 'title.zh') ?? '',
      /普通文字/u,
    );
    assert.match(at('notices', { ...notice, title: { zh: '字'.repeat(61) } }, 'title.zh') ?? '', /61.*60/u);
    assert.match(at('notices', { ...notice, from: 'soon' }, 'from') ?? '', /日期和时间/u);
    assert.match(at('notices', { ...notice, urgency: 'loud' }, 'urgency') ?? '', /loud/u);
    assert.match(at('notices', { ...notice, id: 'Über' }, 'id') ?? '', /小写字母/u);
    assert.match(at('site', { timeZone: 'Mars' }, 'timeZone') ?? '', /Asia\/Shanghai/u);
    assert.match(at('site', { limits: { holdMinutes: 31 } }, 'limits.holdMinutes') ?? '', /30/u);
    assert.match(at('site', { limits: { holdMinutes: 'x' } }, 'limits.holdMinutes') ?? '', /数字/u);
    assert.match(at('site', { limits: { holdMinutes: 1.5 } }, 'limits.holdMinutes') ?? '', /整数/u);
    assert.match(at('site', { tiles: [] }, 'tiles') ?? '', /至少/u);
    assert.match(at('site', { tiles: [{ opens: {} }] }, 'tiles[0].opens.view') ?? '', /选/u);
    assert.match(at('site', { circles: [{ minutes: 'x' }] }, 'circles[0].minutes') ?? '', /数字/u);
    assert.match(at('services', { terms: { lease: { policy: 'x' } } }, 'terms.lease.policy') ?? '', /选/u);
  });

  it('says what it does not know, and names it', () => {
    const [issue] = issuesOf('notices', { ...notice, odd: 1 }, zh);
    assert.deepEqual([issue?.path, issue?.unknownKey], ['', 'odd']);
  });

  it('is nothing in all of the content there is', () => {
    const lists: Readonly<Partial<Record<FormKind, string>>> = {
      services: 'services',
      places: 'places',
      notices: 'notices',
      indicators: 'tables',
    };
    let entries = 0;
    for (const site of ['shenyang', 'wansheng', 'wenzhou', 'fujian', 'city-x'])
      for (const file of readdirSync(new URL(site, root))) {
        const kind = file.replace('.json', '') as FormKind;
        const value = JSON.parse(readFileSync(new URL(`${site}/${file}`, root), 'utf8')) as Record<
          string,
          unknown
        >;
        const list = lists[kind];
        for (const entry of list ? (value[list] as unknown[]) : [value]) {
          assert.deepEqual(issuesOf(kind, entry, zh), [], `${site}/${file}`);
          entries += 1;
        }
      }
    assert.ok(entries > 400, String(entries));
  });
});
