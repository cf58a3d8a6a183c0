import { expect, fixture, html } from '@open-wc/testing';
import { nextEvent } from '../testing/next-event.ts';
import './days.ts';
import type { LinliDays } from './days.ts';

const days = [
  { id: '22', label: '今天', sublabel: '11月22日', count: '约满', disabled: true },
  { id: '23', label: '明天', sublabel: '11月23日', count: '剩 3 位' },
  { id: '24', label: '周二', sublabel: '11月24日' },
];

const buttons = (element: LinliDays): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? []),
];

describe('linli-days', () => {
  it('is a named group that marks the chosen day by state and shape', async () => {
    const element = await fixture<LinliDays>(
      html`<linli-days label="日期" .days=${days} selected="23"></linli-days>`,
    );
    expect(buttons(element).map((button) => button.getAttribute('aria-pressed'))).to.deep.equal([
      'false',
      'true',
      'false',
    ]);
    expect(buttons(element)[1]?.querySelector('linli-icon')?.name).to.equal('check');
    await expect(element).to.be.accessible();
  });

  it('says which day was chosen, and is silent for a full one', async () => {
    const element = await fixture<LinliDays>(html`<linli-days label="日期" .days=${days}></linli-days>`);
    let chosen = 0;
    element.addEventListener('linli-choose', () => chosen++);
    buttons(element)[0]?.click();
    expect(chosen).to.equal(0);
    const choice = nextEvent(element, 'linli-choose');
    buttons(element)[2]?.click();
    const event = await choice;
    expect([event.id, event.selected]).to.deep.equal(['24', ['24']]);
  });
});
