import { expect, fixture, html } from '@open-wc/testing';
import './figure-chart.ts';
import type { FigureRow, LinliFigureChart } from './figure-chart.ts';

async function chart(
  row: Partial<FigureRow>,
): Promise<{ element: LinliFigureChart; widths: (number | null)[] }> {
  const rows = [{ label: '覆盖率', baseText: '初步', targetText: '全部', ...row }];
  const element = await fixture<LinliFigureChart>(
    html`<linli-figure-chart baseLabel="2020年" targetLabel="2025年" .rows=${rows}></linli-figure-chart>`,
  );
  const widths = [...(element.shadowRoot?.querySelectorAll('.pair') ?? [])].map((pair) => {
    const bar = pair.querySelector('.length');
    return bar ? Number.parseFloat(bar.getAttribute('width') ?? '') : null;
  });
  return { element, widths };
}

describe('linli-figure-chart', () => {
  it('says word and printed figure for each bar', async () => {
    const { element } = await chart({ base: 85, baseText: '85%', target: 100, targetText: '100%' });
    const pairs = [...(element.shadowRoot?.querySelectorAll('.pair') ?? [])];
    expect(pairs.map((pair) => pair.textContent?.replace(/\s+/gu, ' ').trim())).to.deep.equal([
      '2020年 85%',
      '2025年 100%',
    ]);
    await expect(element).to.be.accessible();
  });

  it('tells base from target by pattern, not by colour alone', async () => {
    const { element } = await chart({ base: 1, target: 2 });
    const fills = [...(element.shadowRoot?.querySelectorAll('.length') ?? [])].map((bar) =>
      bar.getAttribute('fill'),
    );
    expect(fills).to.deep.equal(['url(#hatch)', null]);
    expect(element.shadowRoot?.querySelectorAll('.end').length).to.equal(1);
  });

  it('draws shares against a hundred and other units against the larger of the two', async () => {
    expect((await chart({ base: 20, target: 40, unit: '%' })).widths).to.deep.equal([20, 40]);
    expect((await chart({ base: 30, target: 40 })).widths).to.deep.equal([75, 100]);
    expect((await chart({ base: 8, target: 4 })).widths).to.deep.equal([100, 50]);
  });

  it('draws no bar for what is not a number', async () => {
    const { element, widths } = await chart({ target: 20, unit: '%' });
    expect(widths).to.deep.equal([null, 20]);
    expect(element.shadowRoot?.textContent).to.contain('初步');
  });

  it('leaves the base out where none is printed', async () => {
    const { widths } = await chart({ baseText: undefined, target: 5 });
    expect(widths).to.deep.equal([100]);
  });
});
