import { resetMouse, sendMouse } from '@web/test-runner-commands';
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { deep, overflowing, setTextScale, smallestEdge, smallestGap, targets, upright } from './measure.ts';
import { samples } from './samples.ts';

const languages = {
  zh: (zh: string) => zh,
  en: (_zh: string, en: string) => en,
} as const;

async function place(
  sample: string,
  language: keyof typeof languages,
  widthPx: number,
): Promise<HTMLElement> {
  const box = await fixture<HTMLElement>(
    html`<div lang=${language}>
      <style>
        .row {
          display: flex;
          flex-wrap: wrap;
          gap: 16px;
        }
      </style>
      ${samples[sample]?.(languages[language])}
    </div>`,
  );
  box.style.width = `${widthPx}px`;
  // Elements that fit themselves to their box do so after the next layout.
  await aTimeout(50);
  return box;
}

for (const sample of Object.keys(samples)) {
  describe(`every element: ${sample}`, () => {
    before(upright);
    afterEach(async () => {
      setTextScale();
      await resetMouse();
    });

    it('passes the accessibility rules', async () => {
      const box = await place(sample, 'zh', 1000);
      // What appears late is judged when it is there.
      if (sample === 'wait') await aTimeout(600);
      await expect(box).to.be.accessible();
    });

    it('stays legible while it is pressed', async () => {
      const box = await place(sample, 'zh', 1000);
      const buttons = [...deep(box)].filter(
        (element): element is HTMLButtonElement => element instanceof HTMLButtonElement && !element.disabled,
      );
      const button = buttons.find((each) => each.getAttribute('aria-pressed') === 'true') ?? buttons[0];
      if (!button) return;
      const { left, top, width, height } = button.getBoundingClientRect();
      await sendMouse({
        type: 'move',
        position: [Math.round(left + width / 2), Math.round(top + height / 2)],
      });
      await sendMouse({ type: 'down' });
      expect(button.matches(':active')).to.equal(true);
      await expect(box).to.be.accessible();
    });

    for (const language of ['zh', 'en'] as const) {
      for (const scale of [1, 2, 3.2]) {
        it(`stays within its box in ${language} with text at ${scale}`, async () => {
          setTextScale(scale);
          const box = await place(sample, language, 1000);
          expect(overflowing(box)).to.deep.equal([]);
        });
      }
    }

    for (const scale of [1, 3.2]) {
      it(`gives a finger room with text at ${scale}`, async () => {
        setTextScale(scale);
        const boxes = targets(await place(sample, 'zh', 1000));
        if (boxes.length === 0) return;
        expect(smallestEdge(boxes)).to.be.at.least(60);
        if (boxes.length > 1) expect(smallestGap(boxes)).to.be.at.least(11.5);
      });
    }
  });
}
