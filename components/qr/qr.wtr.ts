import { expect, fixture, html } from '@open-wc/testing';
import './qr.ts';
import { qrPath, type LinliQr } from './qr.ts';

const matrix = { size: 3, dark: new Uint8Array([1, 1, 0, 0, 0, 1, 1, 0, 1]) };

describe('linli-qr', () => {
  it('is an image with a name', async () => {
    const element = await fixture<LinliQr>(html`<linli-qr label="预约凭证" .matrix=${matrix}></linli-qr>`);
    const svg = element.shadowRoot?.querySelector('svg');
    expect(svg?.getAttribute('role')).to.equal('img');
    expect(svg?.getAttribute('aria-label')).to.equal('预约凭证');
    await expect(element).to.be.accessible();
  });

  it('covers the dark modules and no others, four modules from the edge', async () => {
    const element = await fixture<LinliQr>(html`<linli-qr label="凭证" .matrix=${matrix}></linli-qr>`);
    const path = element.shadowRoot?.querySelector('path');
    const svg = element.shadowRoot?.querySelector('svg');
    expect(svg?.getAttribute('viewBox')).to.equal('0 0 11 11');
    const dark = Array.from({ length: 11 * 11 }, (_, index) => {
      const point = new DOMPoint((index % 11) + 0.5, Math.floor(index / 11) + 0.5);
      return path?.isPointInFill(point) ? `${(index % 11) - 4},${Math.floor(index / 11) - 4}` : '';
    }).filter(Boolean);
    expect(dark).to.deep.equal(['0,0', '1,0', '2,1', '0,2', '2,2']);
  });

  it('is black on white and fills its box', async () => {
    const box = await fixture<HTMLElement>(
      html`<div><linli-qr label="凭证" .matrix=${matrix}></linli-qr></div>`,
    );
    box.style.width = '330px';
    const root = box.querySelector('linli-qr')?.shadowRoot;
    const svg = root?.querySelector('svg') as SVGElement;
    expect(getComputedStyle(svg).backgroundColor).to.equal('rgb(255, 255, 255)');
    expect(getComputedStyle(root?.querySelector('path') as Element).fill).to.equal('rgb(0, 0, 0)');
    expect(svg.getBoundingClientRect().width).to.equal(330);
    expect(svg.getBoundingClientRect().height).to.equal(330);
  });

  it('draws a run of modules as one rectangle', () => {
    expect(qrPath({ size: 2, dark: [true, true, false, true] })).to.equal('M4 4h2v1h-2zM5 5h1v1h-1z');
  });
});
