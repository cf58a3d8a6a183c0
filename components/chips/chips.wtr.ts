import { expect, fixture, html } from '@open-wc/testing';
import type { ChooseEvent } from '../events/choose-event.ts';
import './chips.ts';
import type { LinliChips } from './chips.ts';

const options = [
  { id: 'a', label: '全部', count: 24 },
  { id: 'b', label: '助餐', count: 0 },
  { id: 'c', label: '护理' },
];

async function chips(multiple: boolean): Promise<{ element: LinliChips; events: ChooseEvent[] }> {
  const element = await fixture<LinliChips>(
    html`<linli-chips
      label="类别"
      .options=${options}
      .selected=${['a']}
      ?multiple=${multiple}
    ></linli-chips>`,
  );
  const events: ChooseEvent[] = [];
  element.addEventListener('linli-choose', (event) => events.push(event));
  return { element, events };
}

const buttons = (element: LinliChips): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? []),
];

describe('linli-chips', () => {
  it('is a group named by its label, with a mark on what is chosen', async () => {
    const { element } = await chips(false);
    expect(buttons(element).map((button) => button.getAttribute('aria-pressed'))).to.deep.equal([
      'true',
      'false',
      'false',
    ]);
    expect(buttons(element).map((button) => button.querySelector('linli-icon') !== null)).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect(buttons(element)[1]?.textContent?.replace(/\s+/gu, ' ').trim()).to.equal('助餐 0');
    await expect(element).to.be.accessible();
  });

  it('chooses one', async () => {
    const { element, events } = await chips(false);
    buttons(element)[1]?.click();
    buttons(element)[0]?.click();
    expect(events.map(({ id, selected }) => [id, selected])).to.deep.equal([
      ['b', ['b']],
      ['a', ['a']],
    ]);
  });

  it('chooses several and takes one back', async () => {
    const { element, events } = await chips(true);
    buttons(element)[1]?.click();
    buttons(element)[0]?.click();
    expect(events.map(({ selected }) => selected)).to.deep.equal([['a', 'b'], []]);
  });

  it('changes nothing by itself', async () => {
    const { element } = await chips(false);
    buttons(element)[1]?.click();
    await element.updateComplete;
    expect(element.selected).to.deep.equal(['a']);
  });
});
