import { openPages } from '../../src/access/messages/open-print.ts';
import type { Language, Localized } from '../../src/model/schema/text.ts';
import { type Markup, html } from './html.ts';

/** What every page without scripts has. */
export interface OpenPage {
  readonly language: Language;
  /** Where it is itself, without a query. */
  readonly self: string;
  readonly title: string;
  /** Whose page it is. */
  readonly owner: Markup;
  /** The site whose colour it wears. */
  readonly site?: string;
  /** Whether there is another language to read it in. */
  readonly isBilingual: boolean;
  readonly main: Markup;
}

/** Where a hub runs without its pages built: the same page, plain. */
const BARE =
  '<!doctype html>\n<html lang="zh-Hans">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title></title></head>\n<body></body>\n</html>\n';

export const wordsOf = (language: Language): (typeof openPages)[Language] => openPages[language];

/** A text in the language of the page; Chinese where it has no English. */
export const textIn = (text: Localized, language: Language): string =>
  language === 'en' ? (text.en ?? text.zh) : text.zh;

/**
 * @param template the page as it was built (`src/open/index.html`); undefined while nothing is built
 * @returns the whole page
 */
export function wholePage(page: OpenPage, template: string = BARE): string {
  const { language, self, title, owner, site, isBilingual, main } = page;
  const other: Language = language === 'en' ? 'zh-Hans' : 'en';
  const change =
    isBilingual && html`<a href="${self}?language=${other}" lang="${other}">${wordsOf(language).other}</a>`;
  const body = html`<body${site !== undefined && html` data-site="${site}"`}>
<header><span>${owner}</span>${change}</header>
<main>
${main}
</main>
</body>`;
  return template
    .replace('lang="zh-Hans"', () => `lang="${language}"`)
    .replace('<title></title>', () => html`<title>${title}</title>`.text)
    .replace('<body></body>', () => body.text);
}
