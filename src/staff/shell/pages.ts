import { type TemplateResult, html, nothing } from 'lit';
import type { StaffClient } from '../../api/staff-client.ts';
import type { StaffSession } from '../../model/schema/staff.ts';
import './accounts.ts';
import './password-form.ts';
import type { StaffWords } from './words.ts';

/** What the pages that are no desk work with. */
export interface PageParts {
  readonly words: StaffWords;
  readonly session: StaffSession;
  readonly client: StaffClient;
}

/** One's own password and, for an admin of all sites, everybody's accounts. */
export const accountPage = ({ words, session, client }: PageParts): TemplateResult => html`
  <h1 tabindex="-1">${words.t('account.heading')}</h1>
  <p>${session.staff.shownName} · ${words.t('account.name', { name: session.staff.name })}</p>
  <section class="panel stack">
    <h2>${words.t('password.heading')}</h2>
    <linli-password-form .client=${client} .words=${words} .name=${session.staff.name}></linli-password-form>
  </section>
  ${
    session.everywhere.includes('admin')
      ? html`<linli-accounts .client=${client} .words=${words} .session=${session}></linli-accounts>`
      : nothing
  }
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
