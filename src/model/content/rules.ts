import { contrastRatio } from '../contrast.ts';
import type { Service } from '../schema/service.ts';
import type { WeeklyHours } from '../schema/text.ts';
import { taxonomy } from '../schema/site.ts';
import { type Collected, type Entry, textOf } from './collect.ts';
import { type Fault, faultAt } from './files.ts';
import { tileOffers } from './tiles.ts';

/** WCAG 2.2, 1.4.3: white text on the accent and the accent on white must be readable. */
const LEAST_CONTRAST = 4.5;

function hoursFaults(
  entry: Entry<unknown>,
  path: readonly PropertyKey[],
  hours: readonly WeeklyHours[] = [],
): Fault[] {
  return hours.flatMap((span, index) =>
    span.opens < span.closes
      ? []
      : [
          faultAt(
            entry,
            [...path, index, 'closes'],
            `closes at ${span.closes}, before it opens at ${span.opens}`,
            'write the closing time after the opening time; a night is two entries, to 23:59 and from 00:00',
          ),
        ],
  );
}

function siteFaults(all: Collected, folder: string): Fault[] {
  const { site } = all;
  const faults: Fault[] = [];
  const written = textOf(all.siteWritten?.value, 'id');
  if (all.siteWritten && written !== undefined && written !== folder)
    faults.push(
      faultAt(
        all.siteWritten,
        ['id'],
        `the id "${written}" differs from the folder "${folder}"`,
        'give the folder and the site the same name',
      ),
    );
  if (!site) return faults;
  const { accent } = site.value.brand;
  const contrast = contrastRatio(accent, '#ffffff');
  if (contrast < LEAST_CONTRAST)
    faults.push(
      faultAt(
        site,
        ['brand', 'accent'],
        `${accent} has a contrast of ${(Math.floor(contrast * 100) / 100).toFixed(2)}:1 on white`,
        `choose a darker colour, with ${LEAST_CONTRAST}:1 or more`,
      ),
    );
  return [...faults, ...hoursFaults(site, ['hours', 'weekly'], site.value.hours.weekly)];
}

const noticeFaults = (all: Collected): Fault[] =>
  all.valid.notices.flatMap((entry) => {
    const { from, until } = entry.value;
    return from && until && Date.parse(until) <= Date.parse(from)
      ? [faultAt(entry, ['until'], 'ends before it begins', 'set until later than from')]
      : [];
  });

/** A list that a site may do without: nothing of the terminal's own asks for it. */
const OPTIONAL_LISTS: readonly string[] = ['diet'];

/** Each other list of terms must be there: a terminal asks for all three by name. */
function taxonomyFaults(all: Collected): Fault[] {
  const [first] = all.written.taxonomies;
  if (!first || all.unread.has('taxonomies')) return [];
  const there = all.written.taxonomies.map((entry) => textOf(entry.value, 'id'));
  return taxonomy.shape.id.options
    .filter((id) => !there.includes(id) && !OPTIONAL_LISTS.includes(id))
    .map((id) => ({
      file: first.file,
      path: 'taxonomies',
      problem: `the list of terms "${id}" is missing`,
      mend: `add an entry with "id": "${id}"`,
    }));
}

/** Whether every entry of the lists could be read, so that an empty tile is the tile's own fault. */
const complete = (all: Collected, ...roles: (keyof Collected['valid'])[]): boolean =>
  roles.every((role) => !all.unread.has(role) && all.valid[role].length === all.written[role].length);

/** A tile that leads nowhere is a dead end for the person who presses it. */
function tileFaults(all: Collected, services: readonly Service[]): Fault[] {
  const { site } = all;
  if (!site) return [];
  return site.value.tiles.flatMap(({ opens }, index) => {
    const empty = (what: string, where: string) => [
      faultAt(
        site,
        ['tiles', index, 'opens'],
        `opens nothing: this site has no ${what}`,
        `${where}, or remove the tile`,
      ),
    ];
    switch (opens.view) {
      case 'services':
        return complete(all, 'services', 'catalogue-services') &&
          !services.some((one) => tileOffers(opens, one))
          ? empty('service it would show', 'list such a service in services.json')
          : [];
      case 'places':
        return complete(all, 'places') &&
          !all.valid.places.some(({ value }) => !opens.kinds || opens.kinds.includes(value.kind))
          ? empty('place it would show', 'add such a place to places.json')
          : [];
      case 'indicators':
        return complete(all, 'indicators') && all.valid.indicators.length === 0
          ? empty('indicator', 'add a table to indicators.json')
          : [];
      // One service is judged as a reference; notices come and go, and having none today is no fault.
      case 'service':
      case 'notices':
        return [];
    }
  });
}

/**
 * What the forms alone cannot say.
 * @param folder the name of the site's folder
 * @param services the services that could be put together
 */
export function ruleFaults(all: Collected, folder: string, services: readonly Service[]): Fault[] {
  return [
    ...siteFaults(all, folder),
    ...all.valid.places.flatMap((entry) => hoursFaults(entry, ['hours'], entry.value.hours)),
    ...noticeFaults(all),
    ...taxonomyFaults(all),
    ...tileFaults(all, services),
  ];
}
