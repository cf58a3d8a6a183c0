import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { overflowing, setTextScale, upright } from '../../../components/testing/measure.ts';
import { readableText } from '../../access/read-aloud.ts';
import { LeaveEvent } from '../shell/route.ts';
import {
  PRIORITIES,
  madeBand,
  madePace,
  madeQueue,
  madeTicket,
  queueDocuments,
  ticketDocuments,
} from '../shell/testing/made-queue.ts';
import { type MadeTerminal, document, madeTerminal } from '../shell/testing/made-terminal.ts';
import './queue-view.ts';
import type { QueueView } from './queue-view.ts';

const fair = madeQueue('social', 'A');
const first = madeQueue('general', 'B', {
  name: { zh: '一窗受理', en: 'One counter for all' },
  services: [],
  rules: { ...fair.rules, priorities: PRIORITIES },
});
const byAppointment = madeQueue('mediation', 'C', { services: ['talk'], walkIns: false });
const hall = [
  ...queueDocuments(fair, first, byAppointment),
  document('pace', 'social', madePace()),
  madeBand('social'),
  madeBand('general'),
  ...ticketDocuments(madeTicket('00000000000a', 'A010', {}, 30), madeTicket('00000000000b', 'A011', {}, 20)),
];

async function viewOf(
  { terminal }: MadeTerminal,
  route: { readonly queue?: string; readonly service?: string } = {},
): Promise<QueueView> {
  const view = await fixture<QueueView>(
    html`<linli-queue-view
      .terminal=${terminal}
      .queue=${route.queue}
      .service=${route.service}
    ></linli-queue-view>`,
  );
  await waitUntil(() => said(view).length > 0 && !said(view).includes('正在读取'), 'it is read');
  return view;
}

const said = (view: QueueView): string => readableText(view).replaceAll(/\s+/gu, ' ');

/** Everything that can be touched, through shadow roots. */
function touchable(root: ParentNode): (HTMLElement & { label?: string; heading?: string })[] {
  const found: HTMLElement[] = [];
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (/^linli-(?:button|item)$/u.test(element.localName)) found.push(element);
    if (element.shadowRoot) found.push(...touchable(element.shadowRoot));
  }
  return found;
}
function touch(view: QueueView, words: string): void {
  const found = touchable(view.shadowRoot as ParentNode).find(
    ({ label, heading }) => label === words || heading === words,
  );
  if (!found) throw new Error(`nothing to touch: ${words}`);
  found.click();
}
const numberOf = (view: QueueView): string | undefined => /[AB]\d{3}/u.exec(said(view))?.[0];
const sees = (view: QueueView, words: string) =>
  waitUntil(() => said(view).includes(words), `it says ${words}: ${said(view)}`);

describe('linli-queue-view', () => {
  before(upright);
  afterEach(() => setTextScale());

  it('asks what it is about, and says how many wait and how long about', async () => {
    const view = await viewOf(await madeTerminal(hall));
    expect(said(view)).to.contain('2 人在等 · 大约等 5–20 分钟');
    expect(said(view)).to.contain('现在没有人等');
    expect(said(view)).not.to.contain('mediation');
    expect(touchable(view.shadowRoot as ParentNode)).to.have.length(3);
    await expect(view).to.be.accessible();
  });

  it('where nobody is put first one touch gives the number, and says what is ahead of it', async () => {
    const made = await madeTerminal(hall);
    const view = await viewOf(made);
    touch(view, '社保医保');
    await sees(view, '这是您的号码');
    await sees(view, '前面还有 2 位');
    expect(numberOf(view)).to.equal('A012');
    expect((await made.sent()).map(({ kind }) => kind)).to.deep.equal(['take-ticket']);
    await expect(view).to.be.accessible();
  });

  it('pressed twice it gives one number', async () => {
    const made = await madeTerminal(hall);
    const view = await viewOf(made);
    touch(view, '社保医保');
    touch(view, '社保医保');
    await sees(view, 'A012');
    expect(await made.sent()).to.have.length(1);
  });

  it('where somebody is put first it asks, and to belong to nobody is the first answer', async () => {
    const made = await madeTerminal(hall);
    const view = await viewOf(made, { queue: 'general' });
    expect(said(view)).to.contain('您是否属于下面的人群？');
    expect(touchable(view.shadowRoot as ParentNode).map(({ label }) => label)).to.deep.equal([
      '都不是，直接取号',
      '80 岁以上老人',
      '残疾人',
      '抱婴儿的人',
    ]);
    await expect(view).to.be.accessible();
    touch(view, '80 岁以上老人');
    await sees(view, 'B012');
    const [command] = await made.sent();
    expect(command?.kind === 'take-ticket' && command.body.priority).to.equal('elder');
  });

  it('shows the number there is, and gives another only for somebody else', async () => {
    const made = await madeTerminal(hall);
    const before = await viewOf(made, { service: 'meal' });
    await sees(before, 'A012');
    const view = await viewOf(made, { service: 'meal' });
    await sees(view, '您已经取过号了');
    expect(numberOf(view)).to.equal('A012');
    expect(await made.sent()).to.have.length(1);
    touch(view, '再给别人取一个号');
    await sees(view, 'A013');
    expect(await made.sent()).to.have.length(2);
  });

  it('of a number that was given up it makes nothing: the next one is new', async () => {
    const made = await madeTerminal(hall);
    await sees(await viewOf(made, { service: 'meal' }), 'A012');
    const { runtime } = made.terminal;
    const [taken] = runtime.takenTickets(fair.id);
    if (taken) await runtime.leaveQueue(taken.ticket);
    await made.answer({ status: 'done' });
    await made.answer({ status: 'done' });
    await sees(await viewOf(made, { service: 'meal' }), 'A013');
  });

  it('cut off it gives a number of its own band by the same way', async () => {
    const view = await viewOf(await madeTerminal(hall, { online: false }), { queue: 'social' });
    await sees(view, 'A012');
    expect(said(view)).to.contain('号码已经有效');
  });

  it('cut off without a number of its own it says so, and that the desk is the way', async () => {
    const bare = await madeTerminal(queueDocuments(fair), { online: false });
    const view = await viewOf(bare, { queue: 'social' });
    await sees(view, '请到服务台');
    expect(await bare.sent()).to.have.length(0);
    await expect(view).to.be.accessible();
  });

  it('without a number of its own it asks the hub, and waits for its answer', async () => {
    const bare = await madeTerminal(queueDocuments(fair));
    const view = await viewOf(bare, { queue: 'social' });
    await sees(view, '正在取号');
    const [command] = await bare.sent();
    const id = command?.kind === 'take-ticket' ? command.body.ticket : '';
    await bare.answer({ status: 'done', pass: 'T', ticket: { id, number: 'A077', status: 'waiting' } });
    await sees(view, 'A077');
  });

  it('the hub’s no is said in words', async () => {
    const bare = await madeTerminal(queueDocuments(fair));
    const view = await viewOf(bare, { queue: 'social' });
    await sees(view, '正在取号');
    await bare.answer({ status: 'refused', error: { code: 'queue.closed' } });
    await sees(view, '今天不再给号');
  });

  it('a queue for appointments leads to them', async () => {
    const view = await viewOf(await madeTerminal(hall), { service: 'talk' });
    await sees(view, '办这件事要先预约');
  });

  it('a hall without queues says where to go', async () => {
    const view = await viewOf(await madeTerminal([]));
    await sees(view, '这里不用取号');
  });

  it('ends the visit when the person has it, and nothing of it stays but what waits, sealed', async () => {
    const made = await madeTerminal(hall);
    const { runtime } = made.terminal;
    const view = await viewOf(made, { queue: 'social' });
    await sees(view, 'A012');
    const left = new Promise<string>((resolve) => {
      view.addEventListener(LeaveEvent.type, (event) => resolve(event.to), { once: true });
    });
    touch(view, '看清楚了，结束');
    expect(await left).to.equal('end');
    await runtime.endVisit();
    expect(runtime.takenTickets(fair.id)).to.have.length(0);
    expect(await runtime.store.driver.all('outcomes')).to.have.length(0);
    expect(await made.sent()).to.have.length(1);
  });

  for (const language of ['zh-Hans', 'en'] as const)
    it(`fits at 320 % in ${language}`, async () => {
      setTextScale(3.2);
      const made = await madeTerminal(hall, { language });
      for (const route of [{}, { queue: 'general' }, { queue: 'social' }, { service: 'talk' }])
        expect(overflowing(await viewOf(made, route))).to.deep.equal([]);
    });
});
