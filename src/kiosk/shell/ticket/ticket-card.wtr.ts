import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { overflowing, setTextScale, upright } from '../../../../components/testing/measure.ts';
import { readableText } from '../../../access/read-aloud.ts';
import type { Language } from '../../../model/schema/text.ts';
import type { Ticket, TicketId, TicketNumber, TicketStatus } from '../../../model/schema/ticket.ts';
import {
  madeCounter,
  madePace,
  madeQueue,
  madeTicket,
  queueDocuments,
  ticketDocuments,
} from '../testing/made-queue.ts';
import { type MadeTerminal, document, madeTerminal } from '../testing/made-terminal.ts';
import './ticket-panel.ts';
import type { TicketPanel } from './ticket-panel.ts';

const ID = '00000000000c' as TicketId;
const ref = { id: ID, number: 'A012' as TicketNumber };
const others = ticketDocuments(
  madeTicket('00000000000a', 'A010', {}, 30),
  madeTicket('00000000000b', 'A011', {}, 20),
  madeTicket('00000000000d', 'A013', {}, 1),
);

interface Setting {
  readonly online?: boolean;
  readonly language?: Language;
}

async function setting(ticket: Ticket | undefined, options: Setting = {}): Promise<MadeTerminal> {
  return madeTerminal(
    [
      ...queueDocuments(madeQueue('social', 'A')),
      document('counter', 'c3', madeCounter(3, ['social'])),
      document('pace', 'social', madePace()),
      ...others,
      ...ticketDocuments(...(ticket ? [ticket] : [])),
    ],
    options,
  );
}

async function panelOf({ terminal }: MadeTerminal, token: string | undefined = 'T'): Promise<TicketPanel> {
  const panel = await fixture<TicketPanel>(
    html`<linli-ticket-panel .terminal=${terminal} .ticket=${ref} .token=${token}></linli-ticket-panel>`,
  );
  await waitUntil(() => cardOf(panel), 'the card is there');
  return panel;
}

const cardOf = (panel: TicketPanel) => panel.shadowRoot?.querySelector('linli-ticket-card');
const said = (panel: TicketPanel): string => readableText(panel).replaceAll(/\s+/gu, ' ');
const buttons = (panel: TicketPanel) => [
  ...(cardOf(panel)?.shadowRoot?.querySelectorAll<HTMLElement & { label: string }>('linli-button') ?? []),
];
const labels = (panel: TicketPanel) => buttons(panel).map(({ label }) => label);
function press(panel: TicketPanel, label: string): void {
  const found = buttons(panel).filter((button) => button.label === label);
  const last = found[found.length - 1];
  if (!last) throw new Error(`no button ${label}`);
  last.click();
}

const mine = (status: TicketStatus, more: object = {}) => madeTicket(ID, 'A012', { status, ...more }, 10);

describe('a number', () => {
  before(upright);
  afterEach(() => setTextScale());

  it('that waits says how many are ahead, how long about, and where to wait', async () => {
    const panel = await panelOf(await setting(mine('waiting')));
    const text = said(panel);
    expect(text).to.contain('A012');
    expect(text).to.contain('前面还有 2 位');
    expect(text).to.contain('大约等 5–20 分钟');
    expect(text).to.contain('老年食堂');
    expect(labels(panel)).to.deep.equal(['打印号票', '不等了']);
    await expect(panel).to.be.accessible();
  });

  it('is the largest thing there is', async () => {
    const panel = await panelOf(await setting(mine('called', { counter: 'c3' })));
    const size = (selector: string): number =>
      Number.parseFloat(
        getComputedStyle(cardOf(panel)?.shadowRoot?.querySelector(selector) as Element).fontSize,
      );
    expect(size('.number')).to.be.greaterThan(1.5 * size('.state strong'));
  });

  it('moves up as the line moves, and says the counter when it is called', async () => {
    const made = await setting(mine('waiting'));
    const panel = await panelOf(made);
    await made.hear(...ticketDocuments(madeTicket('00000000000a', 'A010', { status: 'done' }, 30)));
    await waitUntil(() => said(panel).includes('前面还有 1 位'), 'one is served');
    await made.hear(...ticketDocuments(mine('called', { counter: 'c3' })));
    await waitUntil(() => said(panel).includes('请到 3 号窗口'), 'it is called');
    expect(said(panel)).to.contain('请现在过去');
    await expect(panel).to.be.accessible();
  });

  const states: readonly (readonly [TicketStatus, object, string, readonly string[]])[] = [
    ['called', {}, '正在叫您的号码', ['打印号票', '不等了']],
    ['serving', { counter: 'c3' }, '正在 3 号窗口为您办理', ['打印号票']],
    ['parked', { counter: 'c3' }, '请回到 3 号窗口', ['打印号票', '不等了']],
    ['missed', { counter: 'c3' }, '没有赶上不要紧', ['我回来了', '打印号票', '不等了']],
    ['done', {}, '这个号码已经办完', []],
    ['cancelled', {}, '请再取一个号', []],
    ['merged', { into: '00000000ffff' }, '请看您的另一张号票', []],
  ];
  for (const [status, more, words, ways] of states)
    it(`that is ${status} says what to do next`, async () => {
      const panel = await panelOf(await setting(mine(status, more)));
      expect(said(panel)).to.contain(words);
      expect(labels(panel)).to.deep.equal(ways);
      await expect(panel).to.be.accessible();
    });

  it('that was merged is shown as the one that is called', async () => {
    const panel = await panelOf(await setting(mine('merged', { into: '00000000000d' })));
    expect(said(panel)).to.contain('A013');
    expect(said(panel)).to.contain('原来的 A012 不再叫');
  });

  it('this terminal knows nothing of is good all the same', async () => {
    const panel = await panelOf(await setting(undefined));
    expect(said(panel)).to.contain('A012');
    expect(said(panel)).to.contain('您的号码有效');
  });

  it('without a network says as of when it holds', async () => {
    const panel = await panelOf(await setting(mine('waiting'), { online: false }));
    expect(said(panel)).to.match(/网络断开：人数和时间是 \d\d:\d\d 的情况/u);
  });

  it('is left only after being asked, and the line hears of it once', async () => {
    const made = await setting(mine('waiting'));
    const panel = await panelOf(made);
    press(panel, '不等了');
    await waitUntil(() => labels(panel).includes('接着等'), 'it asks');
    expect(await made.sent()).to.have.length(0);
    press(panel, '不等了');
    await waitUntil(() => said(panel).includes('您不等了'), 'it is noted');
    expect((await made.sent()).map(({ kind, body }) => [kind, body])).to.deep.equal([
      ['leave-queue', { ticket: ID }],
    ]);
    expect(labels(panel)).to.deep.equal(['打印号票']);
    await made.answer({ status: 'done' });
    await waitUntil(() => said(panel).includes('这个号码不再排队了'), 'it is left');
  });

  it('comes back with one touch; cut off it says to tell the staff, too', async () => {
    const made = await setting(mine('missed'), { online: false });
    const panel = await panelOf(made);
    press(panel, '我回来了');
    await waitUntil(() => said(panel).includes('请也告诉工作人员'), 'it is noted');
    expect((await made.sent()).map(({ kind }) => kind)).to.deep.equal(['rejoin-queue']);
    await made.answer({ status: 'refused', error: { code: 'ticket.over' } });
    await waitUntil(() => said(panel).includes('这个号码已经办完或者不用了'), 'the no is said');
  });

  it('survives a printer that fails: it can be printed again', async () => {
    const print = window.print.bind(window);
    window.print = () => {
      throw new Error('no paper');
    };
    try {
      const panel = await panelOf(await setting(mine('waiting')));
      press(panel, '打印号票');
      await waitUntil(() => said(panel).includes('号票没有打出来'), 'it says so');
      expect(said(panel)).to.contain('A012');
      expect(labels(panel)).to.contain('再打一次');
    } finally {
      window.print = print;
    }
  });

  for (const language of ['zh-Hans', 'en'] as const)
    it(`fits at 320 % in ${language}`, async () => {
      setTextScale(3.2);
      for (const status of ['waiting', 'missed'] as const) {
        const panel = await panelOf(await setting(mine(status, { counter: 'c3' }), { language }));
        expect(overflowing(panel)).to.deep.equal([]);
      }
    });
});
