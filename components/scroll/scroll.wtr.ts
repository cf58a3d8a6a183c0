import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import './scroll.ts';
import type { LinliScroll } from './scroll.ts';

async function region(contentPx: number): Promise<LinliScroll> {
  const element = await fixture<LinliScroll>(
    html`<linli-scroll label="内容" upLabel="向上" downLabel="向下"><div>内容</div></linli-scroll>`,
  );
  element.style.height = '600px';
  const content = element.querySelector('div');
  if (content) content.style.height = `${contentPx}px`;
  // Observed in one frame, measured in the next, drawn in the third.
  for (let frame = 0; frame < 3; frame++) await nextFrame();
  await element.updateComplete;
  return element;
}

const view = (element: LinliScroll): HTMLElement => element.shadowRoot?.querySelector('.view') as HTMLElement;
const buttons = (element: LinliScroll): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? []),
];

describe('linli-scroll', () => {
  it('has no buttons and no stop for the keyboard while everything fits', async () => {
    const element = await region(580);
    expect(buttons(element)).to.deep.equal([]);
    expect(view(element).hasAttribute('tabindex')).to.equal(false);
    await expect(element).to.be.accessible();
  });

  it('has both buttons where there is more, and says which way there is', async () => {
    const element = await region(2000);
    expect(buttons(element).map((button) => button.textContent?.trim())).to.deep.equal(['向上', '向下']);
    expect(buttons(element).map((button) => button.disabled)).to.deep.equal([true, false]);
    expect(view(element).className).to.contain('below').and.not.to.contain('above');
    await expect(element).to.be.accessible();
  });

  it('goes down to the end by its button and shows no more below', async () => {
    const element = await region(2000);
    for (let touches = 0; touches < 10 && !buttons(element)[1]?.disabled; touches++) {
      const before = view(element).scrollTop;
      buttons(element)[1]?.click();
      await waitUntil(() => view(element).scrollTop > before);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(buttons(element).map((button) => button.disabled)).to.deep.equal([false, true]);
    expect(Math.round(view(element).scrollTop + view(element).clientHeight)).to.equal(
      view(element).scrollHeight,
    );
  });

  it('scrolls by the keyboard', async () => {
    const element = await region(2000);
    view(element).focus();
    await sendKeys({ press: 'PageDown' });
    await waitUntil(() => view(element).scrollTop > 0);
  });

  it('follows its content as it grows and shrinks', async () => {
    const element = await region(300);
    const content = element.querySelector('div') as HTMLElement;
    content.style.height = '900px';
    await waitUntil(() => buttons(element).length === 2);
    content.style.height = '300px';
    await waitUntil(() => buttons(element).length === 0);
  });

  it('goes back to the beginning for new content', async () => {
    const element = await region(2000);
    view(element).scrollTop = 400;
    element.toTop();
    expect(view(element).scrollTop).to.equal(0);
  });
});
