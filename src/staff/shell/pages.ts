import { type TemplateResult, html, nothing } from 'lit';
import type { StaffClient } from '../../api/staff-client.ts';
import type { StaffSession } from '../../model/schema/staff.ts';
import './own-factors.ts';
import './own-sessions.ts';
import './password-form.ts';
import type { StaffWords } from './words.ts';

/** What the pages that are no desk work with. */
export interface PageParts {
  readonly words: StaffWords;
  readonly session: StaffSession;
  readonly client: StaffClient;
}

/** What is one's own: the password, the ways to sign in, and where one is signed in. */
export const accountPage = (
  { words, session, client }: PageParts,
  onChanged: () => void,
): TemplateResult => html`
  <h1 tabindex="-1">${words.t('account.heading')}</h1>
  <p>${session.staff.shownName} · ${words.t('account.name', { name: session.staff.name })}</p>
  ${
    session.city
      ? nothing
      : html`<section class="panel stack">
          <h2>${words.t('password.heading')}</h2>
          <linli-password-form
            .client=${client}
            .words=${words}
            .name=${session.staff.name}
          ></linli-password-form>
        </section>`
  }
  <section class="panel stack">
    <h2>${words.t('factors.heading')}</h2>
    <p>${words.t('factors.text')}</p>
    <linli-own-factors
      .client=${client}
      .words=${words}
      .session=${session}
      @linli-factors-changed=${onChanged}
    ></linli-own-factors>
  </section>
  <section class="panel stack">
    <h2>${words.t('sessions.heading')}</h2>
    <linli-own-sessions .client=${client} .words=${words}></linli-own-sessions>
  </section>
`;

/** A second factor has to be set up before any work: the days of grace are over. */
export const firstFactorPage = (
  { words, session, client }: PageParts,
  onChanged: () => void,
): TemplateResult => html`
  <section class="panel stack one">
    <h1 tabindex="-1">${words.t('factors.first')}</h1>
    <p>${words.t('factors.first.text')}</p>
    <linli-own-factors
      .client=${client}
      .words=${words}
      .session=${session}
      @linli-factors-changed=${onChanged}
    ></linli-own-factors>
  </section>
`;

/**
 * The first thing after a one-time password: an own one.
 * @param typed the one-time password where it was typed a moment ago
 */
export const firstPasswordPage = (
  { words, session, client }: PageParts,
  typed: string,
  onChanged: () => void,
): TemplateResult => html`
  <section class="panel stack one">
    <h1 tabindex="-1">${words.t('password.first')}</h1>
    <p>${words.t('password.first.text')}</p>
    <linli-password-form
      .client=${client}
      .words=${words}
      .name=${session.staff.name}
      .known=${typed}
      @linli-password-changed=${onChanged}
    ></linli-password-form>
  </section>
`;

/** What is the matter, what to do, and one button that does it. */
export const troublePage = (
  { t }: StaffWords,
  what: 'page.unreachable' | 'page.broken' | 'page.unknown',
  button: 'page.again' | 'page.reload' | 'page.to-start',
  onPress: () => unknown,
): TemplateResult => html`
  <section class="panel stack one" role="alert">
    <h1 tabindex="-1">${t(what)}</h1>
    <p>${t(`${what}.next`)}</p>
    <div><button type="button" class="primary" @click=${() => void onPress()}>${t(button)}</button></div>
  </section>
`;
