import type { Notice, NoticeScreen } from './schema/notice.ts';
import type { Place } from './schema/place.ts';
import { placesAround } from './whereabouts.ts';

/** A screen that shows notices. */
export interface Viewpoint {
  readonly screen: NoticeScreen;
  /** Id of the place where staff say it stands; undefined where they did not. */
  readonly place: string | undefined;
  /** Those of the site, which say what lies within what. */
  readonly places: readonly Pick<Place, 'id' | 'within'>[];
}

/** Whether a notice is meant for a screen. One that stands nowhere shows what is meant for no place in particular. */
export function isMeantFor(
  { targets }: Pick<Notice, 'targets'>,
  { screen, place, places }: Viewpoint,
): boolean {
  if (!targets) return true;
  const isScreen = targets.screens.length === 0 || targets.screens.includes(screen);
  return isScreen && (targets.places.length === 0 || isWithin(targets.places, placesAround(place, places)));
}

const isWithin = (wanted: readonly string[], around: readonly string[]): boolean =>
  around.some((id) => wanted.includes(id));

/**
 * What a screen shows now, the important first.
 * @param nowMs by the hub's clock, milliseconds since 1970
 */
export const noticesFor = (
  notices: readonly Notice[],
  viewpoint: Viewpoint,
  nowMs: number,
): readonly Notice[] =>
  notices
    .filter(
      (notice) =>
        (notice.from === undefined || Date.parse(notice.from) <= nowMs) &&
        (notice.until === undefined || nowMs < Date.parse(notice.until)) &&
        isMeantFor(notice, viewpoint),
    )
    .sort((one, other) => Number(other.urgency === 'important') - Number(one.urgency === 'important'));
