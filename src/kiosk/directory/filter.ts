import { tileOffers } from '../../model/content/tiles.ts';
import { openState } from '../../model/hours.ts';
import type { Place } from '../../model/schema/place.ts';
import type { ChannelKind, Service } from '../../model/schema/service.ts';
import type { Site, TileTarget } from '../../model/schema/site.ts';

/** What a visitor narrowed the list of services to; an empty list means "any". */
export interface ServiceFilter {
  readonly categories: readonly string[];
  readonly audiences: readonly string[];
  readonly channels: readonly ChannelKind[];
  readonly openNow: boolean;
}

export const NO_FILTER: ServiceFilter = { categories: [], audiences: [], channels: [], openNow: false };

/** The services a tile stands for: those it names, and those of its categories or audiences. */
export function servicesOfTile(
  services: readonly Service[],
  target: Extract<TileTarget, { view: 'services' }> | undefined,
): readonly Service[] {
  const byNumber = (service: Service) => service.no ?? Number.MAX_SAFE_INTEGER;
  if (!target) return [...services].sort((a, b) => byNumber(a) - byNumber(b));
  const named = new Map((target.services ?? []).map((id, index) => [id, index]));
  const rank = (service: Service) => named.get(service.id) ?? named.size + byNumber(service);
  return services.filter((service) => tileOffers(target, service)).sort((a, b) => rank(a) - rank(b));
}

/** Whether the place of a service is open now; `unset` where neither place nor hall has hours. */
export function serviceOpenState(
  service: Service,
  places: ReadonlyMap<string, Place>,
  site: Site,
  nowMs: number,
): ReturnType<typeof openState> {
  const place = service.place === undefined ? undefined : places.get(service.place);
  return openState(place?.hours ?? site.hours.weekly, nowMs, site.timeZone);
}

export function applyFilter(
  services: readonly Service[],
  filter: ServiceFilter,
  isOpen: (service: Service) => boolean,
): readonly Service[] {
  const any = <T>(wanted: readonly T[], has: readonly T[]) =>
    wanted.length === 0 || wanted.some((each) => has.includes(each));
  return services.filter(
    (service) =>
      any(filter.categories, [service.category]) &&
      any(filter.audiences, service.audience) &&
      any(
        filter.channels,
        service.channels.map(({ kind }) => kind),
      ) &&
      (!filter.openNow || isOpen(service)),
  );
}
