import type { Slot } from '../../model/schema/booking.ts';
import type { Place } from '../../model/schema/place.ts';
import type { Service } from '../../model/schema/service.ts';
import type { Runtime } from '../shell/runtime.ts';

/** What the steps are drawn from: the service, its times, what goes with it, and this terminal's own places. */
export async function readContent(runtime: Runtime, id: string) {
  const { store } = runtime;
  const service = await store.get('service', id);
  const all = await store.all('slot');
  const slotsFor = (each: string): readonly Slot[] => all.filter((slot) => slot.service === each);
  const companions: { readonly service: Service; readonly slots: readonly Slot[] }[] = [];
  for (const other of service?.terms.combinesWith ?? []) {
    const companion = await store.get('service', other);
    if (companion?.bookable) companions.push({ service: companion, slots: slotsFor(other) });
  }
  const places: readonly Place[] = await store.all('place');
  const diet = (await store.get('taxonomy', 'diet'))?.terms ?? [];
  return {
    service,
    slots: slotsFor(id),
    companions,
    places: new Map(places.map((place) => [place.id, place])),
    tags: new Map(diet.map(({ id: tag, name }) => [tag, name])),
    own: await runtime.ownPlaces(),
  };
}

/**
 * How many stand in the line before a booking.
 * @returns undefined until this terminal has heard of the booking in the line
 */
export async function peopleBefore({ store }: Runtime, id: string): Promise<number | undefined> {
  const mine = await store.get('booking', id);
  if (mine?.status !== 'waiting' || mine.since === undefined) return undefined;
  const { slot, since } = mine;
  const line = (await store.all('booking')).filter((each) => each.slot === slot && each.status === 'waiting');
  return line.filter((each) => each.since !== undefined && each.since < since).length;
}
