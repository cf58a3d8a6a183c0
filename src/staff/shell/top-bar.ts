import { type TemplateResult, html, nothing } from 'lit';
import type { StaffSession } from '../../model/schema/staff.ts';
import { desksFor } from './desks.ts';
import { type StaffRoute, deskPath, siteOf } from './route.ts';
import type { StaffWords } from './words.ts';

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
      ${session ? links(session, bar) : nothing}
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

function links(session: StaffSession, { words: { t }, route }: TopBar): TemplateResult {
  const site = siteOf(route, session);
  const current = (is: boolean) => (is ? 'page' : nothing);
  return html`<nav aria-label=${t('nav.label')}>
    <a href="/staff/" aria-current=${current(route.page === 'start')}>${t('nav.start')}</a>
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
    >
  </nav>`;
}
