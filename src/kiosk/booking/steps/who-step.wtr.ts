import { expect, fixture, html } from '@open-wc/testing';
import '../../../access/messages/booking.ts';
import '../../../access/messages/rest.ts';
import { deep } from '../../../../components/testing/measure.ts';
import { wordsFor } from '../../../access/say.ts';
import type { Who } from '../../../model/schema/command.ts';
import type { Wanted } from '../ground.ts';
import './who-step.ts';
import type { WhoEvent, WhoStep } from './who-step.ts';

const words = wordsFor('zh-Hans');
const EVERYTHING: Wanted = { name: 'optional', phone: 'required', address: 'required' };

async function step(wanted: Wanted, typed: Who = {}): Promise<{ element: WhoStep; events: WhoEvent[] }> {
  const element = await fixture<WhoStep>(
    html`<linli-who-step .words=${words} .wanted=${wanted} .typed=${typed}></linli-who-step>`,
  );
  const events: WhoEvent[] = [];
  element.addEventListener('linli-who', (event) => events.push(event));
  return { element, events };
}

async function touch(element: WhoStep, label: string): Promise<void> {
  [...deep(element)]
    .find(
      (each): each is HTMLButtonElement =>
        each instanceof HTMLButtonElement && each.textContent?.trim() === label,
    )
    ?.click();
  await element.updateComplete;
}

const errors = (element: WhoStep): readonly string[] =>
  [...(element.shadowRoot?.querySelectorAll('linli-field') ?? [])].map(({ error }) => error);

describe('linli-who-step', () => {
  it('makes a name of two touches, and tells of each', async () => {
    const { element, events } = await step({ name: 'optional', phone: 'no', address: 'no' });
    await touch(element, '王');
    element.typed = events.at(-1)?.who ?? {};
    await element.updateComplete;
    await touch(element, '女士');
    expect(events.map(({ who, said }) => [who.name, said])).to.deep.equal([
      ['王', false],
      ['王女士', false],
    ]);
    await expect(element).to.be.accessible();
  });

  it('goes on without a name where none is needed', async () => {
    const { element, events } = await step({ name: 'optional', phone: 'no', address: 'no' });
    await touch(element, words.t('who.nobody'));
    expect(events.map(({ who, said }) => [who, said])).to.deep.equal([[{}, true]]);
  });

  it('says what is missing, and does not go on', async () => {
    const { element, events } = await step(EVERYTHING, { phone: '123' });
    await touch(element, words.t('who.next'));
    expect(errors(element)).to.deep.equal(['', words.t('who.phone-wrong'), words.t('who.address-missing')]);
    expect(events).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('refuses an id-card number in any field', async () => {
    const { element } = await step(EVERYTHING, {
      name: '110101199001011237',
      phone: '13800001111',
      address: '3-2-501',
    });
    await touch(element, words.t('who.next'));
    expect(errors(element)[0]).to.equal(words.t('who.no-id-number'));
  });

  it('says only what is asked', async () => {
    const typed = { name: ' 王女士 ', phone: '13800001111', address: '3号楼' };
    const { element, events } = await step({ name: 'required', phone: 'optional', address: 'no' }, typed);
    await touch(element, words.t('who.next'));
    expect(events.at(-1)?.who).to.deep.equal({ name: '王女士', phone: '13800001111' });
  });
});
