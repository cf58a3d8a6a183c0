import { expect, fixture, html } from '@open-wc/testing';
import { nextEvent } from '../testing/next-event.ts';
import './times.ts';
import type { LinliTimes } from './times.ts';

const slots = [
  { id: 'a', label: '09:00–09:30', detail: '剩 3 位' },
  { id: 'b', label: '09:30–10:00', detail: '约满', disabled: true },
];

const buttons = (element: LinliTimes): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? []),
];

describe('linli-times', () => {
  it('names each time with its detail', async () => {
    const element = await fixture<LinliTimes>(
      html`<linli-times label="时间" .slots=${slots} selected="a"></linli-times>`,
    );
    expect(buttons(element)[0]?.textContent?.replace(/\s+/gu, ' ').trim()).to.equal('09:00–09:30 剩 3 位');
    expect(buttons(element)[0]?.getAttribute('aria-pressed')).to.equal('true');
    await expect(element).to.be.accessible();
  });

  it('says which time was chosen, and is silent for a full one', async () => {
    const element = await fixture<LinliTimes>(html`<linli-times label="时间" .slots=${slots}></linli-times>`);
    let chosen = 0;
    element.addEventListener('linli-choose', () => chosen++);
    buttons(element)[1]?.click();
    expect(chosen).to.equal(0);
    const choice = nextEvent(element, 'linli-choose');
    buttons(element)[0]?.click();
    expect((await choice).id).to.equal('a');
  });
});
