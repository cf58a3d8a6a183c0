import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/icon/icon.ts';
import { wallClock } from '../../../model/time.ts';
import { desk } from '../../shell/desk-styles.ts';
import type { ContentWords } from '../content-words.ts';
import { type MonthDay, monthDays, stepMonth } from './month-days.ts';
import type { EntryBody } from './unsent.ts';

/** A day was touched. */
export class PickDayEvent extends Event {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** The exception that holds there, by its place in the calendar's list. */
  readonly index: number | undefined;

  constructor(day: string, index: number | undefined) {
    super('linli-pick-day');
    this.day = day;
    this.index = index;
  }
}

/** A Monday, to name the days of the week. */
const MONDAY_MS = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

/** A month with a service's times, and the days on which other hours hold. */
@customElement('linli-month-view')
export class MonthView extends LitElement {
  static override styles = [
    desk,
    css`
      .top {
        justify-content: space-between;
      }
      .top button {
        min-inline-size: 2.75rem;
        padding-inline: 0.5rem;
      }
      table {
        table-layout: fixed;
      }
      th {
        padding: 0.25rem;
        position: static;
        text-align: center;
      }
      td {
        block-size: 4rem;
        padding: 0;
        border: 1px solid var(--line);
        vertical-align: top;
      }
      .day {
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        justify-content: flex-start;
        gap: 0.1rem;
        box-sizing: border-box;
        inline-size: 100%;
        block-size: 100%;
        min-block-size: 4rem;
        padding: 0.25rem 0.35rem;
        border: 0;
        border-radius: 0;
        background: transparent;
        font-size: var(--type-small);
        text-align: start;
        overflow-wrap: anywhere;
      }
      .out {
        color: var(--muted);
        background: var(--surface);
      }
      .closed {
        background: var(--danger-soft);
      }
      .open {
        background: var(--positive-soft);
      }
      .times {
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) words!: ContentWords;
  @property() timeZone = 'Asia/Shanghai';
  @property({ attribute: false }) calendar: EntryBody | undefined;
  /** Left out: the calendar itself is shown. */
  @property({ attribute: false }) service: EntryBody | undefined;
  @state() private month: string | undefined;

  protected override render(): TemplateResult {
    const { t, clock } = this.words;
    const month = this.month ?? this.#thisMonth;
    const days = monthDays(month, this.calendar, this.service);
    const weeks = Array.from({ length: days.length / 7 }, (_, index) => days.slice(index * 7, index * 7 + 7));
    return html`<section class="stack" aria-label=${t('month.heading')}>
      <div class="row top">
        <h2>${this.#title(month)}</h2>
        <span class="row">
          <button type="button" aria-label=${t('month.before')} @click=${() => this.#go(month, -1)}>
            <linli-icon name="chevron-left"></linli-icon>
          </button>
          <button type="button" aria-label=${t('month.after')} @click=${() => this.#go(month, 1)}>
            <linli-icon name="chevron-right"></linli-icon>
          </button>
        </span>
      </div>
      <p class="hint">${t(this.service ? 'month.service' : 'month.calendar')}</p>
      <table>
        <thead>
          <tr>
            ${Array.from(
              { length: 7 },
              (_, index) => html`<th scope="col">${clock.weekday(MONDAY_MS + index * DAY_MS)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (week) =>
              html`<tr>
                ${week.map((day) => html`<td>${this.#day(day)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #day({ day, inMonth, exception, times }: MonthDay): TemplateResult {
    const { words } = this;
    const entry = exception?.entry;
    const kind = entry?.kind ?? '';
    const content = html`<span>${Number(day.slice(8))}</span> ${
        entry
          ? html`<strong>${words.t(`month.${entry.kind}`)}</strong
              ><span>${words.of(entry.name)}</span>
              ${entry.kind === 'open' ? html`<span>${entry.opensAt}–${entry.closesAt}</span>` : nothing}`
          : times.map((time) => html`<span class="times">${time}</span>`)
      }`;
    const name = `day ${kind} ${inMonth ? '' : 'out'}`;
    if (this.service) return html`<div class=${name}>${content}</div>`;
    return html`<button
      type="button"
      class=${name}
      aria-label="${day} ${entry ? `${words.t(`month.${entry.kind}`)} ${words.of(entry.name)}` : words.t('month.add')}"
      @click=${() => this.dispatchEvent(new PickDayEvent(day, exception?.index))}
    >
      ${content}
    </button>`;
  }

  #title(month: string): string {
    return new Intl.DateTimeFormat(this.words.language === 'en' ? 'en-GB' : 'zh-CN', {
      year: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(Date.parse(`${month}-01T00:00:00Z`));
  }

  get #thisMonth(): string {
    const { day } = wallClock(performance.timeOrigin + performance.now(), this.timeZone);
    return day.slice(0, 7);
  }

  #go(month: string, by: -1 | 1): void {
    this.month = stepMonth(month, by);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-month-view': MonthView;
  }
  interface HTMLElementEventMap {
    'linli-pick-day': PickDayEvent;
  }
}
