import { expect, fixture, html } from '@open-wc/testing';
import { upright } from '../../../components/testing/measure.ts';
import type { Verdict } from '../../model/arrival.ts';
import type { Booking, BookingCode, Slot } from '../../model/schema/booking.ts';
import { readableText } from '../../access/read-aloud.ts';
import type { StepEvent } from './arrival-screen.ts';
import { type BookingFacts, readFacts } from './booking-facts.ts';
import './adult-sent-screen.ts';
import './adults-screen.ts';
import './digits-screen.ts';
import type { DigitsScreen } from './digits-screen.ts';
import type { Step } from './flow.ts';
import type { Judged } from './judge.ts';
import './manage-screen.ts';
import './party-screen.ts';
import './sent-screen.ts';
import { standingOf } from './standing.ts';
import {
  CODE,
  HOUR_MS,
  type MadeTerminal,
  document,
  madeBooking,
  madeSlot,
  madeTerminal,
} from '../shell/testing/made-terminal.ts';
import './sure-screen.ts';
import './verdict-screen.ts';

interface Setting {
  readonly made: MadeTerminal;
  readonly facts: BookingFacts;
  readonly judged: Judged;
}

/** A booking as this terminal knows it, of a time that is twenty hours ahead. */
async function setting(
  booking: object,
  slotMore: object = {},
  verdict?: (slot: Slot) => Verdict,
): Promise<Setting> {
  const slot = madeSlot(20 * HOUR_MS, slotMore);
  const listed: Booking = await madeBooking('0123456789ab', slot, booking);
  const made = await madeTerminal([document('slot', slot.id, slot), document('booking', listed.id, listed)]);
  const judged: Judged = {
    verdict: verdict?.(slot) ?? { kind: 'welcome', slot },
    by: 'code',
    booking: listed.id,
    code: CODE as BookingCode,
    row: [{ booking: listed.id, slot, status: listed.status, document: listed, own: [] }],
  };
  const { runtime } = made.terminal;
  if (!runtime) throw new Error('no runtime');
  return { made, judged, facts: await readFacts(runtime.store, judged) };
}

const text = (element: Element): string => readableText(element).replaceAll(/\s+/gu, ' ');

/** A button by its words, through shadow roots. */
const button = (element: Element, words: string): HTMLElement => {
  const found = [
    ...(element.shadowRoot?.querySelectorAll<HTMLElement & { label: string }>('linli-button') ?? []),
  ].find(({ label }) => label === words);
  if (!found) throw new Error(`no button ${words}`);
  return found;
};

const manage = ({ made, facts, judged }: Setting) =>
  fixture<HTMLElement>(
    html`<linli-manage-screen
      .terminal=${made.terminal}
      .facts=${facts}
      .judged=${judged}
      .standing=${standingOf(facts, judged, Date.now())}
    ></linli-manage-screen>`,
  );

async function stepOf(screen: HTMLElement, act: () => void): Promise<Step> {
  const heard = new Promise<Step>((resolve) => {
    screen.addEventListener('linli-step', (event: StepEvent) => resolve(event.step), { once: true });
  });
  act();
  return heard;
}

describe('a booking that is looked after', () => {
  before(upright);

  it('offers another time and cancelling, and says until when', async () => {
    const screen = await manage(await setting({}));
    expect(text(screen)).to.contain('以前可以换时间或取消');
    expect(await stepOf(screen, () => button(screen, '换个时间').click())).to.deep.equal({
      kind: 'other-time',
    });
    const step = await stepOf(screen, () => button(screen, '取消预约').click());
    expect(step).to.deep.equal({ kind: 'ask', action: { kind: 'cancel' } });
    await expect(screen).to.be.accessible();
  });

  it('that waits says how many are before, and that the line can be left', async () => {
    const screen = await manage(await setting({ status: 'waiting', since: new Date().toISOString() }));
    expect(text(screen)).to.contain('您排在第一位');
    expect(button(screen, '不等了')).to.exist;
    await expect(screen).to.be.accessible();
  });

  it('with an offer puts taking it first', async () => {
    const until = new Date(Date.now() + HOUR_MS).toISOString();
    const screen = await manage(await setting({ status: 'offered', until }));
    const step = await stepOf(screen, () => button(screen, '要这个名额').click());
    expect(step).to.deep.equal({ kind: 'ask', action: { kind: 'accept' } });
    await expect(screen).to.be.accessible();
  });

  it('of a withdrawn time has the hall’s reason and both ways out', async () => {
    const screen = await manage(await setting({}, { status: 'withdrawn', reason: { zh: '停电检修' } }));
    expect(text(screen)).to.contain('原因：停电检修');
    expect(button(screen, '换个时间')).to.exist;
    expect(button(screen, '取消预约')).to.exist;
    await expect(screen).to.be.accessible();
  });

  it('after the cut-off says until when it was possible, and the way without a screen', async () => {
    const made = await setting({});
    const screen = await fixture<HTMLElement>(
      html`<linli-manage-screen
        .terminal=${made.made.terminal}
        .facts=${made.facts}
        .judged=${made.judged}
        .standing=${{ kind: 'confirmed', mayAlter: false, alterUntilMs: Date.now() }}
      ></linli-manage-screen>`,
    );
    expect(text(screen)).to.contain('为止，现在已经过了');
    expect(text(screen)).to.contain('到前台登记');
    expect(() => button(screen, '取消预约')).to.throw();
  });
});

describe('a request without an answer', () => {
  const recall = async () => {
    const { made, facts, judged } = await setting({});
    const slot = facts.slot as Slot;
    const asked: Judged = { ...judged, verdict: { kind: 'requested' } };
    return { made, judged: asked, facts: { ...facts, booking: undefined, status: undefined, slot } };
  };

  it('can be cancelled as what it is', async () => {
    const screen = await manage(await recall());
    expect(() => button(screen, '取消预约')).to.throw();
    expect(await stepOf(screen, () => button(screen, '取消申请').click())).to.deep.equal({
      kind: 'ask',
      action: { kind: 'cancel' },
    });
  });

  it('is called a request when asked once more', async () => {
    const { made, facts, judged } = await recall();
    const screen = await fixture<HTMLElement>(
      html`<linli-sure-screen
        .terminal=${made.terminal}
        .facts=${facts}
        .action=${{ kind: 'cancel' }}
        .standing=${standingOf(facts, judged, Date.now())}
      ></linli-sure-screen>`,
    );
    expect(text(screen)).to.contain('真的要取消申请吗？');
    expect(button(screen, '是，取消申请')).to.exist;
    await expect(screen).to.be.accessible();
  });
});

describe('what came of a change', () => {
  const to = madeSlot(44 * HOUR_MS);
  const sent = ({ made, facts, judged }: Setting, outcome: object, patient = false) =>
    fixture<HTMLElement>(
      html`<linli-sent-screen
        .terminal=${made.terminal}
        .facts=${facts}
        .judged=${judged}
        .action=${{ kind: 'change', to, also: [] }}
        .outcome=${outcome}
        .patient=${patient}
      ></linli-sent-screen>`,
    );
  const day = (slot: Slot | undefined) =>
    new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric' }).format(
      Date.parse(slot?.startsAt ?? ''),
    );

  it('done: the pass has the new time', async () => {
    const screen = await sent(await setting({}), { state: 'done', pass: 'NEW' });
    expect(text(screen)).to.contain('时间换好了');
    expect(text(screen)).to.contain(day(to));
  });

  it('refused: the old one is still there, with the reason and a way on', async () => {
    const made = await setting({});
    const screen = await sent(made, { state: 'refused', error: 'slot.full' });
    expect(text(screen)).to.contain('没有换成，原来的时间还在');
    expect(text(screen)).to.contain(`您的预约还是：${day(made.facts.slot)}`);
    expect(await stepOf(screen, () => button(screen, '换个时间').click())).to.deep.equal({
      kind: 'other-time',
    });
  });

  it('not answered: it is kept, and the old time holds', async () => {
    const screen = await sent(await setting({}), { state: 'pending' });
    expect(text(screen)).to.contain('已收下，时间还没有换');
    expect(text(screen)).to.contain('原来的时间给您留着');
  });

  it('not answered yet: it waits', async () => {
    const screen = await sent(await setting({}), { state: 'pending' }, true);
    expect(text(screen)).to.contain('正在提交');
    expect(() => button(screen, '好了，结束')).to.throw();
  });

  it('of a withdrawn time, refused: nothing is said to be still there', async () => {
    const made = await setting({}, { status: 'withdrawn' });
    const screen = await sent(made, { state: 'refused', error: 'slot.full' });
    expect(text(screen)).not.to.contain('原来的时间还在');
  });
});

describe('a verdict', () => {
  const judge = async (booking: object, verdict: (slot: Slot) => Verdict) => {
    const { made, facts, judged } = await setting(booking, {}, verdict);
    return fixture<HTMLElement>(
      html`<linli-verdict-screen
        .terminal=${made.terminal}
        .facts=${facts}
        .judged=${judged}
      ></linli-verdict-screen>`,
    );
  };
  const meal = { choices: { dish: 'fish', how: 'here' } };

  it('at pick-up shows the counter what was chosen', async () => {
    const screen = await judge(meal, (slot) => ({ kind: 'welcome', slot }));
    const chosen = [...(screen.shadowRoot?.querySelectorAll('dd') ?? [])].map((each) => each.textContent);
    expect(chosen).to.deep.equal(['清蒸鱼套餐', '堂食']);
    await expect(screen).to.be.accessible();
  });

  it('of a meal that was fetched says when', async () => {
    const atMs = Date.parse('2026-11-22T04:05:00Z');
    const screen = await judge(meal, (slot) => ({ kind: 'already-used', slot, atMs }));
    expect(text(screen)).to.contain('这一餐已经领过了');
    expect(text(screen)).to.contain('领餐时间：12:05');
  });

  it('says that it has begun, and that the booking was moved', async () => {
    const screen = await judge({}, (slot) => ({ kind: 'welcome', slot, lateMinutes: 7, changed: true }));
    expect(text(screen)).to.contain('已经开始 7 分钟了');
    expect(text(screen)).to.contain('这个预约换过时间');
  });

  it('of another building says where to go, how to find it, and leaves the way to a person', async () => {
    const screen = await judge({}, (slot) => ({ kind: 'elsewhere', slot }));
    expect(text(screen)).to.contain('不在这里');
    expect(text(screen)).to.contain('请去：老年食堂');
    expect(text(screen)).to.contain('示例路 1 号');
    expect(button(screen, '求助')).to.exist;
    await expect(screen).to.be.accessible();
  });

  for (const kind of ['waiting', 'offered', 'withdrawn'] as const)
    it(`${kind} leads to what can be done`, async () => {
      const screen = await judge({}, (slot) =>
        kind === 'offered' ? { kind, slot, untilMs: Date.now() + HOUR_MS } : { kind, slot },
      );
      expect(await stepOf(screen, () => button(screen, '看这个预约').click())).to.deep.equal({
        kind: 'look',
      });
      expect(button(screen, '求助')).to.exist;
      await expect(screen).to.be.accessible();
    });

  for (const kind of ['used-twice', 'delivered', 'lapsed', 'too-late'] as const)
    it(`${kind} has the way to a person`, async () => {
      const screen = await judge({}, (slot) => (kind === 'lapsed' ? { kind } : { kind, slot }));
      expect(button(screen, '求助')).to.exist;
      await expect(screen).to.be.accessible();
    });
});

describe('the last digits of the phone number', () => {
  const screen = async (wrong = false) => {
    const { made } = await setting({});
    return fixture<DigitsScreen>(
      html`<linli-digits-screen .terminal=${made.terminal} .wrong=${wrong}></linli-digits-screen>`,
    );
  };

  it('go as soon as there are four', async () => {
    const digits = await screen();
    const keyboard = digits.shadowRoot?.querySelector('linli-keyboard')?.shadowRoot;
    const key = (sign: string) =>
      [...(keyboard?.querySelectorAll('button') ?? [])].find((each) => each.textContent?.trim() === sign);
    const step = await stepOf(digits, () => {
      for (const sign of '4321') key(sign)?.click();
    });
    expect(step).to.deep.equal({ kind: 'digits', lastDigits: '4321' });
  });

  it('that were wrong are asked for again, and the other ways are said', async () => {
    const digits = await screen(true);
    expect(text(digits)).to.contain('后四位不对');
    expect(text(digits)).to.contain('扫预约单上的码');
    await expect(digits).to.be.accessible();
  });
});

describe('several people with one pass', () => {
  const party = async (ahead: number, here: number) => {
    const { made, facts, judged } = await setting({});
    const ids = Array.from({ length: ahead }, (_nobody, index) => `${index}`.repeat(12));
    return fixture<HTMLElement>(
      html`<linli-party-screen
        .terminal=${made.terminal}
        .facts=${facts}
        .judged=${{ ...judged, party: { ahead: ids, here } }}
      ></linli-party-screen>`,
    );
  };

  it('are asked who is here, all of them first', async () => {
    const screen = await party(3, 0);
    const labels = [...(screen.shadowRoot?.querySelectorAll('linli-button') ?? [])].map(({ label }) => label);
    expect(labels.slice(0, 3)).to.deep.equal(['3 位都到了', '只到了 2 位', '只到了 1 位']);
    expect(await stepOf(screen, () => button(screen, '只到了 2 位').click())).to.deep.equal({
      kind: 'here',
      people: 2,
    });
    await expect(screen).to.be.accessible();
  });

  it('who come later hear how many are in already', async () => {
    const screen = await party(2, 1);
    expect(text(screen)).to.contain('已经签到 1 位');
    expect(button(screen, '其余 2 位都到了')).to.exist;
  });
});

describe('who may pick a child up', () => {
  const screenOf = async (adults: readonly string[], adding = false) => {
    const { made, facts } = await setting({ adults });
    return fixture<HTMLElement>(
      html`<linli-adults-screen
        .terminal=${made.terminal}
        .facts=${facts}
        .adding=${adding}
      ></linli-adults-screen>`,
    );
  };

  it('is counted, and each can be taken back', async () => {
    const adults = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'];
    const screen = await screenOf(adults);
    expect(text(screen)).to.contain('第 2 位接送人');
    expect(await stepOf(screen, () => button(screen, '撤销第 2 位').click())).to.deep.equal({
      kind: 'ask',
      action: { kind: 'drop-adult', adult: 'bbbbbbbbbbbb' },
    });
    await expect(screen).to.be.accessible();
  });

  it('is no more than six', async () => {
    const screen = await screenOf(Array.from({ length: 6 }, (_nobody, index) => `${index}`.repeat(12)));
    expect(() => button(screen, '添加接送人')).to.throw();
    expect(text(screen)).to.contain('最多登记 6 位');
  });

  const sent = async (kind: 'name-adult' | 'drop-adult', outcome: object) => {
    const { made, facts } = await setting({});
    return fixture<HTMLElement>(
      html`<linli-adult-sent-screen
        .terminal=${made.terminal}
        .facts=${facts}
        .action=${{ kind, adult: 'aaaaaaaaaaaa', relation: 'mother' }}
        .outcome=${outcome}
      ></linli-adult-sent-screen>`,
    );
  };

  it('has a pass of their own, shown once, to take a picture of or to print', async () => {
    const screen = await sent('name-adult', { state: 'done', pass: 'ABC' });
    expect(text(screen)).to.contain('接送码：妈妈');
    expect(screen.shadowRoot?.querySelector('linli-qr')).to.exist;
    expect(button(screen, '打印小票')).to.exist;
    await expect(screen).to.be.accessible();
  });

  it('cannot be named without a network, and that is said plainly', async () => {
    const screen = await sent('name-adult', { state: 'pending' });
    expect(text(screen)).to.contain('没有登记上');
    expect(button(screen, '求助')).to.exist;
  });

  it('taken back without a network is not taken back yet', async () => {
    const screen = await sent('drop-adult', { state: 'pending' });
    expect(text(screen)).to.contain('还没有撤销');
  });
});

describe('a verdict about leaving', () => {
  const shown = async (verdict: (slot: Slot) => Verdict, more: Partial<Judged> = {}) => {
    const { made, facts, judged } = await setting({}, {}, verdict);
    return fixture<HTMLElement>(
      html`<linli-verdict-screen
        .terminal=${made.terminal}
        .facts=${facts}
        .judged=${{ ...judged, ...more }}
      ></linli-verdict-screen>`,
    );
  };
  const now = Date.now();

  it('offers to check out, and says how long it was', async () => {
    const may = await shown((slot) => ({ kind: 'may-leave', slot, cameMs: now - 61 * 60_000 }));
    expect(text(may)).to.contain('1 小时 1 分');
    expect(await stepOf(may, () => button(may, '签退').click())).to.deep.equal({ kind: 'leave' });
    await expect(may).to.be.accessible();
    const left = await shown((slot) => ({ kind: 'left', slot, cameMs: now - 135 * 60_000, leftMs: now }));
    expect(text(left)).to.contain('记录 2 小时 15 分');
  });

  it('of a child leads to who may pick it up', async () => {
    const screen = await shown((slot) => ({ kind: 'in-care', slot, atMs: now }));
    const step = await stepOf(screen, () => button(screen, '谁来接').click());
    expect(step).to.deep.equal({ kind: 'adults', adding: false });
    await expect(screen).to.be.accessible();
  });

  for (const kind of ['pick-up', 'pick-up-not-in', 'pick-up-done', 'pick-up-not-today'] as const)
    it(`${kind} has the way to a person`, async () => {
      const screen = await shown((slot) =>
        kind === 'pick-up'
          ? { kind, slot, children: 2 }
          : kind === 'pick-up-done'
            ? { kind, slot, leftMs: now }
            : { kind, slot },
      );
      expect(button(screen, '求助')).to.exist;
      await expect(screen).to.be.accessible();
    });

  it('by a clock in doubt says that staff look at it', async () => {
    const screen = await shown((slot) => ({ kind: 'welcome', slot, unsure: true }));
    expect(text(screen)).to.contain('已记下签到');
    expect(text(screen)).to.contain('请工作人员核对');
    expect(button(screen, '求助')).to.exist;
  });

  it('without a number leads to the counter', async () => {
    const screen = await shown((slot) => ({ kind: 'welcome', slot }), { number: { none: true } });
    expect(text(screen)).to.contain('请直接到窗口，说您已经签到');
  });
});
