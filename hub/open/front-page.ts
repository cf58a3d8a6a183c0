import type { Site } from '../../src/model/schema/site.ts';
import type { Language } from '../../src/model/schema/text.ts';
import { guidePath } from './addresses.ts';
import { type OpenPage, textIn, wordsOf } from './frame.ts';
import { type Markup, html } from './html.ts';

/** The first thing that whoever set a hub up sees of it: its sites, and the way to work. */
export function frontPage(sites: readonly Site[], language: Language, version: string): OpenPage {
  const words = wordsOf(language);
  const none = html`<section>
    <h2>${words['front.none']}</h2>
    <p>${words['front.none.text']}</p>
  </section>`;
  return {
    language,
    self: '/',
    title: words['front.title'],
    owner: html`<img src="/icon.svg" alt="" /> 邻里 Linli`,
    isBilingual: true,
    main: html`<div class="head">
        <h1>${words['front.heading']}</h1>
        <p class="lead">${words['front.lead']}</p>
      </div>
      ${
        sites.length === 0
          ? none
          : html`<ul class="cards">
              ${sites.map((site) => card(site, language))}
            </ul>`
      }
      <section>
        <h2>${words['front.staff']}</h2>
        <p>${words['front.staff.text']}</p>
        <p class="actions"><a class="button" href="/staff/">${words['front.sign-in']}</a></p>
      </section>
      <footer>
        <a href="/hsds/">${words['front.hsds']}</a>
        <a href="/api/openapi.json">${words['front.openapi']}</a>
        <span>${words['front.version'].replace('{version}', version)}</span>
      </footer>`,
  };
}

function card(site: Site, language: Language): Markup {
  const words = wordsOf(language);
  const query = `?site=${encodeURIComponent(site.id)}`;
  const name = textIn(site.name, language);
  const link = (className: string, address: string, text: string) =>
    html`<a class="${className}" href="${address}" aria-label="${`${text} · ${name}`}">${text}</a>`;
  return html`<li class="card" data-site="${site.id}">
    <h2>${name} ${site.demo && html`<span class="demo">${words.demo}</span>`}</h2>
    <p class="note">${textIn(site.summary, language)}</p>
    <p class="actions">
      ${link('button first', `/kiosk/${query}`, words['front.kiosk'])}
      ${link('button', `/display/${query}`, words['front.display'])}
      ${link('button', guidePath(site.id), words['front.guide'])}
    </p>
  </li>`;
}
