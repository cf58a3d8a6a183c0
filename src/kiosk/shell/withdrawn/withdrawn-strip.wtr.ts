import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { readableText } from '../../../access/read-aloud.ts';
import type { Change } from '../../../model/schema/document.ts';
import { HOUR_MS, document, madeSlot, madeTerminal } from '../testing/made-terminal.ts';
import './withdrawn-strip.ts';
import type { WithdrawnStrip } from './withdrawn-strip.ts';

/** A slot two days ahead and so many hours on, which the hall will not hold. */
function withdrawn(hours: number): Change {
  const slot = madeSlot((48 + hours) * HOUR_MS, { status: 'withdrawn' });
  return document('slot', slot.id, slot);
}

async function strip(...changes: readonly Change[]) {
  const made = await madeTerminal(changes);
  const element = await fixture<WithdrawnStrip>(
    html`<linli-withdrawn-strip .terminal=${made.terminal}></linli-withdrawn-strip>`,
  );
  await aTimeout(0);
  await element.updateComplete;
  return { made, element };
}

const lines = (element: WithdrawnStrip): number => element.shadowRoot?.querySelectorAll('p').length ?? 0;

describe('linli-withdrawn-strip', () => {
  it('is nothing where all is held', async () => {
    const { element } = await strip();
    expect(element.shadowRoot?.textContent.trim()).to.equal('');
  });

  it('appears when a time is withdrawn, and says which', async () => {
    const { made, element } = await strip();
    await made.hear(withdrawn(0));
    await aTimeout(0);
    await element.updateComplete;
    expect(readableText(element)).to.match(/\d\d:\d\d–\d\d:\d\d 老年助餐 停办/u);
    await expect(element).to.be.accessible();
  });

  it('names two and counts the rest', async () => {
    const { element } = await strip(withdrawn(0), withdrawn(2), withdrawn(4), withdrawn(6));
    expect(lines(element)).to.equal(3);
    expect(readableText(element)).to.contain('还有 2 项停办');
  });

  it('tells times on end as one', async () => {
    const { element } = await strip(withdrawn(0), withdrawn(1), withdrawn(2));
    expect(lines(element)).to.equal(1);
  });
});
