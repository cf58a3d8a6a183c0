import { LitElement, type TemplateResult, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/icon/icon.ts';
import type { Fleet, FleetTerminal } from '../../model/schema/staff-fleet.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { factList, standing } from './acts.ts';
import { factsOf } from './facts.ts';
import { fleetStyles } from './fleet-styles.ts';
import { type FleetWords, fleetWords, isWrong } from './fleet-words.ts';
import { byPlace } from './places.ts';

/** Terminals where they stand: one field a place, one card a terminal. */
@customElement('linli-fleet-plan')
export class FleetPlan extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      .places {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
        gap: var(--space-3);
        align-items: start;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 10rem), 1fr));
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .card {
        display: flex;
        flex-direction: column;
        gap: 0.25rem;
        block-size: 100%;
        padding: var(--space-2);
        border: 2px solid var(--line);
        border-radius: var(--radius-1);
        background: var(--surface);
        color: var(--text);
        text-decoration: none;
      }
      .card:hover {
        border-color: var(--line-strong);
      }
      .card.wrong-one {
        border-color: var(--danger);
        background: var(--danger-soft);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) fleet!: Fleet;

  protected override render(): TemplateResult {
    const words = fleetWords(this.staff);
    const groups = byPlace(words, this.fleet);
    if (groups.length === 0) return html`<p>${words.t('none')}</p>`;
    return html`<div class="places">
      ${repeat(
        groups,
        ({ place }) => place,
        ({ name, terminals }) =>
          html`<section class="panel stack">
            <h2>${name}</h2>
            <ul class="cards">
              ${terminals.map((terminal) => html`<li>${this.#card(terminal, words)}</li>`)}
            </ul>
          </section>`,
      )}
    </div>`;
  }

  #card(terminal: FleetTerminal, words: FleetWords): TemplateResult {
    const { id, name, use, alerts } = terminal;
    const { use: lines } = factsOf(words, terminal, this.fleet.version, Date.parse(this.fleet.now));
    return html`<a
      class="card ${isWrong(terminal) ? 'wrong-one' : ''}"
      href=${deskPath(this.staff.site.id, 'fleet', ['terminal', id])}
    >
      <span class="name">${name}</span>
      <span class="quiet-text">${words.t(`use.${use}`)}</span>
      ${standing(words, terminal)} ${factList(lines)}
      ${
        alerts.length > 0
          ? html`<span class="wrong">${words.t('page.alerts.open', { n: alerts.length })}</span>`
          : ''
      }
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-fleet-plan': FleetPlan;
  }
}
