import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { setTextScale, targets, upright } from '../testing/measure.ts';
import { nextEvent } from '../testing/next-event.ts';
import { samples } from '../testing/samples.ts';
import type { LinliBar } from './bar.ts';

async function bar(language: 'zh' | 'en' = 'zh'): Promise<LinliBar> {
  const box = await fixture<HTMLElement>(
    html`<div>${samples['bar']?.((zh, en) => (language === 'zh' ? zh : en))}</div>`,
  );
  const found = box.querySelector('linli-bar');
  if (!found) throw new Error('no bar');
  await found.updateComplete;
  return found;
}

/** How many different tops and lefts the items have. */
function grid(element: LinliBar): { rows: number; columns: number } {
  const boxes = targets(element);
  return {
    rows: new Set(boxes.map(({ top }) => Math.round(top))).size,
    columns: new Set(boxes.map(({ left }) => Math.round(left))).size,
  };
}

describe('linli-bar', () => {
  beforeEach(upright);
  afterEach(() => setTextScale());

  it('says which item was touched', async () => {
    const element = await bar();
    const press = nextEvent(element, 'linli-bar-press');
    element.shadowRoot?.querySelectorAll('button')[2]?.click();
    const event = await press;
    expect(event.id).to.equal('help');
    expect(event.bubbles && event.composed).to.equal(true);
  });

  it('marks what is down and what cannot be touched', async () => {
    const element = await bar();
    const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
    expect(buttons.map((button) => button.getAttribute('aria-pressed'))).to.deep.equal([
      ...[null, null, null],
      'true',
      ...[null, null, null],
    ]);
    expect(buttons.map((button) => button.disabled)).to.deep.equal([
      false,
      true,
      ...Array<boolean>(5).fill(false),
    ]);
  });

  it('is one row of seven on an upright glass', async () => {
    expect(grid(await bar())).to.deep.equal({ rows: 1, columns: 7 });
  });

  it('is two aligned rows with large text', async () => {
    setTextScale(3.2);
    expect(grid(await bar('en'))).to.deep.equal({ rows: 2, columns: 4 });
  });

  it('is one column at the side of a wide glass, and two with large text', async () => {
    await setViewport({ width: 1920, height: 1080 });
    const element = await bar('en');
    expect(grid(element)).to.deep.equal({ rows: 7, columns: 1 });
    setTextScale(3.2);
    expect(grid(element).columns).to.equal(2);
  });
});
