import { expect, fixture, html } from '@open-wc/testing';
import { nextEvent } from '../testing/next-event.ts';
import './time-left.ts';
import type { LinliTimeLeft } from './time-left.ts';

/** A clock that the test sets. */
const clock = { nowMs: 0 };

const timeLeft = (untilMs: number): Promise<LinliTimeLeft> => {
  clock.nowMs = 0;
  return fixture<LinliTimeLeft>(
    html`<linli-time-left
      .untilMs=${untilMs}
      .totalMs=${300_000}
      .now=${() => clock.nowMs}
      label="这个名额为您留到 10:42"
      name="留名额的时间"
      .said=${[{ atSeconds: 60, text: '还有 1 分钟' }]}
    ></linli-time-left>`,
  );
};

const text = (element: LinliTimeLeft, selector: string): string | undefined =>
  element.shadowRoot?.querySelector(selector)?.textContent?.replace(/\s+/gu, ' ').trim();

describe('linli-time-left', () => {
  it('is a named timer with minutes and seconds', async () => {
    const element = await timeLeft(245_000);
    expect(text(element, '[role=timer]')).to.equal('这个名额为您留到 10:42 4:05');
    expect(element.shadowRoot?.querySelector('[role=timer]')?.getAttribute('aria-label')).to.equal(
      '留名额的时间',
    );
    await expect(element).to.be.accessible();
  });

  it('speaks when its moment comes and not before, and tells of it', async () => {
    const element = await timeLeft(245_000);
    expect(text(element, '[role=status]')).to.equal('');
    const told = nextEvent(element, 'linli-time-left');
    clock.nowMs = 186_000;
    expect((await told).seconds).to.equal(59);
    await element.updateComplete;
    expect(text(element, '[role=status]')).to.equal('还有 1 分钟');
  });

  it('tells when the time is up, and shows no less than nothing', async () => {
    const element = await timeLeft(30_000);
    const told = nextEvent(element, 'linli-time-left');
    clock.nowMs = 99_000;
    expect((await told).seconds).to.equal(0);
    await element.updateComplete;
    expect(text(element, '.number')).to.equal('0:00');
  });

  it('goes on from a later end', async () => {
    const element = await timeLeft(30_000);
    element.untilMs = 300_000;
    await element.updateComplete;
    expect(text(element, '.number')).to.equal('5:00');
  });
});
