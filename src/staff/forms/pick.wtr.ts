import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Choice } from './form-types.ts';
import { formWords } from './form-words.ts';
import type { Pick, PickEvent } from './pick.ts';
import './pick.ts';

const choices: readonly Choice[] = [
  { id: 'hall', name: { zh: '大厅', en: 'Hall' }, note: { zh: '一楼' } },
  { id: 'room', name: { zh: '活动室', en: 'Room' } },
  { id: 'yard', name: { zh: '院子', en: 'Yard' }, icon: 'tree-pine' },
];

async function pick(value = '') {
  const told: string[] = [];
  const element = await fixture<Pick>(
    html`<linli-pick
      .words=${formWords('zh-Hans')}
      .choices=${choices}
      .value=${value}
      .label=${'地点'}
      .description=${'居民要去的地点。'}
      @linli-pick=${(event: PickEvent) => told.push(event.choice)}
    ></linli-pick>`,
  );
  const root = element.shadowRoot!;
  const input = root.querySelector('input')!;
  const options = (): string[] =>
    [...root.querySelectorAll('[role="option"]')].map((option) => option.textContent.trim());
  return { element, root, input, options, told };
}

describe('linli-pick', () => {
  it('shows the name of what is chosen, and says so where it is not in the list', async () => {
    const { element, input } = await pick('room');
    expect(input.value).to.equal('活动室');
    element.value = 'gone';
    await element.updateComplete;
    expect(input.value).to.contain('gone');
    await expect(element).to.be.accessible();
  });

  it('finds by name in either language, by note and by id, and is chosen by keys', async () => {
    const { element, input, options, told } = await pick();
    element.focus();
    await sendKeys({ type: 'yard' });
    expect(options()).to.deep.equal(['院子']);
    expect(input.getAttribute('aria-expanded')).to.equal('true');
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    expect(told).to.deep.equal(['yard']);
    input.value = '';
    await sendKeys({ type: '一楼' });
    await sendKeys({ press: 'Enter' });
    expect(told).to.deep.equal(['yard', 'hall']);
  });

  it('goes through the list by arrows and tells a screen reader where it is', async () => {
    const { element, input, told } = await pick();
    element.focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(input.getAttribute('aria-activedescendant')).to.equal('o-hall');
    await sendKeys({ press: 'ArrowUp' });
    expect(input.getAttribute('aria-activedescendant')).to.equal('o-yard');
    await sendKeys({ press: 'Enter' });
    expect(told).to.deep.equal(['yard']);
  });

  it('says where nothing is found, and puts back what was chosen on Escape and on leaving', async () => {
    const { element, root, input, told } = await pick('room');
    element.focus();
    await sendKeys({ type: 'zzz' });
    expect(root.textContent).to.contain('没有找到');
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(input.value).to.equal('活动室');
    await sendKeys({ type: 'zzz' });
    input.blur();
    await element.updateComplete;
    expect([input.value, told.length]).to.deep.equal(['活动室', 0]);
  });

  it('is chosen by a finger', async () => {
    const { element, root, input, told } = await pick();
    input.click();
    await element.updateComplete;
    root.querySelectorAll<HTMLElement>('[role="option"]')[1]!.click();
    await element.updateComplete;
    expect(told).to.deep.equal(['room']);
    expect(input.getAttribute('aria-expanded')).to.equal('false');
  });
});
