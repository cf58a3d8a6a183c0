import { expect, fixture, html } from '@open-wc/testing';
import './banner.ts';
import type { BannerTone, LinliBanner } from './banner.ts';

const tones: readonly (readonly [BannerTone, string, string])[] = [
  ['info', 'status', 'info'],
  ['positive', 'status', 'circle-check'],
  ['caution', 'status', 'triangle-alert'],
  ['danger', 'alert', 'octagon-alert'],
];

describe('linli-banner', () => {
  for (const [tone, role, icon] of tones) {
    it(`is a ${role} with a shape of its own in the tone ${tone}`, async () => {
      const banner = await fixture<LinliBanner>(
        html`<linli-banner tone=${tone} heading="现在没有网络">可以继续预约。</linli-banner>`,
      );
      expect(banner.shadowRoot?.querySelector(`[role=${role}]`)).not.to.equal(null);
      expect(banner.shadowRoot?.querySelector('linli-icon')?.name).to.equal(icon);
      await expect(banner).to.be.accessible();
    });
  }

  it('takes another icon', async () => {
    const banner = await fixture<LinliBanner>(html`<linli-banner icon="wifi-off">没有网络</linli-banner>`);
    expect(banner.shadowRoot?.querySelector('linli-icon')?.name).to.equal('wifi-off');
  });
});
