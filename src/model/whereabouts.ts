import type { Place } from './schema/place.ts';

/** Of a place, what tells where it is. */
export type Located = Pick<Place, 'id' | 'within' | 'address'>;

/**
 * @param id of a place; undefined where nobody said which
 * @returns the place and those it lies within, the innermost first; one that is not listed stands alone
 */
export function placesAround(
  id: string | undefined,
  places: readonly Pick<Place, 'id' | 'within'>[],
): readonly string[] {
  const around: string[] = [];
  const within = new Map<string, string | undefined>(places.map((place) => [place.id, place.within]));
  for (let here = id; here !== undefined && !around.includes(here); here = within.get(here))
    around.push(here);
  return around;
}

/**
 * Whether two places are in two buildings, so that who stands at one of them has to leave the house to come to the other.
 * What lies within the same place is not; of all else only the addresses can tell. Whatever leaves a doubt counts as no:
 * nobody is sent away from the house they came to.
 * @param one id of a place; undefined where nobody said which
 */
export function isElsewhere(
  one: string | undefined,
  other: string | undefined,
  places: readonly Located[],
): boolean {
  const [around, aroundOther] = [placesAround(one, places), placesAround(other, places)];
  if (around.some((id) => aroundOther.includes(id))) return false;
  const [house, otherHouse] = [houseOf(around, places), houseOf(aroundOther, places)];
  return house !== undefined && otherHouse !== undefined && !isSameHouse(house, otherHouse);
}

/** Up to its house an address names a street and a number: `乐清路` and `8`. */
interface House {
  readonly street: string;
  readonly number: string;
}

/**
 * Of floors, rooms and buildings behind the number nothing is asked. Several numbers (8-10号, 8号、10号) are none, nor are those
 * of doors, halls and lines of the underground (2号门).
 */
const HOUSE = /^(\D+)(\d+)号(?![、,和及与至~-]\d|[门口厅窗会馆库室出入线])/u;

/** @returns undefined where the nearest address names no house by its number */
function houseOf(around: readonly string[], places: readonly Located[]): House | undefined {
  const addresses = around.map((id) => places.find((place) => place.id === id)?.address?.zh);
  const address = addresses.find((each) => each !== undefined) ?? '';
  const [, street, number] = HOUSE.exec(address.normalize('NFKC').replaceAll(/\s/gu, '')) ?? [];
  return street && number ? { street, number } : undefined;
}

/** So many signs at the end of a street's name say that it may be the same: one address may begin with the city or a district. */
const SAME_END = 2;

function isSameHouse(one: House, other: House): boolean {
  const length = Math.min(SAME_END, one.street.length, other.street.length);
  return one.number === other.number && one.street.slice(-length) === other.street.slice(-length);
}
