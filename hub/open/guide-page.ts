import { fieldName } from '../../src/access/messages/exchange-columns.ts';
import type { Place } from '../../src/model/schema/place.ts';
import type { Guide, Service } from '../../src/model/schema/service.ts';
import type { Site, Taxonomy } from '../../src/model/schema/site.ts';
import type { Language, Localized } from '../../src/model/schema/text.ts';
import { guidePath } from './addresses.ts';
import { type OpenPage, textIn, wordsOf } from './frame.ts';
import { weeklyHoursText } from './hours-text.ts';
import { type Markup, html } from './html.ts';

/** What a printed code opens on somebody's own phone: of what is published and nothing else. */
export interface Guiding {
  readonly site: Site;
  readonly language: Language;
}

/** One line of a guide: what it is called, and what is said; undefined where nobody set it. */
type Line = readonly [name: string, text: string | undefined];

/** @returns the services of a hall, by the categories of its catalogue, and its places */
export function hallPage(
  guiding: Guiding,
  services: readonly Service[],
  places: readonly Place[],
  taxonomies: readonly Taxonomy[],
): OpenPage {
  const { site, language } = guiding;
  const words = wordsOf(language);
  const shown = services.filter(({ discreet }) => !discreet);
  const categories = taxonomies.find(({ id }) => id === 'category')?.terms ?? [];
  const grouped = categories.map(({ id, name }) =>
    group(
      guiding,
      'service',
      textIn(name, language),
      shown.filter(({ category }) => category === id),
    ),
  );
  const known = new Set(categories.map(({ id }) => id));
  const rest = shown.filter(({ category }) => !known.has(category));
  return page(guiding, guidePath(site.id), textIn(site.name, language), [
    html`<p class="lead">${textIn(site.summary, language)}</p>`,
    ...grouped,
    group(guiding, 'service', words.services, rest),
    group(guiding, 'place', words.places, places),
  ]);
}

/** @returns one service with its guide */
export function servicePage(guiding: Guiding, service: Service, place: Place | undefined): OpenPage {
  const { site, language } = guiding;
  const words = wordsOf(language);
  const lines: Line[] = [
    [fieldName('place', language), place && textIn(place.name, language)],
    [fieldName('withoutScreen', language), textIn(service.withoutScreen, language)],
    ...guideLines(service.guide, language),
  ];
  return page(guiding, guidePath(site.id, 'service', service.id), textIn(service.name, language), [
    html`<p class="lead">${textIn(service.summary, language)}</p>`,
    ...(service.bookable ? [html`<p>${words.book}</p>`] : []),
    facts(lines, language),
    back(guiding),
  ]);
}

/** @returns one place */
export function placePage(guiding: Guiding, place: Place): OpenPage {
  const { site, language } = guiding;
  const text = (value: Localized | undefined) => value && textIn(value, language);
  const lines: Line[] = [
    [fieldName('address', language), text(place.address)],
    [fieldName('directions', language), text(place.directions)],
    [fieldName('hours', language), weeklyHoursText(place.hours, language)],
    [fieldName('phone', language), place.phone],
  ];
  return page(guiding, guidePath(site.id, 'place', place.id), textIn(place.name, language), [
    ...(place.summary ? [html`<p class="lead">${textIn(place.summary, language)}</p>`] : []),
    facts(lines, language),
    back(guiding),
  ]);
}

/** Somebody stands before a code of something that is gone. */
export function unknownPage(guiding: Guiding): OpenPage {
  const { site, language } = guiding;
  const words = wordsOf(language);
  return page(guiding, guidePath(site.id), words.unknown, [
    html`<p>${words['unknown.text']}</p>`,
    back(guiding),
  ]);
}

/** The same where the whole hall is gone. */
export function unknownHallPage(self: string, language: Language): OpenPage {
  const words = wordsOf(language);
  return {
    language,
    self,
    title: words.unknown,
    owner: html`<img src="/icon.svg" alt="" /> 邻里 Linli`,
    isBilingual: true,
    main: html`<h1>${words.unknown}</h1>
      <p>${words['unknown.hall']}</p>`,
  };
}

function page({ site, language }: Guiding, self: string, title: string, parts: readonly Markup[]): OpenPage {
  return {
    language,
    self,
    title,
    owner: html`${textIn(site.hall, language)}`,
    site: site.id,
    isBilingual: site.languages.length > 1,
    main: html`<h1>${title}</h1>
      ${site.demo && html`<p><span class="demo">${wordsOf(language)['demo.text']}</span></p>`} ${parts}`,
  };
}

function group(
  { site, language }: Guiding,
  kind: 'service' | 'place',
  heading: string,
  items: readonly (Service | Place)[],
): Markup {
  const rows = items.map(({ id, name, summary }) => {
    const about = summary && html`<span>${textIn(summary, language)}</span>`;
    const address = `${guidePath(site.id, kind, id)}?language=${language}`;
    return html`<li>
      <a href="${address}"><strong>${textIn(name, language)}</strong>${about}</a>
    </li>`;
  });
  return rows.length === 0
    ? html``
    : html`<section>
        <h2>${heading}</h2>
        <ul class="list">
          ${rows}
        </ul>
      </section>`;
}

const back = ({ site, language }: Guiding): Markup =>
  html`<p>
    <a class="button" href="${guidePath(site.id)}?language=${language}">${wordsOf(language).back}</a>
  </p>`;

/** What is set line by line; of the rest only what it is called: a page of nothing but “not set” helps nobody. */
function facts(lines: readonly Line[], language: Language): Markup {
  const words = wordsOf(language);
  const set = lines.flatMap(([name, text]) =>
    text
      ? [
          html`<div>
            <dt>${name}</dt>
            <dd>${text}</dd>
          </div>`,
        ]
      : [],
  );
  const names = lines.flatMap(([name, text]) => (text ? [] : [name])).join(words['unset.between']);
  return html`${set.length > 0 && html`<dl>${set}</dl>`}
  ${names !== '' && html`<p class="note">${words['unset.text'].replace('{names}', () => names)}</p>`}`;
}

/** What a resident needs first comes first. Those of the second list are left out where nobody set them. */
const NEEDED = [
  'who',
  'materials',
  'requirements',
  'steps',
  'fee',
  'promisedLimit',
  'hours',
  'phone',
] as const;
const FURTHER = [
  'window',
  'directions',
  'legalLimit',
  'visits',
  'forms',
  'departments',
  'outcome',
  'refusalReasons',
  'remedy',
  'questions',
  'complaints',
  'authority',
  'kind',
  'basis',
  'feeBasis',
  'code',
] as const satisfies readonly Exclude<keyof Guide, (typeof NEEDED)[number]>[];

function guideLines(guide: Guide, language: Language): readonly Line[] {
  const line = (field: (typeof NEEDED)[number] | (typeof FURTHER)[number]): Line => [
    fieldName(`guide.${field}`, language),
    guideText(guide, field, language),
  ];
  return [...NEEDED.map(line), ...FURTHER.map(line).filter(([, text]) => text)];
}

function guideText(guide: Guide, field: keyof Guide, language: Language): string | undefined {
  const value = guide[field];
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return textIn(value, language);
  const items = value.flatMap((item) => {
    if (!('noLongerRequired' in item)) return [textIn(item, language)];
    return item.noLongerRequired ? [] : [textIn(item.name, language)];
  });
  if (items.length === 0) return undefined;
  return items.length === 1 ? items[0] : items.map((item, at) => `${at + 1}. ${item}`).join('\n');
}
