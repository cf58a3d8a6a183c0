import { expect, fixture, html } from '@open-wc/testing';
import type { ChooseEvent } from '../events/choose-event.ts';
import './options.ts';
import type { LinliOptions } from './options.ts';

const menu = [
  { id: 'fish', label: '清蒸鱼', detail: '配米饭和青菜', tags: ['软烂', '少盐'] },
  { id: 'tofu', label: '麻婆豆腐' },
  { id: 'soup', label: '羊肉汤', disabled: true },
];

async function options(multiple: boolean): Promise<{ element: LinliOptions; events: ChooseEvent[] }> {
  const element = await fixture<LinliOptions>(
    html`<linli-options
      label="今天吃什么"
      .options=${menu}
      .selected=${['fish']}
      ?multiple=${multiple}
    ></linli-options>`,
  );
  const events: ChooseEvent[] = [];
  element.addEventListener('linli-choose', (event) => events.push(event));
  return { element, events };
}

const buttons = (element: LinliOptions): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? []),
];

const words = (button: HTMLButtonElement | undefined): string | undefined =>
  button?.textContent?.replace(/\s+/gu, ' ').trim();

describe('linli-options', () => {
  it('is a named group; each choice has its words, its labels, and a mark where it is chosen', async () => {
    const { element } = await options(false);
    expect(element.shadowRoot?.querySelector('[role=group]')?.getAttribute('aria-label')).to.equal(
      '今天吃什么',
    );
    expect(buttons(element).map(words)).to.deep.equal([
      '清蒸鱼 配米饭和青菜 软烂 少盐',
      '麻婆豆腐',
      '羊肉汤',
    ]);
    expect(buttons(element).map((button) => button.querySelector('linli-icon') !== null)).to.deep.equal([
      true,
      false,
      false,
    ]);
    await expect(element).to.be.accessible();
  });

  it('chooses one, and not what cannot be had', async () => {
    const { element, events } = await options(false);
    buttons(element)[1]?.click();
    buttons(element)[2]?.click();
    expect(events.map(({ id, selected }) => [id, selected])).to.deep.equal([['tofu', ['tofu']]]);
  });

  it('chooses several, takes one back, and changes nothing by itself', async () => {
    const { element, events } = await options(true);
    buttons(element)[1]?.click();
    buttons(element)[0]?.click();
    expect(events.map(({ selected }) => selected)).to.deep.equal([['fish', 'tofu'], []]);
    expect(element.selected).to.deep.equal(['fish']);
    await expect(element).to.be.accessible();
  });
});
