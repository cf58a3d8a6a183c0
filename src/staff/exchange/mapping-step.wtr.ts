import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { SheetSummary } from '../../model/schema/staff-exchange.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { staffWords } from '../shell/words.ts';
import { firstChoice } from './choosing.ts';
import type { ChoosingEvent, MappingStep } from './mapping-step.ts';
import './mapping-step.ts';

const sheets: readonly SheetSummary[] = [
  { name: '空', hidden: false, lines: 0, heads: [], sample: [], notes: [], mapping: {} },
  {
    name: '场所',
    hidden: false,
    lines: 2,
    heads: ['场所编号', '名称', '座机'],
    sample: [['west', '西厅', '0577']],
    notes: [{ code: 'formulas', values: { n: 3 } }],
    kind: 'places',
    mapping: { id: { source: 0 }, 'name.zh': { source: 1 } },
  },
];

const staff = {
  words: staffWords('zh-Hans', 'Asia/Shanghai'),
  site: { id: 'hall', timeZone: 'Asia/Shanghai' },
} as unknown as StaffContext;

const step = (): Promise<MappingStep> =>
  fixture(
    html`<linli-mapping-step
      .staff=${staff}
      .sheets=${sheets}
      .choosing=${firstChoice(sheets)}
    ></linli-mapping-step>`,
  );
const select = (element: MappingStep, column: string): HTMLSelectElement =>
  element.renderRoot.querySelector(`[data-column="${column}"]`) as HTMLSelectElement;

describe('linli-mapping-step', () => {
  it('begins with the first sheet that is something, and is accessible', async () => {
    const element = await step();
    expect(select(element, 'id').value).to.equal('0');
    expect(element.renderRoot.textContent).to.contain('3 个格子是公式');
    await expect(element).to.be.accessible();
  });

  it('tells a column by choice; a column of the sheet is one thing only', async () => {
    const element = await step();
    const chosen = oneEvent<ChoosingEvent>(element, 'linli-choosing');
    const own = select(element, 'id');
    own.value = '1';
    own.dispatchEvent(new Event('change'));
    expect((await chosen).choosing.mapping).to.deep.equal({ id: { source: 1 } });
  });

  it('says which column is still needed', async () => {
    const element = await step();
    element.choosing = { ...element.choosing, mapping: {} };
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.note.bad')?.textContent).to.contain('场所编号');
  });
});
