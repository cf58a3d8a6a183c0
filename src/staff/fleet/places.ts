import type { Fleet, FleetTerminal } from '../../model/schema/staff-fleet.ts';
import type { FleetWords } from './fleet-words.ts';

/** Where a terminal stands, in words. */
export function placeName(
  { t, of }: FleetWords,
  { places }: Pick<Fleet, 'places'>,
  { place }: Pick<FleetTerminal, 'place'>,
): string {
  if (place === undefined) return t('place.none');
  const known = places.find(({ id }) => id === place);
  return known ? of(known.name) : t('place.gone');
}

/** Terminals that stand together. */
export interface Group {
  /** Empty: nobody has said where they stand. */
  readonly place: string;
  readonly name: string;
  readonly terminals: readonly FleetTerminal[];
}

/** Terminals by place, in the order of their names; those without one last. */
export function byPlace(words: FleetWords, fleet: Pick<Fleet, 'places' | 'terminals'>): readonly Group[] {
  const shown = fleet.terminals.filter(({ status }) => status === 'paired');
  const places = [...new Set(shown.map(({ place = '' }) => place))];
  return places
    .map((place) => {
      const terminals = shown.filter((each) => (each.place ?? '') === place);
      return { place, name: placeName(words, fleet, terminals[0] ?? {}), terminals };
    })
    .sort(
      (a, b) =>
        Number(a.place === '') - Number(b.place === '') || a.name.localeCompare(b.name, words.language),
    );
}
