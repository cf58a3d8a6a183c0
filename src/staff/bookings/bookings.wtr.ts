import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { bookingsDeskEn, bookingsDeskZh } from '../../access/messages/bookings-desk.ts';
import type { BookingsClient } from '../../api/staff-bookings.ts';
import { fail, ok } from '../../model/result.ts';
import type { BookingStatus } from '../../model/schema/booking.ts';
import type { CommandId, Outcome } from '../../model/schema/command.ts';
import type {
  BookingSearch,
  BookingsView,
  DeskServices,
  DeskSlot,
} from '../../model/schema/staff-bookings.ts';
import { deskWords } from '../shell/words.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { DraggingEvent, DropEvent } from './calendar-events.ts';
import type { CalendarGrid } from './calendar-grid.ts';
import './calendar-grid.ts';
import './cancel-form.ts';
import type { CancelForm } from './cancel-form.ts';
import type { DeskContext } from './desk-context.ts';
import type { ShownBooking, ShownView } from './expected.ts';
import { type FindBooking, searchOf } from './find-page.ts';
import './walk-in.ts';
import type { WalkIn } from './walk-in.ts';

const NOW_MS = Date.parse('2026-11-23T01:00:00Z');
const words = deskWords({ zh: bookingsDeskZh, en: bookingsDeskEn }, 'zh-Hans', 'Asia/Shanghai');
const option = { id: 'fish', label: { zh: '鱼' }, tags: [], asks: [] };

const services = {
  now: new Date(NOW_MS).toISOString(),
  hall: { zh: '社区服务中心' },
  services: [
    {
      id: 'meal',
      name: { zh: '老年助餐' },
      terms: { waitingList: true, attendance: 'in', perDay: 1 },
      asks: { name: 'optional', phone: 'no' },
      questions: [{ id: 'dish', label: { zh: '菜' }, options: [option], demo: false }],
    },
  ],
  places: [{ id: 'canteen', name: { zh: '老年食堂' } }],
} as unknown as DeskServices;

const slotAt = (hour: number, more: Partial<DeskSlot> = {}): DeskSlot =>
  ({
    id: `meal.20261123T${hour}00`,
    service: 'meal',
    place: 'canteen',
    startsAt: `2026-11-23T0${hour - 8}:00:00Z`,
    endsAt: `2026-11-23T0${hour - 7}:00:00Z`,
    capacity: 3,
    taken: 1,
    free: 2,
    setAside: 0,
    status: 'open',
    waiting: 0,
    demo: true,
    ...more,
  }) as unknown as DeskSlot;

const bookingOf = (id: string, slot: DeskSlot, status: BookingStatus = 'confirmed'): ShownBooking =>
  ({
    id,
    slot: slot.id,
    status,
    sequence: 0,
    name: '王＊＊',
    digits: '5678',
    phoned: false,
  }) as unknown as ShownBooking;

const viewOf = (slots: readonly DeskSlot[], bookings: readonly ShownBooking[]): ShownView =>
  ({
    today: '2026-11-23',
    from: '2026-11-23',
    days: 1,
    more: false,
    slots,
    bookings,
  }) as unknown as ShownView;

/** A desk without a hub: it answers as told, and keeps what was asked of it. */
function made(client: Partial<BookingsClient> = {}, outcome?: Partial<Outcome>) {
  const acts: (readonly [string, object])[] = [];
  const opened: string[] = [];
  const context = {
    staff: { site: { id: 'hall', timeZone: 'Asia/Shanghai' } } as unknown as StaffContext,
    words,
    client,
    services,
    nowMs: () => NOW_MS,
    waiting: [],
    settled: [],
    failing: false,
    answers: 0,
    act: (kind: string, body: object) => {
      acts.push([kind, body]);
      return 'id' as CommandId;
    },
    answerTo: async () => outcome as Outcome,
    settle: () => undefined,
    open: (booking: ShownBooking) => opened.push(booking.id),
    scanned: undefined,
    taken: () => undefined,
    wished: undefined,
    bookAt: () => undefined,
  } as unknown as DeskContext;
  return { context, acts, opened };
}

const all = (element: Element, selector: string): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

function one(element: Element, selector: string): HTMLElement {
  const [found] = all(element, selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

describe('linli-calendar-grid', () => {
  const [ten, eleven] = [slotAt(10), slotAt(11)];
  const full = slotAt(12, { free: 0, taken: 3 });
  const gone = slotAt(13, { status: 'withdrawn', free: 0 });
  const bookings = [
    bookingOf('aaaaaaaaaaaa', ten),
    bookingOf('bbbbbbbbbbbb', eleven),
    bookingOf('cccccccccccc', eleven, 'waiting'),
  ];

  async function grid(onlyBooked = false) {
    const desk = made();
    const element = await fixture<CalendarGrid>(
      html`<linli-calendar-grid
        .context=${desk.context}
        .view=${viewOf([ten, eleven, full, gone], bookings)}
        .onlyBooked=${onlyBooked}
        .nowMs=${NOW_MS}
      ></linli-calendar-grid>`,
    );
    return { element, ...desk };
  }

  it('is dragged only to where there is a place, and says from where to where', async () => {
    const { element } = await grid();
    const data = new DataTransfer();
    one(element, '[data-booking=aaaaaaaaaaaa]').dispatchEvent(
      new DragEvent('dragstart', { dataTransfer: data, bubbles: true }),
    );
    await element.updateComplete;
    expect(all(element, '.target').map((box) => box.dataset['slot'])).to.deep.equal([eleven.id]);
    const refused = new DragEvent('dragover', { cancelable: true, bubbles: true });
    one(element, `[data-slot="${full.id}"]`).dispatchEvent(refused);
    expect(refused.defaultPrevented).to.equal(false);
    setTimeout(() =>
      one(element, `[data-slot="${eleven.id}"]`).dispatchEvent(new DragEvent('drop', { cancelable: true })),
    );
    const dropped = (await oneEvent(element, 'linli-drop')) as unknown as DropEvent;
    expect([dropped.booking.id, dropped.from.id, dropped.to.id]).to.deep.equal([
      'aaaaaaaaaaaa',
      ten.id,
      eleven.id,
    ]);
  });

  it('says that it is dragged and no longer, so that nothing moves meanwhile', async () => {
    const { element } = await grid();
    const said: boolean[] = [];
    element.addEventListener('linli-dragging', (event) =>
      said.push(event instanceof DraggingEvent && event.on),
    );
    const name = one(element, '[data-booking=aaaaaaaaaaaa]');
    name.dispatchEvent(new DragEvent('dragstart', { dataTransfer: new DataTransfer() }));
    name.dispatchEvent(new DragEvent('dragend'));
    expect(said).to.deep.equal([true, false]);
  });

  /** A finger on a name, which stays or goes on at once. */
  function finger(element: Element, name: string) {
    const target = one(element, `[data-booking=${name}]`);
    const box = target.getBoundingClientRect();
    const from = { x: box.left + 5, y: box.top + 5 };
    const send = (type: string, { x, y } = from) =>
      target.dispatchEvent(
        new PointerEvent(type, {
          pointerId: 7,
          pointerType: 'touch',
          isPrimary: true,
          clientX: x,
          clientY: y,
          bubbles: true,
          composed: true,
        }),
      );
    send('pointerdown');
    return { send, from };
  }
  const middleOf = (element: Element, slot: DeskSlot) => {
    const { left, top, width, height } = one(element, `[data-slot="${slot.id}"]`).getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };

  it('is dragged by a finger that stays; beside the times nobody moves', async () => {
    const { element } = await grid();
    const dropped: string[] = [];
    element.addEventListener(
      'linli-drop',
      (event) => event instanceof DropEvent && dropped.push(event.to.id),
    );
    for (const isAway of [true, false]) {
      const { send } = finger(element, 'aaaaaaaaaaaa');
      await waitUntil(() => all(element, '.ghost').length === 1);
      expect(all(element, '.target').map((box) => box.dataset['slot'])).to.deep.equal([eleven.id]);
      send('pointermove', middleOf(element, eleven));
      await waitUntil(() => all(element, '.over').length > 0);
      const at = isAway ? { x: -5, y: -5 } : middleOf(element, eleven);
      send('pointermove', at);
      send('pointerup', at);
      await element.updateComplete;
      expect(all(element, '.ghost')).to.deep.equal([]);
    }
    expect(dropped).to.deep.equal([eleven.id]);
  });

  it('pushes the page along with a finger that goes on at once, and gives up at a second finger', async () => {
    const { element } = await grid();
    const said: boolean[] = [];
    element.addEventListener(
      'linli-dragging',
      (event) => event instanceof DraggingEvent && said.push(event.on),
    );
    const { send, from } = finger(element, 'aaaaaaaaaaaa');
    send('pointermove', { x: from.x, y: from.y + 40 });
    const other = finger(element, 'aaaaaaaaaaaa');
    await waitUntil(() => said.length > 0);
    window.dispatchEvent(new PointerEvent('pointerdown', { pointerId: 8, pointerType: 'touch' }));
    other.send('pointerup');
    expect(said).to.deep.equal([true, false]);
  });

  it('leaves where it is who only waits', async () => {
    const { element } = await grid();
    expect(one(element, '[data-booking=cccccccccccc]').draggable).to.equal(false);
  });

  it('is one stop for Tab; arrows go from name to name, Enter opens', async () => {
    const { element, opened } = await grid();
    expect(all(element, '.booking').filter(({ tabIndex }) => tabIndex === 0).length).to.equal(1);
    one(element, '[data-booking=aaaaaaaaaaaa]').focus();
    await sendKeys({ press: 'ArrowDown' });
    expect((element.shadowRoot?.activeElement as HTMLElement).dataset['booking']).to.equal('bbbbbbbbbbbb');
    await sendKeys({ press: 'Enter' });
    expect(opened).to.deep.equal(['bbbbbbbbbbbb']);
  });

  it('says what is full, withdrawn and empty; nobody is put into those', async () => {
    const { element } = await grid();
    expect(one(element, `[data-slot="${full.id}"]`).textContent).to.contain(bookingsDeskZh['slot.full']);
    expect(one(element, `[data-slot="${gone.id}"]`).textContent).to.contain(bookingsDeskZh['slot.withdrawn']);
    expect(all(element, '.add').length).to.equal(2);
    const booked = await grid(true);
    expect(all(booked.element, '.slot').length).to.equal(2);
  });

  it('teaches what to do where there is nothing', async () => {
    const { context } = made();
    const element = await fixture(
      html`<linli-calendar-grid .context=${context} .view=${viewOf([], [])}></linli-calendar-grid>`,
    );
    expect(element.shadowRoot?.textContent).to.contain(bookingsDeskZh['calendar.none.next']);
  });
});

describe('linli-walk-in', () => {
  const times = async () =>
    ok({ now: new Date(NOW_MS).toISOString(), slots: [slotAt(10, { free: 0 }), slotAt(11)] });
  const refusal = { status: 'refused', error: { code: 'booking.too-many-today' } } as const;

  async function walkIn(outcome: Partial<Outcome>) {
    const desk = made({ times }, outcome);
    const element = await fixture<WalkIn>(html`<linli-walk-in .context=${desk.context}></linli-walk-in>`);
    await waitUntil(() => all(element, '#time').length > 0);
    const choose = (selector: string, value: string) => {
      const field = one(element, selector) as HTMLSelectElement | HTMLInputElement;
      field.value = value;
      field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'));
    };
    const submit = async () => {
      (one(element, 'form') as HTMLFormElement).requestSubmit();
      await element.updateComplete;
    };
    return { element, choose, submit, ...desk };
  }

  it('proposes the next free time, and asks for what the service asks', async () => {
    const { element, submit, choose, acts } = await walkIn({ status: 'done', pass: 'PASS' });
    expect((one(element, '#time') as HTMLSelectElement).value).to.equal(slotAt(11).id);
    await submit();
    expect(one(element, '[role=alert]').textContent).to.contain('菜');
    choose('[id="choices.dish"]', 'fish');
    await submit();
    expect(one(element, '[role=alert]').textContent).to.contain(bookingsDeskZh['new.phone']);
    expect(acts).to.deep.equal([]);
    await element.updateComplete;
    choose('#phone', '139-1234-5678');
    choose('#name', '王阿姨');
    await submit();
    const [[kind, body] = []] = acts;
    expect(kind).to.equal('book');
    expect(body).to.include({ slot: slotAt(11).id });
    expect((body as { who: object }).who).to.deep.equal({ phone: '13912345678', name: '王阿姨' });
    await waitUntil(() => all(element, 'linli-made-pass').length > 0);
  });

  it('beyond the terms asks why, and goes again as the same booking', async () => {
    const { element, submit, choose, acts } = await walkIn(refusal);
    choose('[id="choices.dish"]', 'fish');
    await element.updateComplete;
    choose('#phone', '13912345678');
    await submit();
    await waitUntil(() => all(element, '[role=group] button').length === 3);
    one(element, '[role=group] button').click();
    await waitUntil(() => acts.length === 2);
    const [first, second] = acts.map(([, body]) => body as { booking: string; desk: object });
    expect(second?.booking).to.equal(first?.booking);
    expect(second?.desk).to.deep.equal({ overCap: 'shared-phone' });
  });

  it('puts somebody onto the list of a full time', async () => {
    const { element, submit, choose, acts } = await walkIn({ status: 'done', pass: 'PASS' });
    choose('#time', slotAt(10).id);
    choose('[id="choices.dish"]', 'fish');
    await element.updateComplete;
    choose('#phone', '13912345678');
    await submit();
    expect(acts[0]?.[0]).to.equal('wait');
  });
});

describe('linli-find-booking', () => {
  const cases: readonly (readonly [string, BookingSearch['by'] | undefined])[] = [
    ['123 456 789', 'code'],
    ['5678', 'digits'],
    ['13912345678', 'digits'],
    ['王阿姨', 'name'],
    ['', undefined],
    ['12', undefined],
  ];
  for (const [typed, by] of cases)
    it(`takes “${typed}” for ${by ?? 'nothing'}`, () => expect(searchOf(typed)?.by).to.equal(by));

  it('says why a pass leads nowhere', async () => {
    const search = async () =>
      fail({ kind: 'refused', status: 403, problem: { code: 'pass.invalid' } } as const);
    const { context } = made({ search });
    const scanned: BookingSearch = { by: 'pass', pass: 'X' };
    const element = await fixture<FindBooking>(
      html`<linli-find-booking .context=${{ ...context, scanned }}></linli-find-booking>`,
    );
    await waitUntil(() => element.shadowRoot?.textContent?.includes(bookingsDeskZh['error.pass.invalid']));
  });

  it('opens the one booking that a scanned pass stands for', async () => {
    const view = viewOf([slotAt(10)], [bookingOf('aaaaaaaaaaaa', slotAt(10))]) as BookingsView;
    const { context, opened } = made({ search: async () => ok(view) });
    const scanned: BookingSearch = { by: 'pass', pass: 'X' };
    await fixture(html`<linli-find-booking .context=${{ ...context, scanned }}></linli-find-booking>`);
    await waitUntil(() => opened.length === 1);
    expect(opened).to.deep.equal(['aaaaaaaaaaaa']);
  });
});

describe('linli-cancel-form', () => {
  it('cancels nothing without a word for the resident', async () => {
    const element = await fixture<CancelForm>(html`<linli-cancel-form .words=${words}></linli-cancel-form>`);
    let cancelled = 0;
    element.addEventListener('linli-cancel', () => (cancelled += 1));
    (one(element, 'form') as HTMLFormElement).requestSubmit();
    await element.updateComplete;
    expect(cancelled).to.equal(0);
    expect(one(element, '[role=alert]').textContent).to.equal(bookingsDeskZh['cancel.needed']);
    one(element, '[aria-pressed]').click();
    await element.updateComplete;
    (one(element, 'form') as HTMLFormElement).requestSubmit();
    expect(cancelled).to.equal(1);
  });
});
