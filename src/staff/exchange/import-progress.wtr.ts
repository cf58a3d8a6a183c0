import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ImportView } from '../../model/schema/staff-exchange.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { staffWords } from '../shell/words.ts';
import type { ImportProgress } from './import-progress.ts';
import './import-progress.ts';

const staff = {
  words: staffWords('zh-Hans', 'Asia/Shanghai'),
  site: { id: 'hall', timeZone: 'Asia/Shanghai' },
} as unknown as StaffContext;

const view = (done: number, total = 20_000): ImportView =>
  ({ state: 'applying', progress: { step: 'write', done, total } }) as unknown as ImportView;

const progress = (of: ImportView): Promise<ImportProgress> =>
  fixture(html`<linli-import-progress .staff=${staff} .view=${of}></linli-import-progress>`);
const heard = (element: ImportProgress): string =>
  element.renderRoot.querySelector('[role=status]')?.textContent?.trim() ?? '';
const bar = (element: ImportProgress): HTMLProgressElement =>
  element.renderRoot.querySelector('progress') as HTMLProgressElement;

describe('linli-import-progress', () => {
  it('says how far it is in words and as a bar, and is accessible', async () => {
    const element = await progress(view(8_500));
    expect(element.renderRoot.textContent).to.contain('已写 8,500 项，共 20,000 项');
    expect(bar(element).position).to.equal(8_500 / 20_000);
    await expect(element).to.be.accessible();
  });

  it('is heard at each tenth, not with every number', async () => {
    const element = await progress(view(8_500));
    const before = heard(element);
    element.view = view(9_000);
    await element.updateComplete;
    expect(heard(element)).to.equal(before);
    element.view = view(10_000);
    await element.updateComplete;
    expect(heard(element)).to.equal('完成 50%');
  });

  it('shows no number while none is known', async () => {
    const element = await progress(view(0, 0));
    expect(bar(element).position).to.equal(-1);
    expect(element.renderRoot.textContent).to.contain('正在准备写入');
  });

  it('is stopped by its button, once', async () => {
    const element = await progress(view(10));
    const button = element.renderRoot.querySelector('button') as HTMLButtonElement;
    const stopped = oneEvent(element, 'linli-stop');
    button.click();
    await stopped;
    element.stopping = true;
    await element.updateComplete;
    expect(button.disabled).to.equal(true);
    expect(element.renderRoot.textContent).to.contain('正在停止');
  });
});
