import { expect, fixture, html } from '@open-wc/testing';
import './facts.ts';
import type { LinliFacts } from './facts.ts';

describe('linli-facts', () => {
  it('is a list of terms and values, the unset ones marked by a shape', async () => {
    const element = await fixture<LinliFacts>(
      html`<linli-facts
        .rows=${[
          { label: '地点', value: '二楼' },
          { label: '时限', value: '未设定', unset: true },
        ]}
      ></linli-facts>`,
    );
    const values = [...(element.shadowRoot?.querySelectorAll('dd') ?? [])];
    expect(values.map((value) => value.textContent?.trim())).to.deep.equal(['二楼', '未设定']);
    expect(values.map((value) => value.querySelector('linli-icon') !== null)).to.deep.equal([false, true]);
    await expect(element).to.be.accessible();
  });
});
