import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import './wait.ts';
import type { LinliWait } from './wait.ts';

describe('linli-wait', () => {
  it('is a status that is seen only after a while', async () => {
    const element = await fixture<LinliWait>(html`<linli-wait label="正在查找"></linli-wait>`);
    const status = element.shadowRoot?.querySelector('[role=status]') as HTMLElement;
    expect(status.textContent?.trim()).to.equal('正在查找');
    const [appear] = status.getAnimations();
    expect(appear?.effect?.getTiming().delay).to.equal(400);
    expect(getComputedStyle(status).opacity).to.equal('0');
    await waitUntil(() => getComputedStyle(status).opacity === '1', 'it appears', { timeout: 5000 });
    await expect(element).to.be.accessible();
  });
});
