import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/icon/icon.ts';
import type { FleetClient } from '../../api/staff-fleet.ts';
import type { Fleet, FleetTerminal } from '../../model/schema/staff-fleet.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { factList, standing } from './acts.ts';
import { factsOf } from './facts.ts';
import { fleetStyles } from './fleet-styles.ts';
import { type FleetWords, fleetWords } from './fleet-words.ts';
import './order-panel.ts';
import { placeName } from './places.ts';

const HEADS = ['choose', 'name', 'state', 'place', 'content', 'visit', 'devices', 'health'] as const;

/** Every terminal in a table; those that are chosen are told to do something together. */
@customElement('linli-fleet-list')
export class FleetList extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      /* Eight columns want the width of a desk; else each terminal is a field of its own. The heads are still read out. */
      @media (max-width: 68rem) {
        thead {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        table,
        tbody {
          display: block;
        }
        tr {
          display: grid;
          grid-template-columns: 3rem repeat(auto-fit, minmax(9.5rem, 1fr));
          border-block-end: 1px solid var(--line-strong);
        }
        tbody th,
        td {
          display: block;
          border: 0;
        }
        td:first-child {
          grid-row: 1 / span 7;
        }
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: FleetClient;
  @property({ attribute: false }) fleet!: Fleet;
  @state() private chosen: ReadonlySet<string> = new Set();

  protected override render(): TemplateResult {
    const words = fleetWords(this.staff);
    const { t } = words;
    const { terminals } = this.fleet;
    const shown = terminals.filter(({ status }) => status !== 'waiting');
    if (shown.length === 0)
      return html`<section class="panel stack">
        <h2>${t('none')}</h2>
        <p>${t('none.next', { address: `${location.origin}/kiosk/?site=${this.staff.site.id}` })}</p>
      </section>`;
    const chosen = shown.filter(({ id, status }) => status === 'paired' && this.chosen.has(id));
    return html`<div class="stack">
      <table>
        <thead>
          <tr>
            ${HEADS.map((head) => html`<th scope="col">${t(`col.${head}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            shown,
            ({ id }) => id,
            (terminal) => this.#row(terminal, words),
          )}
        </tbody>
      </table>
      <div class="row">
        <button type="button" @click=${this.#chooseUp}>${t('choose.all')}</button>
      </div>
      <section class="panel stack">
        <h2>${t('orders.heading')}</h2>
        ${
          chosen.length === 0
            ? html`<p>${t('orders.none-chosen')}</p>`
            : html`<p>${t('orders.chosen', { n: chosen.length })}</p>
                <linli-order-panel
                  .staff=${this.staff}
                  .client=${this.client}
                  .terminals=${chosen}
                ></linli-order-panel>`
        }
      </section>
    </div>`;
  }

  #row(terminal: FleetTerminal, words: FleetWords): TemplateResult {
    const { t } = words;
    const { id, name, use, note, status } = terminal;
    const facts = factsOf(words, terminal, this.fleet.version, Date.parse(this.fleet.now));
    return html`<tr>
      <td>
        ${
          status === 'paired'
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  aria-label=${t('choose', { name })}
                  .checked=${live(this.chosen.has(id))}
                  @change=${(event: Event) => this.#choose(id, (event.target as HTMLInputElement).checked)}
              /></label>`
            : nothing
        }
      </td>
      <th scope="row">
        <a class="name" href=${deskPath(this.staff.site.id, 'fleet', ['terminal', id])}>${name}</a>
        <br /><span class="quiet-text">${t(`use.${use}`)}</span>
      </th>
      <td>${standing(words, terminal)}${status === 'paired' ? factList(facts.use) : nothing}</td>
      <td>
        ${placeName(words, this.fleet, terminal)}${note ? html`<br /><span class="quiet-text">${note}</span>` : nothing}
      </td>
      <td>${factList(facts.content)}</td>
      <td>${factList(facts.visit)}</td>
      <td>${factList(facts.devices)}</td>
      <td>${factList(facts.health)}</td>
    </tr>`;
  }

  #choose(id: string, isChosen: boolean): void {
    const chosen = new Set(this.chosen);
    if (isChosen) chosen.add(id);
    else chosen.delete(id);
    this.chosen = chosen;
  }

  readonly #chooseUp = (): void => {
    this.chosen = new Set(this.fleet.terminals.filter(({ up }) => up).map(({ id }) => id));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-fleet-list': FleetList;
  }
}
