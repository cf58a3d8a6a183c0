import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../field/field.ts';
import { overflowing, smallestEdge, targets } from '../testing/measure.ts';
import './keyboard.ts';
import type { LinliKeyboard } from './keyboard.ts';

const labels = { delete: '删除', space: '空格', done: '完成' };

async function keyboard(layout: 'letters' | 'digits'): Promise<{ element: LinliKeyboard; keys: string[] }> {
  const element = await fixture<LinliKeyboard>(
    html`<linli-keyboard layout=${layout} label="键盘" .labels=${labels}></linli-keyboard>`,
  );
  const keys: string[] = [];
  element.addEventListener('linli-key', (event) => keys.push(event.key));
  return { element, keys };
}

function key(element: LinliKeyboard, word: string): HTMLButtonElement {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  const found = buttons.find((button) => button.textContent?.trim() === word);
  if (!found) throw new Error(`no key ${word}`);
  return found;
}

const middle = (button: HTMLElement): [number, number] => {
  const { left, top, width, height } = button.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

describe('linli-keyboard', () => {
  it('has 26 letters, and words for the rest', async () => {
    const { element } = await keyboard('letters');
    const names = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].map((b) =>
      b.textContent?.trim(),
    );
    expect(names.slice(0, 26).sort().join('')).to.equal('abcdefghijklmnopqrstuvwxyz');
    expect(names.slice(26)).to.deep.equal(['删除', '空格', '完成']);
  });

  it('has ten digits in the order of a telephone', async () => {
    const { element } = await keyboard('digits');
    const names = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].map((b) =>
      b.textContent?.trim(),
    );
    expect(names).to.deep.equal([...'123456789', '删除', '0', '完成']);
  });

  it('leaves out a key that has no word', async () => {
    const { element } = await keyboard('letters');
    element.labels = { delete: '删除' };
    await element.updateComplete;
    expect(element.shadowRoot?.querySelectorAll('button').length).to.equal(27);
  });

  it('answers when the pointer lands and not again when it leaves', async () => {
    const { element, keys } = await keyboard('letters');
    await sendMouse({ type: 'move', position: middle(key(element, 'y')) });
    await sendMouse({ type: 'down' });
    expect(keys).to.deep.equal(['y']);
    await sendMouse({ type: 'up' });
    expect(keys).to.deep.equal(['y']);
    for (const word of ['空格', '删除', '完成']) {
      await sendMouse({ type: 'click', position: middle(key(element, word)) });
    }
    expect(keys).to.deep.equal(['y', ' ', 'delete', 'done']);
  });

  it('answers a real keyboard and an assistive device', async () => {
    const { element, keys } = await keyboard('digits');
    key(element, '7').focus();
    await sendKeys({ press: 'Enter' });
    key(element, '删除').click();
    expect(keys).to.deep.equal(['7', 'delete']);
  });

  it('leaves the focus in the field', async () => {
    const { element } = await keyboard('letters');
    const field = await fixture<HTMLElement>(html`<linli-field label="名称"></linli-field>`);
    field.focus();
    await sendMouse({ type: 'click', position: middle(key(element, 'a')) });
    expect(document.activeElement).to.equal(field);
  });

  it('lets the alphabet flow where ten keys do not fit', async () => {
    const { element } = await keyboard('letters');
    element.style.width = '480px';
    await new Promise(requestAnimationFrame);
    expect(overflowing(element)).to.deep.equal([]);
    expect(smallestEdge(targets(element))).to.be.at.least(60);
  });
});
