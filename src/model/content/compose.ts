import { parseFigure, unitOfName } from '../indicator.ts';
import type { Indicator, IndicatorTable } from '../schema/indicator.ts';
import {
  type CatalogueService,
  type Guide,
  type Service,
  type SiteService,
  bookingTerms,
} from '../schema/service.ts';

/** The entries of an object that are set, so that an unset field never hides a set one. */
function set<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}

/** What the site says of the guide stands before what the catalogue says, field by field. */
const mergeGuides = (catalogue: Guide, site: Guide | undefined): Guide => ({
  ...catalogue,
  ...set(site ?? {}),
});

/**
 * A service as a terminal receives it: the shared catalogue's entry with what the site says differently.
 * Its pinyin is empty; the hub fills it in when it publishes.
 */
export function composeService(catalogue: CatalogueService, atSite: SiteService): Service {
  const { seeds: _documents, ...shared } = catalogue;
  const { service: _id, schedules = [], terms, guide, ...differing } = atSite;
  return {
    ...shared,
    ...set(differing),
    guide: mergeGuides(shared.guide, guide),
    bookable: schedules.some(({ place }) => place !== undefined || atSite.place !== undefined),
    terms: terms ?? bookingTerms.parse({}),
    pinyin: [],
  } as Service;
}

/** The rows of a table as indicators: what is printed, with what could be read from it. */
export function indicatorsOf(table: IndicatorTable): Indicator[] {
  return table.rows.map((row, order) => {
    const { base, target, current, ...printed } = row;
    const unit = unitOfName(row.name.zh);
    return {
      ...printed,
      table: table.id,
      tableTitle: table.title,
      order,
      ...(unit === undefined ? {} : { unit }),
      ...(table.baseLabel ? { baseLabel: table.baseLabel } : {}),
      targetLabel: table.targetLabel,
      ...(base === undefined ? {} : { base: parseFigure(base) }),
      ...(target === undefined ? {} : { target: parseFigure(target) }),
      ...(current ? { current: { ...parseFigure(current.value), asOf: current.asOf } } : {}),
      source: table.source,
    };
  });
}
