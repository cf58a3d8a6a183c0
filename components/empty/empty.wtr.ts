import { expect, fixture, html } from '@open-wc/testing';
import '../button/button.ts';
import './empty.ts';
import type { LinliEmpty } from './empty.ts';

describe('linli-empty', () => {
  it('has a heading, a text and the next step', async () => {
    const element = await fixture<LinliEmpty>(
      html`<linli-empty icon="moon" heading="现在不开放" text="明天 08:30 开放。">
        <linli-button slot="actions" label="看开放时间"></linli-button>
      </linli-empty>`,
    );
    expect(element.shadowRoot?.querySelector('h2')?.textContent).to.equal('现在不开放');
    expect(element.shadowRoot?.querySelector('p')?.textContent).to.equal('明天 08:30 开放。');
    await expect(element).to.be.accessible();
  });
});
