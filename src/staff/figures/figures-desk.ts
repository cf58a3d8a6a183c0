import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { figuresEn, figuresZh } from '../../access/messages/figures-desk.ts';
import { FiguresClient } from '../../api/staff-figures.ts';
import type { Figures, FiguresQuery } from '../../model/schema/staff-figures.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { deskWords } from '../shell/words.ts';
import { type FiguresWords, figurePanels } from './figure-panels.ts';

const DAY_MS = 86_400_000;
const PERIODS = [
  ['period.week', 7],
  ['period.month', 28],
  ['period.year', 365],
] as const;

/** What was used in a period, and how long people waited: counts, charts, and files to count further. */
@customElement('linli-figures-desk')
export class FiguresDesk extends LitElement {
  static override styles = [
    desk,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
        align-items: start;
        gap: var(--space-3);
      }
      .wide {
        grid-column: 1 / -1;
      }
      form {
        flex-flow: row wrap;
        align-items: end;
        max-inline-size: none;
      }
      form > button {
        align-self: end;
      }
      .field {
        flex: 0 1 11rem;
      }
      .number {
        font-size: var(--type-heading);
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
      /* Long heads break, so that a table of many columns stays in its half of the page. */
      thead th {
        overflow-wrap: break-word;
        white-space: normal;
      }
      tbody th {
        min-inline-size: 5em;
      }
      td {
        font-variant-numeric: tabular-nums;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.25rem var(--space-3);
        margin: 0;
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private read: Figures | undefined;
  @state() private wanted: FiguresQuery = {};
  @state() private failed = '';
  @state() private busy = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('staff');
    if (changed.has('staff') && before?.site.id !== this.staff.site.id) void this.#read({});
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const { t } = words;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      <p>${t('text')}</p>
      ${this.#choice(words)}
      <div role="status">${this.failed === '' ? nothing : note('bad', this.failed)}</div>
      ${this.read ? figurePanels(this.read, words) : html`<p class="muted">${this.staff.words.t('page.wait')}</p>`}
    </div>`;
  }

  get #words(): FiguresWords {
    return deskWords({ zh: figuresZh, en: figuresEn }, this.staff.words.language, this.staff.site.timeZone);
  }

  get #client(): FiguresClient {
    return new FiguresClient(this.staff.client.call, this.staff.site.id);
  }

  #choice({ t, of }: FiguresWords): TemplateResult {
    const { read } = this;
    return html`
      <div class="row">
        ${PERIODS.map(
          ([key, days]) =>
            html`<button
              type="button"
              ?disabled=${this.busy}
              @click=${() => void this.#read(lastDays(days, read))}
            >
              ${t(key)}
            </button>`,
        )}
      </div>
      <form @submit=${this.#onSubmit}>
        ${(['from', 'to'] as const).map(
          (name) =>
            html`<div class="field">
              <label for=${name}>${t(`period.${name}`)}</label>
              <input id=${name} name=${name} type="date" .value=${read?.[name] ?? ''} required />
            </div>`,
        )}
        ${
          read && read.places.length > 0
            ? html`<div class="field">
                <label for="place">${t('period.place')}</label>
                <select id="place" name="place">
                  <option value="">${t('period.all-places')}</option>
                  ${read.places.map(
                    ({ id, name }) =>
                      html`<option value=${id} ?selected=${id === this.wanted.place}>${of(name)}</option>`,
                  )}
                </select>
              </div>`
            : nothing
        }
        <button class="primary" ?disabled=${this.busy}>${t('period.do')}</button>
        ${(['xlsx', 'csv'] as const).map(
          (format) =>
            html`<a class="button" download href=${this.#client.filePath(this.wanted, format)}
              >${t(`save.${format}`)}</a
            >`,
        )}
      </form>
    `;
  }

  async #read(wanted: FiguresQuery): Promise<void> {
    this.busy = true;
    const answer = await this.#client.read(wanted);
    this.busy = false;
    this.failed = answer.ok ? '' : this.#words.why(answer.error);
    if (!answer.ok) return;
    this.read = answer.value;
    const { from, to } = answer.value;
    this.wanted = { from, to, ...(wanted.place ? { place: wanted.place } : {}) };
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const place = text('place');
    void this.#read({ from: text('from'), to: text('to'), ...(place === '' ? {} : { place }) });
  };
}

/** So many days until the last one shown, or until today where nothing is shown. */
function lastDays(days: number, read: Figures | undefined): FiguresQuery {
  if (!read) return {};
  const toMs = Date.parse(read.to);
  return { from: new Date(toMs - (days - 1) * DAY_MS).toISOString().slice(0, 10), to: read.to };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-figures-desk': FiguresDesk;
  }
}
