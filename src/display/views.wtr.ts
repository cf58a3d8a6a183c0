import { expect, fixture, html } from '@open-wc/testing';
import { displayEn, displayZh } from '../access/messages/display.ts';
import type { Notice } from '../model/schema/notice.ts';
import type { Board, Call } from './board.ts';
import type { CallBoard } from './call-board.ts';
import './call-board.ts';
import type { DisplayMessage } from './display-message.ts';
import { displayWords } from './words.ts';

const NOW_MS = Date.parse('2026-11-23T02:00:00Z');
const words = displayWords(['zh-Hans', 'en'], 'Asia/Shanghai');
const call = (number: string, counter: number | undefined = 3): Call => ({
  key: number,
  number,
  counter,
  calledAtMs: NOW_MS,
});
const empty: Board = {
  called: [],
  recent: [],
  lines: [{ queue: 'general', letter: 'A', name: { zh: '综合', en: 'General' }, waiting: 4 }],
  help: [],
  notices: [],
  open: { state: 'unset' },
  demo: false,
};

async function draw(board: Partial<Board>, more: Partial<CallBoard> = {}): Promise<CallBoard> {
  const frame = await fixture<HTMLDivElement>(html`<div style="block-size: 600px"></div>`);
  const element = document.createElement('linli-call-board');
  Object.assign(element, {
    words,
    hall: { zh: '某厅' },
    nowMs: NOW_MS,
    board: { ...empty, ...board },
    ...more,
  });
  frame.append(element);
  await element.updateComplete;
  return element;
}

/** All that can be read of an element, its parts included. */
const textOf = (node: ParentNode): string =>
  [...node.querySelectorAll('*')]
    .map((each) => (each.shadowRoot ? textOf(each.shadowRoot) : ''))
    .concat(node instanceof ShadowRoot ? (node.textContent ?? '') : '')
    .join(' ')
    .replaceAll(/\s+/gu, ' ');
const read = (element: CallBoard | DisplayMessage): string =>
  element.shadowRoot ? textOf(element.shadowRoot) : '';
const list = (element: CallBoard) => element.shadowRoot?.querySelector('linli-call-list');

describe('linli-call-board', () => {
  it('marks the newest call, and that one only', async () => {
    const element = await draw({ called: [call('A002', 5), call('A001')] });
    await list(element)?.updateComplete;
    const rows = [...(list(element)?.shadowRoot?.querySelectorAll('.row') ?? [])];
    expect(rows[0]?.querySelector('.number')?.textContent).to.equal('A002');
    expect(rows[0]?.querySelector('.counter')?.textContent).to.equal('5');
    expect(rows.map((row) => row.classList.contains('newest'))).to.deep.equal(
      rows.map((_row, index) => index === 0),
    );
    await expect(element).to.be.accessible();
  });

  it('marks nobody where nobody is waited for', async () => {
    const element = await draw({ recent: [call('A001')] });
    await list(element)?.updateComplete;
    expect(list(element)?.shadowRoot?.querySelector('.newest')).to.equal(null);
    expect(list(element)?.shadowRoot?.querySelector('.number')?.textContent).to.equal('A001');
  });

  it('says in both languages that nobody is called', async () => {
    const text = read(await draw({}));
    expect(text).to.contain(displayZh['empty.heading']);
    expect(text).to.contain(displayEn['empty.heading']);
  });

  it('says when a closed hall opens, unless somebody still waits', async () => {
    const closed = { open: { state: 'closed', opensAt: '13:30', inDays: 0 } } as const;
    const lines = [{ queue: 'general', letter: 'A', name: { zh: '综合' }, waiting: 0 }];
    expect(read(await draw({ ...closed, lines }))).to.contain('13:30');
    expect(read(await draw(closed))).to.contain(displayZh['empty.heading']);
  });

  it('says since when the network is gone, where help is waited for, and that sound is off', async () => {
    const element = await draw(
      { help: ['门口', ''] },
      { offlineSinceMs: NOW_MS - 5 * 60_000, sound: 'locked' },
    );
    const text = read(element);
    expect(text).to.contain('09:55');
    expect(text).to.contain('门口');
    expect(text).to.contain(displayZh['sound.locked']);
    await expect(element).to.be.accessible();
  });

  it('shows one notice, and leaves it out before it is cut by the edge', async () => {
    const notice = {
      id: 'n',
      title: { zh: '停电通知' },
      body: { zh: '明天上午停电。' },
    } as unknown as Notice;
    expect(read(await draw({ notices: [notice] }))).to.contain('停电通知');
    const lines = Array.from({ length: 6 }, (_each, index) => ({ ...empty.lines[0]!, queue: `q${index}` }));
    const element = await draw({ notices: [notice], lines });
    const panel = element.shadowRoot?.querySelector('linli-side-panel');
    panel?.setAttribute('style', 'max-block-size: 40px');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await panel?.updateComplete;
    expect(panel?.shadowRoot?.querySelector('.notice')).to.equal(null);
  });
});

describe('linli-display-message', () => {
  it('shows the code an operator has to type', async () => {
    const element = await fixture<DisplayMessage>(
      html`<linli-display-message
        heading="start.waiting"
        text="start.waiting-text"
        code="ABCD-2345"
        .values=${{ site: 'hall' }}
      ></linli-display-message>`,
    );
    expect(element.shadowRoot?.querySelector('.code')?.textContent).to.equal('ABCD-2345');
    expect(read(element)).to.contain('--site hall');
    await expect(element).to.be.accessible();
  });
});
