import { expect, fixture, html } from '@open-wc/testing';
import './steps.ts';
import type { LinliSteps } from './steps.ts';

const steps = (current: number): Promise<LinliSteps> =>
  fixture<LinliSteps>(
    html`<linli-steps label="步骤" .steps=${['选日期', '选时间', '确认']} current=${current}></linli-steps>`,
  );

describe('linli-steps', () => {
  it('marks the present step for the ear, and each state by its shape', async () => {
    const element = await steps(1);
    const items = [...(element.shadowRoot?.querySelectorAll('li') ?? [])];
    expect(items.map((item) => item.getAttribute('aria-current'))).to.deep.equal([null, 'step', null]);
    const marks = items.map(
      (item) => item.querySelector('linli-icon')?.name ?? item.querySelector('.mark')?.textContent,
    );
    expect(marks).to.deep.equal(['check', '2', '3']);
    await expect(element).to.be.accessible();
  });

  it('shows the word of the present step alone where space is short, and keeps the others for the ear', async () => {
    const element = await steps(1);
    element.style.width = '400px';
    await new Promise(requestAnimationFrame);
    const widths = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.word') ?? [])].map(
      (word) => word.offsetWidth > 1,
    );
    expect(widths).to.deep.equal([false, true, false]);
    expect(element.shadowRoot?.textContent).to.contain('确认');
  });
});
