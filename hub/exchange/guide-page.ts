import { fieldName, guidePage } from '../../src/access/messages/exchange-columns.ts';
import type { Place } from '../../src/model/schema/place.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { Language, Localized } from '../../src/model/schema/text.ts';

/** A page of plain HTML for people's own phones: what a printed code opens. No script, nothing kept, nothing asked. */
export interface GuidePage {
  readonly site: Site;
  readonly language: Language;
  /** Where the whole list is. */
  readonly home: string;
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

export const GUIDE_STYLE = '/open/guide.css';

/** The style sheet of these pages: large type, one column, dark where the phone is. */
export const guideStyle = `:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, "Noto Sans SC", sans-serif; }
body { margin: 0 auto; padding: 1rem 1rem 3rem; max-width: 40rem; }
header { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 2px solid; padding-bottom: 0.5rem; }
h1 { font-size: 1.75rem; line-height: 1.3; }
h2 { font-size: 1.25rem; margin-top: 2rem; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; white-space: pre-line; }
a { display: inline-block; padding: 0.5rem 0; }
ul { list-style: none; padding: 0; }
li { border-bottom: 1px solid; border-color: rgb(128 128 128 / 40%); }
.unset { opacity: 0.75; }
.demo { border: 2px solid; padding: 0.5rem 1rem; border-radius: 0.5rem; }
`;

const of = (text: Localized, language: Language): string =>
  language === 'en' ? (text.en ?? text.zh) : text.zh;

function frame(
  { site, language, home }: GuidePage,
  title: string,
  body: string,
  isHome: boolean,
  self: string,
): string {
  const words = guidePage[language];
  const other = language === 'en' ? 'zh-Hans' : 'en';
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><link rel="stylesheet" href="${GUIDE_STYLE}"></head>
<body>
<header><span>${escape(of(site.hall, language))}</span><a href="${escape(self)}?language=${other}" lang="${other}">${escape(words.other)}</a></header>
<main><h1>${escape(title)}</h1>
${site.demo ? `<p class="demo">${escape(words.demo)}</p>` : ''}
${body}
${isHome ? '' : `<p><a href="${escape(home)}?language=${language}">${escape(words.back)}</a></p>`}
</main></body></html>`;
}

const row = (label: string, value: string | undefined, unset: string): string =>
  `<dt>${escape(label)}</dt><dd${value ? '' : ' class="unset"'}>${escape(value ?? unset)}</dd>`;

/** @returns the services and places of a hall */
export function homePage(page: GuidePage, services: readonly Service[], places: readonly Place[]): string {
  const { language, home, site } = page;
  const words = guidePage[language];
  const list = (kind: string, items: readonly { readonly id: string; readonly name: Localized }[]) =>
    `<ul>${items.map(({ id, name }) => `<li><a href="${escape(`${home}${kind}/${encodeURIComponent(id)}/`)}?language=${language}">${escape(of(name, language))}</a></li>`).join('')}</ul>`;
  return frame(
    page,
    of(site.name, language),
    `<h2>${escape(words.services)}</h2>${list(
      'service',
      services.filter(({ discreet }) => !discreet),
    )}<h2>${escape(words.places)}</h2>${list('place', places)}`,
    true,
    home,
  );
}

const GUIDE_TEXTS = [
  'who',
  'fee',
  'promisedLimit',
  'legalLimit',
  'window',
  'hours',
  'directions',
  'outcome',
  'remedy',
  'questions',
  'complaints',
] as const;
const GUIDE_LISTS = ['requirements', 'steps', 'forms', 'departments', 'refusalReasons'] as const;

/** @returns one service with its guide */
export function servicePage(page: GuidePage, service: Service, place: Place | undefined): string {
  const { language, home } = page;
  const { unset } = guidePage[language];
  const { guide } = service;
  const lines = (items: readonly Localized[] | undefined) =>
    items && items.length > 0
      ? items.map((item, index) => `${index + 1}. ${of(item, language)}`).join('\n')
      : undefined;
  const materials = guide.materials
    ?.filter(({ noLongerRequired }) => !noLongerRequired)
    .map(({ name }) => name);
  const texts = GUIDE_TEXTS.map((name) => {
    const text = guide[name];
    return row(fieldName(`guide.${name}`, language), text && of(text, language), unset);
  });
  const lists = GUIDE_LISTS.filter((name) => name === 'requirements' || name === 'steps' || guide[name]).map(
    (name) => row(fieldName(`guide.${name}`, language), lines(guide[name]), unset),
  );
  const body = `<p>${escape(of(service.summary, language))}</p><dl>
${row(fieldName('place', language), place && of(place.name, language), unset)}
${texts[0] ?? ''}
${row(fieldName('guide.materials', language), lines(materials), unset)}
${lists.join('\n')}
${texts.slice(1).join('\n')}
${row(fieldName('guide.phone', language), guide.phone, unset)}
${row(fieldName('withoutScreen', language), of(service.withoutScreen, language), unset)}
</dl>`;
  return frame(
    page,
    of(service.name, language),
    body,
    false,
    `${home}service/${encodeURIComponent(service.id)}/`,
  );
}

/** @returns one place */
export function placePage(page: GuidePage, place: Place): string {
  const { language, home } = page;
  const { unset } = guidePage[language];
  const text = (value: Localized | undefined) => value && of(value, language);
  const hours = place.hours
    ?.map(({ days, opens, closes }) => `${days.join(' ')} ${opens}–${closes}`)
    .join('\n');
  const body = `${place.summary ? `<p>${escape(of(place.summary, language))}</p>` : ''}<dl>
${row(fieldName('address', language), text(place.address), unset)}
${row(fieldName('directions', language), text(place.directions), unset)}
${row(fieldName('hours', language), hours, unset)}
${row(fieldName('phone', language), place.phone, unset)}
</dl>`;
  return frame(page, of(place.name, language), body, false, `${home}place/${encodeURIComponent(place.id)}/`);
}

export function unknownPage(page: GuidePage): string {
  const words = guidePage[page.language];
  return frame(page, words.unknown, `<p>${escape(words['unknown.text'])}</p>`, false, page.home);
}
