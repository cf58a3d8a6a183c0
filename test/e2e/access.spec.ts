import AxeBuilder from '@axe-core/playwright';
import { TEXT_SCALES } from '../../src/access/text-size.ts';
import type { Language } from '../../src/model/schema/text.ts';
import type { Command } from '../../src/model/schema/command.ts';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';
import { measure } from './support/measure.ts';
import { SCREENS } from './support/screens.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LANGUAGES: readonly Language[] = ['zh-Hans', 'en'];
const MIN_TARGET_PX = 60;
const MIN_TEXT_PX = 18;

// A colour on its way to another is nobody's to measure.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** What tools can find: rules of WCAG, small targets, small text, things without a name in this language. */
async function expectAccessible(kiosk: Kiosk): Promise<void> {
  const { violations } = await new AxeBuilder({ page: kiosk.page }).withTags(RULES).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  );
  expect.soft(found, 'rules of WCAG').toEqual([]);

  const { controls, smallest, tooWide } = await measure(kiosk.page);
  expect(controls.length).toBeGreaterThan(0);
  const small = controls.filter(({ width, height }) => Math.min(width, height) < MIN_TARGET_PX - 0.5);
  expect.soft(small, 'targets that are too small').toEqual([]);
  expect.soft(smallest.sizePx, `the smallest text, “${smallest.text}”`).toBeGreaterThanOrEqual(MIN_TEXT_PX);
  expect.soft(tooWide, 'what is cut off at the side').toEqual([]);
  expect
    .soft(
      controls.filter(({ name }) => name === ''),
      'controls without a name',
    )
    .toEqual([]);
  if (kiosk.language !== 'en') return;
  const chinese = controls.filter(
    ({ name }) => /\p{Script=Han}/u.test(name) && name !== kiosk.t('bar.other-language'),
  );
  expect.soft(chinese, 'controls with a Chinese name on an English screen').toEqual([]);
}

/** With the largest text nothing runs out at the side and nothing lies on a control. */
async function expectRoomForLargestText(kiosk: Kiosk): Promise<void> {
  const size = kiosk.bar.getByRole('button', {
    name: new RegExp(`${kiosk.t('bar.larger')}|${kiosk.t('bar.larger-again')}`, 'u'),
  });
  for (let step = 1; step < TEXT_SCALES.length; step += 1) await size.click();
  const { controls, tooWide } = await measure(kiosk.page);
  expect.soft(tooWide, 'what is cut off at the side with the largest text').toEqual([]);
  expect
    .soft(
      controls.filter(({ coveredBy }) => coveredBy !== undefined),
      'controls under something else with the largest text',
    )
    .toEqual([]);
}

for (const language of LANGUAGES)
  test.describe(`in ${language}`, () => {
    for (const { name, main, go } of SCREENS)
      test(name, { tag: main ? ['@landscape'] : [] }, async ({ page }) => {
        const kiosk = await Kiosk.open(page);
        await kiosk.begin(language);
        await go(kiosk);
        await expectAccessible(kiosk);
        // A dialog lies over the bar: the size is chosen before.
        if (!(await kiosk.dialog.isVisible())) await expectRoomForLargestText(kiosk);
      });

    test('the question whether somebody is there', async ({ page }) => {
      await page.clock.install();
      const kiosk = await Kiosk.open(page);
      await kiosk.begin(language);
      await page.clock.fastForward(121_000);
      await expect(page.getByRole('dialog', { name: kiosk.t('idle.heading') })).toBeVisible();
      await expectAccessible(kiosk);
    });

    test('a request that has no answer yet', async ({ page }) => {
      const kiosk = await Kiosk.open(page);
      await kiosk.begin(language);
      await confirm(kiosk);
      await page.route('**/commands', (route) => route.abort('connectionfailed'));
      await kiosk.confirmButton.click();
      await kiosk.seesHeading('book.requested');
      await expectAccessible(kiosk);
      await expectRoomForLargestText(kiosk);
    });

    test('a time that was just taken', async ({ page }) => {
      const kiosk = await Kiosk.open(page);
      await kiosk.begin(language);
      await confirm(kiosk);
      await page.route('**/commands', (route) => {
        const { commands } = route.request().postDataJSON() as { commands: readonly Command[] };
        const at = new Date().toISOString();
        const outcomes = commands.map(({ id }) => ({
          command: id,
          status: 'refused',
          at,
          error: { code: 'slot.full' },
        }));
        return route.fulfill({ json: { outcomes } });
      });
      await kiosk.confirmButton.click();
      await kiosk.seesHeading('book.refused');
      await expectAccessible(kiosk);
      await expectRoomForLargestText(kiosk);
    });
  });

test('the first screen', { tag: '@landscape' }, async ({ page }) => {
  await expectAccessible(await Kiosk.open(page));
});

async function confirm(kiosk: Kiosk): Promise<void> {
  const { go } = SCREENS.find(({ name }) => name === 'booking, confirm') ?? {};
  await go?.(kiosk);
}
