import { expect, fixture, html } from '@open-wc/testing';
import './countdown.ts';
import type { LinliCountdown } from './countdown.ts';

const arc = (element: LinliCountdown): string | null | undefined =>
  element.shadowRoot?.querySelector('.left')?.getAttribute('stroke-dasharray');

describe('linli-countdown', () => {
  it('is a timer with its number and its meaning', async () => {
    const element = await fixture<LinliCountdown>(
      html`<linli-countdown value="30" total="45" label="秒后回到首页"></linli-countdown>`,
    );
    const timer = element.shadowRoot?.querySelector('[role=timer]');
    expect(timer?.textContent?.replace(/\s+/gu, ' ').trim()).to.equal('30 秒后回到首页');
    await expect(element).to.be.accessible();
  });

  it('empties its ring and never shows less than nothing', async () => {
    const element = await fixture<LinliCountdown>(
      html`<linli-countdown value="20" total="40"></linli-countdown>`,
    );
    expect(arc(element)).to.equal('50 200');
    element.value = -3;
    await element.updateComplete;
    expect(arc(element)).to.equal('0 200');
    expect(element.shadowRoot?.querySelector('.number')?.textContent).to.equal('0');
  });
});
