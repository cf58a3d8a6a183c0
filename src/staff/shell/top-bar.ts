import { type TemplateResult, html, nothing } from 'lit';
import type { StaffSession } from '../../model/schema/staff.ts';
import { desksFor, grouped } from './desks.ts';
import { type StaffRoute, deskPath, siteOf } from './route.ts';
import type { StaffWords } from './words.ts';

/** More desks than these are shown at the side. */
const MOST_IN_BAR = 5;

export interface TopBar {
  readonly words: StaffWords;
  readonly route: StaffRoute;
  /** Left out while nobody is signed in, or a password has to be chosen first. */
  readonly session: StaffSession | undefined;
  /** Whether somebody can sign out. */
  readonly canLeave: boolean;
  readonly onSkip: () => void;
  readonly onLanguage: () => void;
  readonly onSignOut: () => void;
}

/** The bar at the top: where one is, the desks of this site, and on the right language, account and the way out. */
export function topBar(bar: TopBar): TemplateResult {
  const { words, route, session } = bar;
  const { t } = words;
  const site = session && siteOf(route, session);
  return html`
    <header>
      <button type="button" class="skip" @click=${bar.onSkip}>${t('page.skip')}</button>
      <a class="brand" href="/staff/">${t('page.title')}</a>
      ${
        site
          ? html`<span class="where">
              ${words.of(site.name)} ${site.demo ? html`<span class="tag">${t('page.demo')}</span>` : nothing}
            </span>`
          : nothing
      }
      ${session && !hasRail(bar) ? html`<nav aria-label=${t('nav.label')}>${links(session, bar)}</nav>` : nothing}
      <div class="tools">
        <button type="button" class="quiet" @click=${bar.onLanguage}>
          <linli-icon name="languages"></linli-icon
          ><span lang=${words.language === 'en' ? 'zh-Hans' : 'en'}>${t('page.language')}</span>
        </button>
        ${
          bar.canLeave
            ? html`<button type="button" class="quiet" @click=${bar.onSignOut}>
                <linli-icon name="log-out"></linli-icon>${t('nav.sign-out')}
              </button>`
            : nothing
        }
      </div>
    </header>
  `;
}

/** Whoever works at many desks has them at the side, by what belongs together. */
export function hasRail({ session, route }: Pick<TopBar, 'session' | 'route'>): boolean {
  const site = session && siteOf(route, session);
  return site !== undefined && desksFor(site.roles).length > MOST_IN_BAR;
}

/** The desks at the side of the page, or above it where there is no room at the side. */
export function rail(bar: Pick<TopBar, 'words' | 'route' | 'session'>): TemplateResult | typeof nothing {
  const { words, route, session } = bar;
  const site = session && siteOf(route, session);
  if (!session || !site) return nothing;
  const { t } = words;
  return html`<nav class="rail" aria-label=${t('nav.label')}>
    ${link('/staff/', 'house', t('nav.start'), false)}
    ${grouped(desksFor(site.roles)).map(
      ({ group, desks }) => html`
        <span class="group" id="group-${group}">${t(`group.${group}`)}</span>
        ${desks.map(({ name, icon, label }) =>
          link(deskPath(site.id, name), icon, t(label), route.page === 'desk' && route.desk === name),
        )}
      `,
    )}
    ${link('/staff/account/', 'user-round', session.staff.shownName, false)}
  </nav>`;
}

const link = (path: string, icon: string, label: string, isCurrent: boolean): TemplateResult =>
  html`<a href=${path} aria-current=${isCurrent ? 'page' : nothing}
    ><linli-icon name=${icon}></linli-icon>${label}</a
  >`;

function links(session: StaffSession, { words: { t }, route }: TopBar): TemplateResult {
  const site = siteOf(route, session);
  const current = (is: boolean) => (is ? 'page' : nothing);
  return html`<a href="/staff/" aria-current=${current(route.page === 'start')}>${t('nav.start')}</a>
    ${
      site
        ? desksFor(site.roles).map(
            ({ name, label }) =>
              html`<a
                href=${deskPath(site.id, name)}
                aria-current=${current(route.page === 'desk' && route.desk === name)}
                >${t(label)}</a
              >`,
          )
        : nothing
    }
    <a href="/staff/account/" aria-current=${current(route.page === 'account')}
      ><linli-icon name="user-round"></linli-icon>${session.staff.shownName}</a
    >`;
}
