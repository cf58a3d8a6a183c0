import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import './content-form.ts';
import type { ContentForm } from './content-form.ts';
import type { ContentChangeEvent, FormChoices, FormKind } from './form-types.ts';
import { pathOf } from './values.ts';

const choices: FormChoices = {
  places: [
    { id: 'hall', name: { zh: '大厅', en: 'Hall' } },
    { id: 'room', name: { zh: '活动室', en: 'Room' } },
  ],
  services: [
    { id: 'meal', name: { zh: '助餐', en: 'Meals' } },
    { id: 'bath', name: { zh: '助浴', en: 'Baths' } },
    { id: 'law', name: { zh: '法律', en: 'Law' } },
  ],
  categories: [{ id: 'care', name: { zh: '养老', en: 'Care' } }],
  audiences: [],
  placeKinds: [{ id: 'hall', name: { zh: '大厅', en: 'Hall' } }],
  systems: [{ id: 'M02', name: { zh: 'M02' } }],
};

const notice = { id: 'a', title: { zh: '停水' }, body: { zh: '今天停水' } };

interface Options {
  readonly saved?: boolean;
  readonly language?: ContentForm['language'];
  readonly faults?: ContentForm['faults'];
  readonly inherited?: unknown;
  readonly readOnly?: boolean;
}

/** The form with a value, everything it told, and ways to find what is drawn. */
async function form(kind: FormKind, value: unknown, options: Options = {}) {
  const told: ContentChangeEvent[] = [];
  const element = await fixture<ContentForm>(
    html`<linli-content-form
      .kind=${kind}
      .value=${value}
      .choices=${choices}
      .saved=${options.saved ?? false}
      .language=${options.language ?? 'zh-Hans'}
      .faults=${options.faults ?? []}
      .inherited=${options.inherited}
      .readOnly=${options.readOnly ?? false}
      @linli-change=${(event: ContentChangeEvent) => told.push(event)}
    ></linli-content-form>`,
  );
  const root = element.shadowRoot!;
  const at = (path: string): HTMLInputElement => {
    const found = root.getElementById(`f-${path}`);
    if (!found) throw new Error(`nothing at ${path}`);
    return found as HTMLInputElement;
  };
  const has = (path: string): boolean => root.getElementById(`f-${path}`) !== null;
  const field = (path: string): HTMLElement => root.querySelector<HTMLElement>(`[data-path="${path}"]`)!;
  const press = async (path: string): Promise<void> => {
    at(path).click();
    await element.updateComplete;
    await element.updateComplete;
  };
  const write = async (path: string, text: string, leave = true): Promise<void> => {
    const input = at(path);
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    if (leave) input.dispatchEvent(new Event('change', { bubbles: true }));
    await element.updateComplete;
  };
  const choose = async (path: string, value: string): Promise<void> => {
    const select = at(path);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await element.updateComplete;
  };
  const last = (): unknown => told[told.length - 1]?.value;
  const focused = (): string | undefined => root.activeElement?.id;
  const open = (path: string): Promise<boolean> => element.focusPath(path);
  return { element, root, told, at, has, field, press, write, choose, last, focused, open };
}

describe('linli-content-form', () => {
  it('draws a notice with names, and what is typed changes only that', async () => {
    const { element, at, write, last, told } = await form('notices', {
      ...notice,
      odd: 1,
      from: '2026-05-01T00:30:00.000Z',
    });
    expect(at('title.zh').value).to.equal('停水');
    await expect(element).to.be.accessible();
    await write('title.zh', '停电');
    expect(last()).to.deep.equal({
      ...notice,
      odd: 1,
      from: '2026-05-01T00:30:00.000Z',
      title: { zh: '停电' },
    });
    expect(told[0]?.path).to.equal('title.zh');
    expect(notice.title.zh).to.equal('停水');
  });

  it('speaks English where asked', async () => {
    const { field } = await form('notices', notice, { language: 'en' });
    expect(field('title').textContent).to.contain('What it is about').and.to.contain('No English yet');
  });

  it('takes an emptied English text out', async () => {
    const { write, last } = await form('notices', { ...notice, title: { zh: '停水', en: 'No water' } });
    await write('title.en', '');
    expect(last()).to.deep.equal(notice);
  });

  it('tells nothing while an input method puts characters together', async () => {
    const { at, told } = await form('notices', notice);
    at('title.zh').value = 'ting';
    at('title.zh').dispatchEvent(new InputEvent('input', { isComposing: true }));
    expect(told).to.have.length(0);
    at('title.zh').value = '停';
    at('title.zh').dispatchEvent(new CompositionEvent('compositionend'));
    expect(told).to.have.length(1);
  });

  it('says what is wrong at the field, for eyes and for screen readers', async () => {
    const { element, at, root, write } = await form('notices', notice);
    expect(at('title.zh').getAttribute('aria-invalid')).to.equal('false');
    await write('title.zh', '<script>alert(1)</script>');
    const title = at('title.zh');
    expect(title.getAttribute('aria-invalid')).to.equal('true');
    const described = title
      .getAttribute('aria-describedby')!
      .split(' ')
      .map((id) => root.getElementById(id)?.textContent)
      .join(' ');
    expect(described).to.contain('只能写普通文字');
    await write('title.zh', '字'.repeat(61));
    expect(root.textContent).to.contain('61/60').and.to.contain('最多 60 个');
    await expect(element).to.be.accessible();
  });

  it('shows the hub’s faults at their fields until those are changed', async () => {
    const faults = [{ path: 'until', problem: '结束比开始早。', mend: '请改晚一些。' }];
    const { field, root, press, write } = await form('notices', { ...notice, odd: 1 }, { faults });
    expect(field('until').textContent).to.contain('结束比开始早');
    expect(root.querySelector('.section .tag.bad')?.textContent).to.contain('1');
    await press('until');
    await write('until', '2026-05-01T08:30');
    expect(field('until').textContent).not.to.contain('结束比开始早');
  });

  it('takes an instant as the hall’s clock shows it', async () => {
    const { press, write, last, focused, at } = await form('notices', notice);
    await press('from');
    expect(focused()).to.equal('f-from');
    await write('from', '2026-05-01T08:30');
    expect(last()).to.deep.equal({ ...notice, from: '2026-05-01T00:30:00Z' });
    expect(at('from').value).to.equal('2026-05-01T08:30');
  });

  it('reads "not set", opens to be filled in without writing, and clears with a way back', async () => {
    const { field, press, told, root, element, write, last } = await form('notices', notice);
    expect(field('until').textContent).to.contain('未设定');
    await press('until');
    expect(told).to.have.length(0);
    await write('until', '2026-05-01T08:30');
    field('until').querySelector<HTMLElement>('button.quiet')!.click();
    await element.updateComplete;
    expect(last()).to.deep.equal(notice);
    expect(field('until').textContent).to.contain('未设定');
    root.querySelector<HTMLElement>('.said button')!.click();
    await element.updateComplete;
    expect(last()).to.deep.equal({ ...notice, until: '2026-05-01T00:30:00Z' });
  });

  it('shows a default as one and writes it only when it is chosen', async () => {
    const { field, choose, last, told } = await form('notices', notice);
    expect(field('urgency').textContent).to.contain('默认');
    expect(told).to.have.length(0);
    await choose('urgency', 'important');
    expect(last()).to.deep.equal({ ...notice, urgency: 'important' });
    expect(field('urgency').textContent).to.contain('恢复默认');
  });

  it('shows what the catalogue says, and writes only what differs', async () => {
    const inherited = { guide: { fee: { zh: '不收费' } }, name: { zh: '助餐' } };
    const { at, open, write, last, field } = await form('services', { service: 'meal' }, { inherited });
    expect(at('name.zh').value).to.equal('助餐');
    expect(field('name').textContent).to.contain('按目录');
    await open('guide.fee');
    await write('guide.fee.zh', '两元');
    expect(last()).to.deep.equal({ service: 'meal', guide: { fee: { zh: '两元' } } });
  });

  it('keeps the id of what was saved', async () => {
    const { open, at, element } = await form('notices', notice, { saved: true });
    await open('id');
    expect(at('id').localName).to.equal('code');
    element.saved = false;
    await element.updateComplete;
    expect(at('id').localName).to.equal('input');
  });

  it('keeps what is no number as it was typed, and puts full-width digits right', async () => {
    const { open, write, last, field } = await form('calendar', { resources: [{ id: 'a', units: 1 }] });
    await open('resources[0].units');
    await write('resources[0].units', 'many', false);
    expect(last()).to.deep.equal({ resources: [{ id: 'a', units: 'many' }] });
    expect(field('resources[0].units').textContent).to.contain('请只写数字');
    await write('resources[0].units', '１２');
    expect(last()).to.deep.equal({ resources: [{ id: 'a', units: 12 }] });
  });

  it('changes nothing where nothing may be changed', async () => {
    const { root, at } = await form('notices', notice, { readOnly: true });
    expect(at('title.zh').readOnly).to.equal(true);
    expect([...root.querySelectorAll('button:not(.fold)')]).to.have.length(0);
  });

  it('opens the way to a field and focuses it', async () => {
    const { open, focused } = await form('site', { tiles: [{}, { opens: { view: 'services' } }] });
    expect(await open('tiles[1].label.zh')).to.equal(true);
    expect(focused()).to.equal('f-tiles[1].label.zh');
    expect(await open('limits.holdMinutes')).to.equal(true);
    expect(focused()).to.equal('f-limits.holdMinutes');
    expect(await open('nothing.there')).to.equal(false);
  });
});

describe('linli-content-form: lists', () => {
  const uses = [{ zh: '会议' }, { zh: '跳舞' }, { zh: '下棋' }];
  const place = { id: 'a', name: { zh: '室' }, kind: 'hall', uses };

  it('adds, moves, copies and removes by buttons, and the focus goes along', async () => {
    const { open, press, last, focused, root, element } = await form('places', place);
    await open('uses');
    const now = (): unknown => (last() as typeof place).uses.map(({ zh }) => zh);
    await press('uses[0]-down');
    expect(now()).to.deep.equal(['跳舞', '会议', '下棋']);
    expect(focused()).to.equal('f-uses[1]-down');
    expect(root.querySelector('[role="status"]')?.textContent).to.contain('第 2 位');
    await press('uses[1]-copy');
    expect(now()).to.deep.equal(['跳舞', '会议', '会议', '下棋']);
    await press('uses[1]-remove');
    expect(now()).to.deep.equal(['跳舞', '会议', '下棋']);
    expect(focused()).to.equal('f-uses[1]-remove');
    root.querySelector<HTMLElement>('.said button')!.click();
    await element.updateComplete;
    expect(now()).to.deep.equal(['跳舞', '会议', '会议', '下棋']);
    await press('uses');
    expect(focused()).to.equal('f-uses[4].zh');
    expect(now()).to.deep.equal(['跳舞', '会议', '会议', '下棋', '']);
  });

  it('stays on the button at the end of a list and does nothing more', async () => {
    const { open, press, at, told } = await form('places', place);
    await open('uses');
    expect(at('uses[0]-up').getAttribute('aria-disabled')).to.equal('true');
    await press('uses[0]-up');
    expect(told).to.have.length(0);
  });

  it('keeps what is open with its item, and gives copies ids of their own', async () => {
    const tiles = [
      { id: 'one', label: { zh: '一' }, icon: 'star', opens: { view: 'notices' } },
      { id: 'two', label: { zh: '二' }, icon: 'sun', opens: { view: 'notices' } },
    ];
    const { open, press, has, last } = await form('site', { tiles });
    await open('tiles[0].label');
    await press('tiles[0]-down');
    expect([has('tiles[0].label.zh'), has('tiles[1].label.zh')]).to.deep.equal([false, true]);
    await press('tiles[1]-copy');
    const ids = (last() as { tiles: { id: string }[] }).tiles.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(3);
  });

  it('takes the last of an optional list out altogether', async () => {
    const { open, press, last } = await form('services', {
      service: 'meal',
      schedules: [{ rrule: 'FREQ=DAILY' }],
    });
    await open('schedules');
    await press('schedules[0]-remove');
    expect(last()).to.deep.equal({ service: 'meal' });
  });

  it('is dragged by the grip', async () => {
    const { open, last, field, root } = await form('places', place);
    await open('uses');
    await setViewport({ width: 1280, height: 1000 });
    field('uses').scrollIntoView({ block: 'center' });
    const centre = (element: Element): [number, number] => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [Math.round(x + width / 2), Math.round(y + height / 2)];
    };
    const [x, from] = centre(field('uses[0]').querySelector('.grip')!);
    const [, to] = centre(field('uses[2]'));
    await sendMouse({ type: 'move', position: [x, from] });
    await sendMouse({ type: 'down' });
    const order = (): string =>
      [...root.querySelectorAll<HTMLElement>('[data-list="uses"] > li:not(.sortable-fallback)')]
        .map(({ dataset }) => dataset['path'])
        .join();
    let step = 0;
    await waitUntil(
      async () => {
        step += 1;
        await sendMouse({ type: 'move', position: [x, Math.min(from + step * 12, to + 8) + (step % 2)] });
        return order() === 'uses[1],uses[2],uses[0]';
      },
      'the item follows the mouse',
      { timeout: 10_000 },
    );
    await sendMouse({ type: 'up' });
    await waitUntil(() => last() !== undefined);
    expect((last() as typeof place).uses.map(({ zh }) => zh)).to.deep.equal(['跳舞', '下棋', '会议']);
    const drawn = [...root.querySelectorAll<HTMLTextAreaElement>('[data-list="uses"] [id$=".zh"]')];
    expect(drawn.filter(({ localName }) => localName !== 'label').map(({ value }) => value)).to.deep.equal([
      '跳舞',
      '下棋',
      '会议',
    ]);
  });
});

describe('linli-content-form: kinds of field', () => {
  it('turns what a tile opens, and drops only what the other does not have', async () => {
    const tile = {
      id: 'a',
      label: { zh: '一' },
      icon: 'star',
      opens: { view: 'services', categories: ['care'], odd: 1 },
    };
    const { open, choose, last } = await form('site', { tiles: [tile] });
    await open('tiles[0].opens.view');
    await choose('tiles[0].opens.view', 'places');
    expect(last()).to.deep.equal({ tiles: [{ ...tile, opens: { view: 'places', odd: 1 } }] });
  });

  it('turns a closed day into other hours and keeps its name and days', async () => {
    const entry = { kind: 'closed', name: { zh: '春节' }, from: '2027-02-06', to: '2027-02-12' };
    const { open, choose, write, last } = await form('calendar', { entries: [entry] });
    await open('entries[0].kind');
    await choose('entries[0].kind', 'open');
    await write('entries[0].opensAt', '09:00');
    expect(last()).to.deep.equal({ entries: [{ ...entry, kind: 'open', opensAt: '09:00' }] });
  });

  it('chooses how places are set aside', async () => {
    const { open, choose, write, last } = await form('services', { service: 'meal' });
    await open('terms.lease.policy');
    await choose('terms.lease.policy', 'fixed');
    await write('terms.lease.places', '2');
    expect(last()).to.deep.equal({ service: 'meal', terms: { lease: { policy: 'fixed', places: 2 } } });
  });

  it('adds and removes references by search, and keeps one that is not in the list', async () => {
    const { element, open, at, last, press, field } = await form('queues', {
      queues: [{ id: 'a', letter: 'A', name: { zh: '甲' }, services: ['gone', 'law'] }],
      counters: [],
      demo: false,
    });
    const services = (): unknown => (last() as { queues: { services: string[] }[] }).queues[0]?.services;
    await open('queues[0].services');
    expect(field('queues[0].services').textContent).to.contain('gone（名单里没有）');
    at('queues[0].services').focus();
    await sendKeys({ type: '助餐' });
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    expect(services()).to.deep.equal(['gone', 'law', 'meal']);
    await press('queues[0].services[0]');
    expect(services()).to.deep.equal(['law', 'meal']);
    await element.updateComplete;
    await sendKeys({ press: 'Alt+ArrowRight' });
    await element.updateComplete;
    expect(services()).to.deep.equal(['meal', 'law']);
    await expect(element).to.be.accessible();
  });

  it('offers counters the queues of the same file', async () => {
    const { open, at } = await form('queues', {
      queues: [{ id: 'a', letter: 'A', name: { zh: '甲' } }],
      counters: [{ id: 'c', number: 1, queues: ['a'] }],
      demo: false,
    });
    await open('counters[0].queues[0]');
    expect(at('counters[0].queues[0]').getAttribute('aria-label')).to.contain('甲');
  });

  it('chooses days by plain words and keeps another rule as it is written', async () => {
    const odd = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO';
    const { open, at, choose, press, last } = await form('services', {
      service: 'meal',
      schedules: [{ rrule: odd }],
    });
    const rule = (): unknown => (last() as { schedules: { rrule: string }[] }).schedules[0]?.rrule;
    await open('schedules[0].rrule');
    expect(at('schedules[0].rrule-raw').value).to.equal(odd);
    await choose('schedules[0].rrule', 'weekday');
    expect(rule()).to.equal('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR');
    await choose('schedules[0].rrule', 'week');
    await press('schedules[0].rrule-TH');
    expect(rule()).to.equal('FREQ=WEEKLY;BYDAY=MO,TH');
    await choose('schedules[0].rrule', 'month');
    await choose('schedules[0].rrule-nth', '-1');
    await choose('schedules[0].rrule-day', 'FR');
    expect(rule()).to.equal('FREQ=MONTHLY;BYDAY=-1FR');
  });

  it('writes the hours of the week and warns below what the rule asks for', async () => {
    const { open, press, write, last, field } = await form('site', { hours: { minimumHours: 9 } });
    await open('hours.weekly');
    await press('hours.weekly');
    await press('hours.weekly[0].days-SU');
    await press('hours.weekly[0].days-MO');
    await write('hours.weekly[0].opens', '09:00');
    await write('hours.weekly[0].closes', '17:30');
    expect((last() as { hours: { weekly: unknown } }).hours.weekly).to.deep.equal([
      { days: ['MO', 'SU'], opens: '09:00', closes: '17:30' },
    ]);
    expect(field('hours.weekly').textContent).to.contain('只有 8.5 小时，规定至少 9 小时');
  });

  it('warns below eight hours where no rule is set', async () => {
    const weekly = [{ days: ['MO'], opens: '09:00', closes: '16:00' }];
    const { open, field } = await form('site', { hours: { weekly } });
    await open('hours.weekly');
    expect(field('hours.weekly').textContent).to.contain('至少 8 小时');
  });

  it('says how a colour reads on white and proposes a darker one', async () => {
    const { field, element, last } = await form('site', { brand: { accent: '#77aaff' } });
    expect(field('brand.accent').textContent).to.contain('至少要 4.5:1');
    [...field('brand.accent').querySelectorAll('button')].pop()!.click();
    await element.updateComplete;
    expect(field('brand.accent').textContent).to.contain('看得清');
    expect((last() as { brand: { accent: string } }).brand.accent).to.match(/^#[0-9a-f]{6}$/u);
  });

  it('takes minutes as one number or as a range', async () => {
    const { open, choose, write, last } = await form('site', { circles: [{ id: 'a', minutes: 15 }] });
    await open('circles[0].minutes');
    await choose('circles[0].minutes-how', 'two');
    await write('circles[0].minutes-from', '5');
    expect(last()).to.deep.equal({ circles: [{ id: 'a', minutes: [5, 15] }] });
  });

  it('takes several of a few, and yes or no', async () => {
    const { open, press, last, at } = await form('site', { languages: ['en'], demo: false });
    await press('languages-zh-Hans');
    expect(last()).to.deep.equal({ languages: ['zh-Hans', 'en'], demo: false });
    await open('demo');
    at('demo').click();
    expect(last()).to.deep.equal({ languages: ['zh-Hans', 'en'], demo: true });
  });

  it('opens an object that needs several things at once', async () => {
    const { open, press, last } = await form('services', {
      service: 'meal',
      schedules: [{ rrule: 'FREQ=DAILY' }],
    });
    await open('schedules[0].lastMinute');
    await press('schedules[0].lastMinute');
    expect(last()).to.deep.equal({ service: 'meal', schedules: [{ rrule: 'FREQ=DAILY', lastMinute: {} }] });
  });
});

describe('linli-content-form: everything there is', () => {
  const lists: Readonly<Partial<Record<FormKind, string>>> = {
    services: 'services',
    places: 'places',
    notices: 'notices',
    indicators: 'tables',
  };
  const kinds: readonly FormKind[] = [
    'site',
    'services',
    'places',
    'calendar',
    'queues',
    'notices',
    'indicators',
  ];

  /** Unfolds everything that is folded. */
  async function unfold(element: ContentForm): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      const folded = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.fold[aria-expanded="false"]')];
      if (folded.length === 0) return;
      folded.forEach((button) => button.click());
      await element.updateComplete;
    }
  }

  /** The entries of a site's file; none where the site has no such file. */
  async function entriesOf(site: string, kind: FormKind): Promise<readonly Record<string, unknown>[]> {
    if (kind === 'calendar' && site !== 'shenyang') return [];
    const answer = await fetch(`/kiosk-config/${site}/${kind}.json`);
    const file = (await answer.json()) as Record<string, unknown>;
    const list = lists[kind];
    return list ? (file[list] as Record<string, unknown>[]) : [file];
  }

  const boxesOf = (element: ContentForm): HTMLInputElement[] => [
    ...element.shadowRoot!.querySelectorAll<HTMLInputElement>(
      'input:not([type="checkbox"]), textarea, select',
    ),
  ];

  for (const site of ['shenyang', 'wansheng', 'wenzhou', 'fujian', 'city-x'])
    it(`comes out as it went in, and with one change as it is written: ${site}`, async function everything() {
      this.timeout(60_000);
      const { element, told } = await form('notices', notice);
      for (const kind of kinds)
        for (const [index, entry] of (await entriesOf(site, kind)).entries()) {
          const which = `${site}/${kind}[${index}]`;
          const before = JSON.stringify(entry);
          Object.assign(element, { kind, value: entry });
          await element.updateComplete;
          await unfold(element);
          const boxes = boxesOf(element);
          expect(boxes.length, which).to.be.greaterThan(2);
          expect(element.shadowRoot!.querySelector('.issue')?.textContent ?? '', which).to.equal('');
          // Whoever goes through all boxes and leaves each as it is has changed nothing.
          for (const box of boxes) box.dispatchEvent(new Event('change', { bubbles: true }));
          await element.updateComplete;
          expect(told.map(({ path }) => path).join(), which).to.equal('');
          expect(JSON.stringify(element.value) === before, which).to.equal(true);

          const texts = boxes.filter(({ id }) => id.endsWith('.zh'));
          const text = texts[index % Math.max(texts.length, 1)];
          if (!text) continue;
          const expected = structuredClone(entry);
          const path = pathOf(text.id.slice(2));
          const owner = path
            .slice(0, -1)
            .reduce<Record<string | number, unknown>>(
              (inside, part) => inside[part] as Record<string, unknown>,
              expected,
            );
          owner['zh'] = `${text.value}改`;
          text.value += '改';
          text.dispatchEvent(new Event('input', { bubbles: true }));
          expect(element.value, which).to.deep.equal(expected);
          expect(JSON.stringify(entry) === before, which).to.equal(true);
          told.length = 0;
        }
    });

  it('can be used by everybody, with everything unfolded', async function everybody() {
    this.timeout(60_000);
    const { element } = await form('notices', notice);
    for (const kind of kinds) {
      const [entry] = await entriesOf('shenyang', kind);
      Object.assign(element, { kind, value: entry });
      await element.updateComplete;
      await unfold(element);
      await expect(element).to.be.accessible();
    }
  });
});
