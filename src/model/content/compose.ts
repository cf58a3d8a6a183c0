import { parseFigure, unitOfName } from '../indicator.ts';
import type { Indicator, IndicatorTable } from '../schema/indicator.ts';
import {
  type AdoptedService,
  type CatalogueService,
  type Guide,
  type OwnService,
  type Service,
  type ServiceId,
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
export function composeService(catalogue: CatalogueService, atSite: AdoptedService): Service {
  const { seeds: _documents, ...shared } = catalogue;
  const { service: _id, own: _own, schedules: _schedules, terms: _terms, guide, ...differing } = atSite;
  return {
    ...shared,
    ...set(differing),
    guide: mergeGuides(shared.guide, guide),
    ...madeOf(atSite),
  } as Service;
}

/** A service of the site's own as a terminal receives it, which cannot tell the two apart. */
export function composeOwn(atSite: OwnService): Service {
  const { service: id, own: _own, schedules: _schedules, terms: _terms, ...said } = atSite;
  return { id: id as ServiceId, ...said, ...madeOf(atSite) };
}

/** What a terminal gets to know besides what was written. */
const madeOf = ({ schedules = [], place, terms }: SiteService) => ({
  bookable: schedules.some((schedule) => schedule.place !== undefined || place !== undefined),
  terms: terms ?? bookingTerms.parse({}),
  pinyin: [],
});

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
