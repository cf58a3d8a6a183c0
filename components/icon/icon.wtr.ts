import { expect, fixture, html } from '@open-wc/testing';
import './icon.ts';
import type { LinliIcon } from './icon.ts';
import { iconNames } from './icon-names.ts';

const sprite = async (): Promise<Document> =>
  new DOMParser().parseFromString(await (await fetch('/icons.svg')).text(), 'image/svg+xml');

describe('linli-icon', () => {
  it('is decoration without a label', async () => {
    const icon = await fixture<LinliIcon>(html`<linli-icon name="house"></linli-icon>`);
    expect(icon.shadowRoot?.querySelector('svg')?.getAttribute('aria-hidden')).to.equal('true');
    await expect(icon).to.be.accessible();
  });

  it('is an image with its label as name', async () => {
    const icon = await fixture<LinliIcon>(html`<linli-icon name="house" label="首页"></linli-icon>`);
    const svg = icon.shadowRoot?.querySelector('svg');
    expect(svg?.getAttribute('role')).to.equal('img');
    expect(svg?.getAttribute('aria-label')).to.equal('首页');
    await expect(icon).to.be.accessible();
  });

  it('finds every listed name in the sprite, and the licence', async () => {
    const document = await sprite();
    const missing = iconNames.filter((name) => !document.querySelector(`symbol[id="${name}"] > *`));
    expect(missing).to.deep.equal([]);
    expect(document.querySelectorAll('symbol').length).to.equal(iconNames.length);
    expect(new XMLSerializer().serializeToString(document)).to.contain('ISC License');
  });
});
