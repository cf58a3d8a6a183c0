import { expect, fixture, html } from '@open-wc/testing';
import './item.ts';
import type { BadgeTone, LinliItem } from './item.ts';

describe('linli-item', () => {
  it('says heading, badge, detail and meta in this order', async () => {
    const item = await fixture<LinliItem>(
      html`<linli-item heading="助餐" detail="每天" meta="食堂" badge="可预约" chevron></linli-item>`,
    );
    const words = item.shadowRoot?.querySelector('button')?.textContent?.replace(/\s+/gu, ' ').trim();
    expect(words).to.equal('助餐 可预约 每天 食堂');
  });

  for (const tone of ['plain', 'positive', 'caution', 'danger'] satisfies BadgeTone[]) {
    it(`keeps its contrast with a badge of the tone ${tone}`, async () => {
      const item = await fixture<LinliItem>(
        html`<linli-item
          heading="助餐"
          detail="每天"
          meta="食堂"
          badge="约满"
          badgeTone=${tone}
        ></linli-item>`,
      );
      await expect(item).to.be.accessible();
    });
  }

  it('can be clicked from outside', async () => {
    const item = await fixture<LinliItem>(html`<linli-item heading="助餐"></linli-item>`);
    let clicks = 0;
    item.addEventListener('click', () => clicks++);
    item.click();
    expect(clicks).to.equal(1);
  });
});
