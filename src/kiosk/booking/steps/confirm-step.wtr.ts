import { expect, fixture } from '@open-wc/testing';
import '../../../access/messages/booking.ts';
import '../../../access/messages/rest.ts';
import { clockwork } from '../../../access/format.ts';
import { readableText } from '../../../access/read-aloud.ts';
import { wordsFor } from '../../../access/say.ts';
import type { BookingCode, BookingId } from '../../../model/schema/booking.ts';
import type { Place, PlaceId } from '../../../model/schema/place.ts';
import type { Site } from '../../../model/schema/site.ts';
import type { Terminal } from '../../shell/terminal.ts';
import type { Desk } from '../desk.ts';
import type { At } from '../flow-state.ts';
import { MENU, TIME_ZONE, sampleGround, sampleService, sampleSlots } from '../testing/samples.ts';
import { confirmStep } from './person-steps.ts';

const words = wordsFor('zh-Hans');
const terminal = {
  site: { timeZone: TIME_ZONE } as unknown as Site,
  words,
  clock: clockwork('zh-Hans', TIME_ZONE),
} as Terminal;

/** The last look before a meal is booked that is eaten as said. */
async function screenOf(how: 'here' | 'home'): Promise<string> {
  const [slot] = sampleSlots();
  if (!slot) throw new Error('no slot');
  const canteen = { id: slot.place, name: { zh: '老年食堂' } } as unknown as Place;
  const flow: At<'confirm'> = {
    step: 'confirm',
    place: undefined,
    form: { answers: { dish: 'fish', how }, typed: {}, who: {}, helper: undefined },
    chosen: {
      code: '123456789' as BookingCode,
      claims: [{ booking: '0123456789ab' as BookingId, slot, keeping: { by: 'lease' } }],
      also: undefined,
      line: false,
    },
  };
  const desk: Desk = {
    terminal,
    ground: sampleGround({ service: sampleService({ questions: [...MENU] }) }),
    flow,
    places: new Map<PlaceId, Place>([[slot.place, canteen]]),
    tags: new Map(),
    t: words.t,
    of: words.of,
    move: () => undefined,
    newBooking: () => ({ booking: '0123456789ab' as BookingId, code: '123456789' as BookingCode }),
  };
  const screen = await fixture<HTMLElement>(
    confirmStep(desk, flow, { note: '', keeping: false, onYes: () => undefined }),
  );
  return readableText(screen.parentElement ?? screen);
}

describe('the last look before booking', () => {
  it('names the place to go to', async () => {
    expect(await screenOf('here')).to.contain('老年食堂');
  });

  it('names none where it is brought', async () => {
    const text = await screenOf('home');
    expect(text).to.contain('送到家');
    expect(text).not.to.contain('老年食堂');
  });
});
