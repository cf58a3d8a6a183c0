import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import './tile.ts';
import type { LinliTile, TileTone } from './tile.ts';

describe('linli-tile', () => {
  it('is a button named by its label and hint', async () => {
    const tile = await fixture<LinliTile>(
      html`<linli-tile icon="calendar-check" label="预约服务" hint="医生、课程"></linli-tile>`,
    );
    const button = tile.shadowRoot?.querySelector('button');
    expect(button?.textContent?.replace(/\s+/gu, ' ').trim()).to.equal('预约服务 医生、课程');
  });

  for (const tone of ['plain', 'accent', 'positive', 'caution', 'danger'] satisfies TileTone[]) {
    it(`keeps its contrast in the tone ${tone}`, async () => {
      const tile = await fixture<LinliTile>(
        html`<linli-tile icon="calendar-check" label="预约服务" hint="医生、课程" tone=${tone}></linli-tile>`,
      );
      await expect(tile).to.be.accessible();
    });
  }

  it('opens with the keyboard and with click()', async () => {
    const tile = await fixture<LinliTile>(html`<linli-tile icon="house" label="预约服务"></linli-tile>`);
    let clicks = 0;
    tile.addEventListener('click', () => clicks++);
    tile.focus();
    await sendKeys({ press: 'Enter' });
    tile.click();
    expect(clicks).to.equal(2);
  });

  it('fills the row it stands in', async () => {
    const grid = await fixture<HTMLElement>(
      html`<div>
        <linli-tile icon="house" label="一"></linli-tile>
        <linli-tile
          icon="house"
          label="一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
        ></linli-tile>
      </div>`,
    );
    grid.style.cssText = 'display: grid; grid-template-columns: 300px 300px';
    const heights = [...grid.querySelectorAll('linli-tile')].map(
      (tile) => tile.shadowRoot?.querySelector('button')?.offsetHeight,
    );
    expect(heights[0]).to.equal(heights[1]);
  });
});
