import { type TemplateResult, html, nothing } from 'lit';
import type { StaffSession, StaffSite } from '../../model/schema/staff.ts';
import { type Desk, desksFor, grouped } from './desks.ts';
import { deskPath } from './route.ts';
import type { StaffWords } from './words.ts';

/**
 * What a person finds after signing in: each site they may work at, and its desks.
 * @param lastSite the site last worked at; it comes first
 */
export function startPage(
  session: StaffSession,
  words: StaffWords,
  lastSite: string | undefined,
): TemplateResult {
  const { t } = words;
  const offered = session.sites
    .map((site) => ({ site, desks: desksFor(site.roles) }))
    .filter(({ desks }) => desks.length > 0)
    .sort((a, b) => Number(b.site.id === lastSite) - Number(a.site.id === lastSite));
  const many = offered.some(({ desks }) => grouped(desks).length > 1);
  return html`
    <h1 tabindex="-1">${t('start.hello', { name: session.staff.shownName })}</h1>
    ${
      offered.length === 0
        ? html`<div class="panel">
            <h2>${t('start.none')}</h2>
            <p>${t('start.none.next')}</p>
          </div>`
        : nothing
    }
    ${offered.map(({ site, desks }, at) => {
      const heading = html`<h2 class="row" id="site-${site.id}">
        ${words.of(site.name)} ${site.demo ? html`<span class="tag">${t('page.demo')}</span>` : nothing}
        ${offered.length > 1 && site.id === lastSite ? html`<span class="tag">${t('start.last')}</span>` : nothing}
      </h2>`;
      // Whoever has many desks at many sites sees those of one; the others unfold.
      return many && offered.length > 1
        ? html`<details class="site" ?open=${at === 0}>
            <summary>${heading}</summary>
            ${desksOf(site, desks, words, many)}
          </details>`
        : html`<section class="site" aria-labelledby="site-${site.id}">
            ${heading} ${desksOf(site, desks, words, many)}
          </section>`;
    })}
  `;
}

const desksOf = (
  site: StaffSite,
  desks: readonly Desk[],
  { t }: StaffWords,
  many: boolean,
): readonly TemplateResult[] =>
  grouped(desks).map(
    ({ group, desks: together }) => html`
      ${many ? html`<h3 class="together">${t(`group.${group}`)}</h3>` : nothing}
      <ul class="desks">
        ${together.map(
          ({ name, icon, label, text }) =>
            html`<li>
              <a class="desk" href=${deskPath(site.id, name)}>
                <linli-icon name=${icon}></linli-icon>
                <span><strong>${t(label)}</strong><span class="hint">${t(text)}</span></span>
              </a>
            </li>`,
        )}
      </ul>
    `,
  );
