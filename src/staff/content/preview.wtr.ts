import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { contentDeskZh } from '../../access/messages/content-desk.ts';
import type { PreviewMessage } from '../../model/preview.ts';
import { staffWords } from '../shell/words.ts';
import './preview.ts';
import type { ContentPreview } from './preview.ts';

const staff = {
  words: staffWords('zh-Hans', 'Asia/Shanghai'),
  site: { id: 'hall', timeZone: 'Asia/Shanghai' },
} as never;

/** The element with a page in its frame that keeps what it is told. */
async function preview() {
  const element = await fixture<ContentPreview>(
    html`<linli-preview .staff=${staff} .screen=${{ view: 'notice', id: 'ball' }}></linli-preview>`,
  );
  const frame = element.renderRoot.querySelector('iframe');
  const inside = frame?.contentWindow;
  if (!frame || !inside) throw new Error('no frame');
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const told: PreviewMessage[] = [];
  frame.contentWindow?.addEventListener('message', (event: MessageEvent<PreviewMessage>) => {
    told.push(event.data);
  });
  const ready = (source: Window | null) =>
    window.dispatchEvent(
      new MessageEvent('message', { data: { linli: 'preview-ready' }, origin: location.origin, source }),
    );
  const press = (text: string): void => {
    const button = [...element.renderRoot.querySelectorAll('button')].find(
      (one) => one.textContent?.trim() === text,
    );
    button?.click();
  };
  return { element, frame, told, ready, press };
}

describe('linli-preview', () => {
  it('tells the terminal’s page the whole draft once it listens, and again when a way of looking is chosen', async () => {
    const { element, frame, told, ready, press } = await preview();
    expect(frame.getAttribute('src')).to.equal('/kiosk/?site=hall&preview=1');
    element.changes = [{ kind: 'notice', id: 'ball', body: null }];
    await element.updateComplete;
    await aTimeout(20);
    expect(told, 'it does not listen yet').to.deep.equal([]);
    ready(window);
    await aTimeout(20);
    expect(told, 'another window says nothing of the frame').to.deep.equal([]);
    ready(frame.contentWindow);
    await waitUntil(() => told.length === 1);
    expect(told[0]).to.deep.equal({
      linli: 'preview',
      changes: [{ kind: 'notice', id: 'ball', body: null }],
      language: 'zh-Hans',
      elder: false,
      screen: { view: 'notice', id: 'ball' },
    });
    press('English');
    await waitUntil(() => told.length === 2);
    press(contentDeskZh['preview.elder']);
    await waitUntil(() => told.length === 3);
    expect([told[2]?.language, told[2]?.elder]).to.deep.equal(['en', true]);
  });

  it('shows a notice for places as the terminals there do', async () => {
    const { element, frame, told, ready } = await preview();
    const body = { id: 'ball', title: { zh: '舞会' }, targets: { places: ['yard', 'hall'], screens: [] } };
    element.changes = [{ kind: 'notice', id: 'ball', body }] as never;
    await element.updateComplete;
    ready(frame.contentWindow);
    await waitUntil(() => told.length === 1);
    expect(told[0]?.changes.slice(1)).to.deep.equal([
      { kind: 'terminal', id: 'preview', body: { id: 'preview', name: '', place: 'yard' } },
    ]);
  });

  it('shows the glass upright or wide, small enough for its room', async () => {
    const { element, frame, press } = await preview();
    const ratio = () => {
      const { width, height } = frame.getBoundingClientRect();
      return width / height;
    };
    await waitUntil(() => Math.abs(ratio() - 1080 / 1920) < 0.01);
    press(contentDeskZh['preview.landscape']);
    await element.updateComplete;
    await waitUntil(() => Math.abs(ratio() - 1920 / 1080) < 0.01);
    expect(frame.getBoundingClientRect().width).to.be.at.most(element.getBoundingClientRect().width);
  });

  it('says what the draft’s faults keep from being seen', async () => {
    const { element } = await preview();
    element.remark = '这几项还是正在用的';
    await element.updateComplete;
    expect(element.renderRoot.querySelector('[role=status]')?.textContent).to.equal('这几项还是正在用的');
  });
});
