import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type FiguresKey, figuresEn, figuresZh } from '../../access/messages/figures-desk.ts';
import { FiguresClient } from '../../api/staff-figures.ts';
import type { FigureCount, Figures, FiguresQuery } from '../../model/schema/staff-figures.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';
import './bars.ts';

const DAY_MS = 86_400_000;
/** Below so many days each has its name under its bar. */
const NAMED_DAYS = 10;
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
      ${this.read ? this.#all(this.read, words) : html`<p class="muted">${this.staff.words.t('page.wait')}</p>`}
    </div>`;
  }

  get #words(): DeskWords<FiguresKey> {
    return deskWords({ zh: figuresZh, en: figuresEn }, this.staff.words.language, this.staff.site.timeZone);
  }

  get #client(): FiguresClient {
    return new FiguresClient(this.staff.client.call, this.staff.site.id);
  }

  #choice({ t, of }: DeskWords<FiguresKey>): TemplateResult {
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

  #all(all: Figures, words: DeskWords<FiguresKey>): TemplateResult {
    const { t } = words;
    return html`<div class="grid">
      <section class="panel stack wide">
        <h2>${t('visits.heading')}</h2>
        ${
          all.visits === 0
            ? html`<p>${t('none')}</p>`
            : html`<p class="number">${t('visits.total', { n: this.#count(all.visits) })}</p>
                ${this.#days(all, words)} ${this.#hours(all, words)}`
        }
      </section>
      ${this.#steps(all, words)} ${this.#queues(all, words)} ${this.#services(all, words)}
      ${this.#searches(all, words)} ${this.#bookings(all, words)} ${this.#help(all, words)}
      <section class="panel stack">
        <h2>${t('ways.heading')}</h2>
        ${pairs(all.ways.map(({ way, n }) => [t(`way.${way}`), this.#count(n)]))}
      </section>
      <section class="panel stack">
        <h2>${t('rates.heading')}</h2>
        <p>${t('rates.text')}</p>
      </section>
    </div>`;
  }

  #days({ days }: Figures, { t, clock }: DeskWords<FiguresKey>): TemplateResult {
    const each = days.length <= NAMED_DAYS;
    const bars = days.map(({ day, visits }, at) => {
      const label = clock.shortDay(Date.parse(`${day}T12:00:00Z`));
      const isEnd = at === 0 || at === days.length - 1;
      return { label, short: each || isEnd ? label : '', value: visits };
    });
    return html`<h3>${t('visits.by-day')}</h3>
      <linli-bars
        .bars=${bars}
        .words=${this.#chart(t('visits.by-day'))}
        label=${t('visits.by-day')}
      ></linli-bars>`;
  }

  #hours({ hours }: Figures, { t }: DeskWords<FiguresKey>): TemplateResult {
    const bars = hours.map((value, hour) => ({
      label: `${hour}:00`,
      short: hour % 6 === 0 || hour === 23 ? String(hour) : '',
      value,
    }));
    return html`<h3>${t('visits.by-hour')}</h3>
      <linli-bars
        .bars=${bars}
        .words=${this.#chart(t('visits.by-hour'))}
        label=${t('visits.by-hour')}
      ></linli-bars>`;
  }

  #chart(of: string) {
    const { t } = this.#words;
    return { few: t('few'), table: t('chart.table'), value: t('chart.value'), of };
  }

  #steps({ steps }: Figures, { t }: DeskWords<FiguresKey>): TemplateResult {
    return html`<section class="panel stack">
      <h2>${t('steps.heading')}</h2>
      ${table(
        [t('steps.step'), t('steps.begun'), t('steps.done'), t('steps.percent')],
        steps.map(({ step, begun, done, percent }) => [
          t(`step.${step}`),
          this.#count(begun),
          this.#count(done),
          percent === undefined ? t('unknown') : `${percent} %`,
        ]),
      )}
    </section>`;
  }

  #queues({ queues }: Figures, { t, of }: DeskWords<FiguresKey>): TemplateResult {
    const minutes = (n: number | undefined) => (n === undefined ? t('unknown') : t('minutes', { n }));
    return html`<section class="panel stack">
      <h2>${t('queues.heading')}</h2>
      ${
        queues.length === 0
          ? html`<p>${t('queues.none')}</p>`
          : table(
              [
                t('queues.queue'),
                t('queues.called'),
                t('queues.middle'),
                t('queues.most'),
                t('queues.serve'),
              ],
              queues.map(({ name, called, waitMiddle, waitMost, serveMiddle }) => [
                of(name),
                this.#count(called),
                minutes(waitMiddle),
                minutes(waitMost),
                minutes(serveMiddle),
              ]),
            )
      }
    </section>`;
  }

  #services({ services }: Figures, { t, of }: DeskWords<FiguresKey>): TemplateResult {
    return html`<section class="panel stack">
      <h2>${t('services.heading')}</h2>
      ${
        services.length === 0
          ? html`<p>${t('services.none')}</p>`
          : pairs(services.map(({ name, n }) => [of(name), this.#count(n)]))
      }
    </section>`;
  }

  #searches({ searches }: Figures, { t }: DeskWords<FiguresKey>): TemplateResult {
    const { made, none, words } = searches;
    return html`<section class="panel stack">
      <h2>${t('searches.heading')}</h2>
      <p>${t('searches.made', { n: this.#count(made), none: this.#count(none) })}</p>
      <h3>${t('searches.words')}</h3>
      ${
        words.length === 0
          ? html`<p>${t('searches.words.none')}</p>`
          : pairs(words.map(({ text, n }) => [text, this.#count(n)]))
      }
    </section>`;
  }

  #bookings({ bookings }: Figures, { t }: DeskWords<FiguresKey>): TemplateResult {
    const { missedPercent } = bookings;
    return html`<section class="panel stack">
      <h2>${t('bookings.heading')}</h2>
      ${pairs([
        ...(['made', 'came', 'missed', 'cancelled'] as const).map(
          (what) => [t(`bookings.${what}`), this.#count(bookings[what])] as const,
        ),
        [t('bookings.percent'), missedPercent === undefined ? t('unknown') : `${missedPercent} %`],
      ])}
    </section>`;
  }

  #help({ help }: Figures, { t }: DeskWords<FiguresKey>): TemplateResult {
    const seconds = (n: number | undefined) => (n === undefined ? t('unknown') : t('seconds', { n }));
    return html`<section class="panel stack">
      <h2>${t('help.heading')}</h2>
      ${pairs([
        [t('help.called'), this.#count(help.called)],
        [t('help.answered'), this.#count(help.answered)],
        [t('help.middle'), seconds(help.middle)],
        [t('help.most'), seconds(help.most)],
      ])}
    </section>`;
  }

  #count(count: FigureCount): string {
    return count === 'few' ? this.#words.t('few') : String(count);
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

const pairs = (all: readonly (readonly [string, string])[]): TemplateResult =>
  html`<dl>
    ${all.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): TemplateResult =>
  html`<table class="stacks">
    <thead>
      <tr>
        ${head.map((text) => html`<th scope="col">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((text) => html`<td>${text}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;

declare global {
  interface HTMLElementTagNameMap {
    'linli-figures-desk': FiguresDesk;
  }
}
