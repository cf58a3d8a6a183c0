import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import './button.ts';
import type { LinliButton } from './button.ts';

const inner = (button: LinliButton): HTMLButtonElement => {
  const found = button.shadowRoot?.querySelector('button');
  if (!found) throw new Error('no button');
  return found;
};

describe('linli-button', () => {
  it('has its label as accessible name', async () => {
    const button = await fixture<LinliButton>(html`<linli-button label="预约" icon="check"></linli-button>`);
    expect(inner(button).textContent?.trim()).to.equal('预约');
    await expect(button).to.be.accessible();
  });

  it('takes its word from the slot where no label is set', async () => {
    const button = await fixture<LinliButton>(html`<linli-button variant="primary">预约</linli-button>`);
    await expect(button).to.be.accessible();
  });

  it('is pressed with Enter and Space', async () => {
    const button = await fixture<LinliButton>(html`<linli-button label="预约"></linli-button>`);
    let clicks = 0;
    button.addEventListener('click', () => clicks++);
    button.focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Space' });
    expect(clicks).to.equal(2);
  });

  it('answers click() on the element once', async () => {
    const button = await fixture<LinliButton>(html`<linli-button label="预约"></linli-button>`);
    let clicks = 0;
    button.addEventListener('click', () => clicks++);
    button.click();
    expect(clicks).to.equal(1);
  });

  it('is silent while disabled', async () => {
    const button = await fixture<LinliButton>(html`<linli-button label="预约" disabled></linli-button>`);
    let clicks = 0;
    button.addEventListener('click', () => clicks++);
    button.click();
    inner(button).click();
    expect(clicks).to.equal(0);
  });

  it('says whether it is down, and only if it can be', async () => {
    const acting = await fixture<LinliButton>(html`<linli-button label="预约"></linli-button>`);
    expect(inner(acting).hasAttribute('aria-pressed')).to.equal(false);
    const staying = await fixture<LinliButton>(
      html`<linli-button label="朗读" .pressed=${false}></linli-button>`,
    );
    expect(inner(staying).getAttribute('aria-pressed')).to.equal('false');
    staying.pressed = true;
    await staying.updateComplete;
    expect(inner(staying).getAttribute('aria-pressed')).to.equal('true');
  });

  it('shows a touch the moment it lands, and lets go after it', async () => {
    const button = await fixture<LinliButton>(html`<linli-button label="预约"></linli-button>`);
    const before = getComputedStyle(inner(button)).transform;
    inner(button).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    expect(inner(button).hasAttribute('data-pressed')).to.equal(true);
    expect(getComputedStyle(inner(button)).transform).not.to.equal(before);
    window.dispatchEvent(new PointerEvent('pointerup'));
    const released = new Promise<void>((resolve) => {
      new MutationObserver(() => resolve()).observe(inner(button), { attributeFilter: ['data-pressed'] });
    });
    await released;
    expect(inner(button).hasAttribute('data-pressed')).to.equal(false);
  });

  it('gives its click to listeners outside', async () => {
    const button = await fixture<LinliButton>(html`<linli-button label="预约"></linli-button>`);
    setTimeout(() => inner(button).click());
    const event = await oneEvent(button, 'click');
    expect(event.target).to.equal(button);
  });
});
