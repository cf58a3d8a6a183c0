import { expect, fixture, html } from '@open-wc/testing';
import '../../../access/messages/booking.ts';
import '../../../access/messages/rest.ts';
import { deep } from '../../../../components/testing/measure.ts';
import { nextEvent } from '../../../../components/testing/next-event.ts';
import { clockwork } from '../../../access/format.ts';
import { wordsFor } from '../../../access/say.ts';
import type { Slot, SlotId } from '../../../model/schema/booking.ts';
import type { Service, ServiceId } from '../../../model/schema/service.ts';
import { NOW_MS, sampleSlot } from '../testing/sample-slot.ts';
import './slot-picker.ts';
import type { LinliSlotPicker } from './slot-picker.ts';

const words = wordsFor('zh-Hans');

const slot = (id: string, startsAt: string, more: Partial<Slot> = {}): Slot =>
  sampleSlot(Date.parse(startsAt), { id: id as SlotId, ...more });

const SLOTS = [
  slot('monday', '2026-11-23T03:30:00Z'),
  slot('monday-full', '2026-11-23T04:00:00Z', { remaining: 0 }),
  slot('tuesday', '2026-11-24T03:30:00Z'),
  slot('other', '2026-11-25T03:30:00Z', { service: 'talk' as ServiceId }),
];

const service = {
  id: 'meal',
  terms: {
    bookAheadDays: 14,
    minNoticeMinutes: 0,
    cutOffMinutes: 0,
    waitingList: true,
    offerMinutes: 60,
    lease: { policy: 'none' },
    repeats: false,
    combinesWith: [],
  },
} as unknown as Service;

const picker = (except = ''): Promise<LinliSlotPicker> =>
  fixture<LinliSlotPicker>(
    html`<linli-slot-picker
      .words=${words}
      .clock=${clockwork('zh-Hans', 'Asia/Shanghai')}
      .site=${{ timeZone: 'Asia/Shanghai' }}
      .service=${service}
      .slots=${SLOTS}
      .nowMs=${NOW_MS}
      .except=${except}
    ></linli-slot-picker>`,
  );

const buttons = (element: LinliSlotPicker): HTMLButtonElement[] =>
  [...deep(element)].filter((each): each is HTMLButtonElement => each instanceof HTMLButtonElement);

const named = (element: LinliSlotPicker, part: string): HTMLButtonElement | undefined =>
  buttons(element).find((button) => button.textContent?.includes(part));

describe('linli-slot-picker', () => {
  it('shows the days of its service, then the times of one, and says which was chosen', async () => {
    const element = await picker();
    expect(buttons(element)).to.have.lengthOf(2);
    await expect(element).to.be.accessible();
    named(element, '11月23日')?.click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
    const chosen = nextEvent(element, 'linli-slot');
    named(element, '11:30')?.click();
    expect((await chosen).slot.id).to.equal('monday');
  });

  it('offers no full time, whatever line there is', async () => {
    const element = await picker();
    named(element, '11月23日')?.click();
    await element.updateComplete;
    expect(named(element, '12:00–12:30')?.disabled).to.equal(true);
  });

  it('does not offer the time one has already', async () => {
    const element = await picker('tuesday');
    expect(buttons(element)).to.have.lengthOf(1);
  });

  it('goes back to the days when the last time of one is gone', async () => {
    const element = await picker();
    named(element, '11月24日')?.click();
    await element.updateComplete;
    element.slots = SLOTS.filter(({ id }) => id !== 'tuesday');
    await element.updateComplete;
    expect(named(element, '11月23日')).to.not.equal(undefined);
  });
});
