import type { Service } from '../schema/service.ts';
import type { TileTarget } from '../schema/site.ts';

type Choice = Extract<TileTarget, { view: 'services' }>;

/**
 * Which services a tile offers: those it names, and those of its categories for its audiences. A tile that says
 * neither offers all of them.
 * @param choice what the tile opens
 * @param service a service of the site
 */
export function tileOffers(
  choice: Pick<Choice, 'categories' | 'audiences' | 'services'>,
  service: Pick<Service, 'id' | 'category' | 'audience'>,
): boolean {
  if (choice.services?.includes(service.id)) return true;
  const { categories, audiences } = choice;
  if (!categories && !audiences) return !choice.services;
  return (
    (!categories || categories.includes(service.category)) &&
    (!audiences || service.audience.some((audience) => audiences.includes(audience)))
  );
}
