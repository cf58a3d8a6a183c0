import { expect, fixture, html } from '@open-wc/testing';
import '../../../access/messages/booking.ts';
import '../../../access/messages/rest.ts';
import { deep } from '../../../../components/testing/measure.ts';
import { nextEvent } from '../../../../components/testing/next-event.ts';
import { wordsFor } from '../../../access/say.ts';
import './helper-step.ts';
import type { HelperStep } from './helper-step.ts';

const words = wordsFor('zh-Hans');

const step = (): Promise<HelperStep> =>
  fixture<HelperStep>(html`<linli-helper-step .words=${words}></linli-helper-step>`);

async function touch(element: HelperStep, label: string): Promise<void> {
  [...deep(element)]
    .find(
      (each): each is HTMLButtonElement =>
        each instanceof HTMLButtonElement && each.textContent?.trim() === label,
    )
    ?.click();
  await element.updateComplete;
}

describe('linli-helper-step', () => {
  it('asks for all three before it goes on', async () => {
    const element = await step();
    let said = 0;
    element.addEventListener('linli-helper', () => said++);
    await touch(element, words.t('other.relation.family'));
    await touch(element, words.t('who.next'));
    expect(said).to.equal(0);
    expect(element.shadowRoot?.querySelector('linli-banner')?.heading).to.equal(words.t('other.missing'));
    await expect(element).to.be.accessible();
  });

  it('says who helps, with what consent, and how far', async () => {
    const element = await step();
    for (const key of ['other.relation.family', 'other.consent.present', 'other.scope.book'] as const)
      await touch(element, words.t(key));
    const said = nextEvent(element, 'linli-helper');
    await touch(element, words.t('who.next'));
    expect((await said).helper).to.deep.equal({ relation: 'family', consent: 'present', scope: 'book' });
  });

  it('can be taken back', async () => {
    const element = await step();
    const said = nextEvent(element, 'linli-helper');
    await touch(element, words.t('other.self'));
    expect((await said).helper).to.equal(undefined);
  });
});
