import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { AuditClient } from '../../api/staff-audit.ts';
import type { AuditFilter, AuditPage, AuditRow } from '../../model/schema/staff-audit.ts';
import { staffRole } from '../../model/schema/staff.ts';
import { wallClock } from '../../model/time.ts';
import { type ContentWords, contentWords, roleName } from '../content/content-words.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import './audit-filter.ts';
import type { AuditFilterEvent } from './audit-filter.ts';
import { type AuditWords, auditWords, eventInWords } from './audit-words.ts';
import { changeTable } from './change-table.ts';
import { type ValueReader, contentOf, fieldText, valueText } from './line-text.ts';

/** The desk of the audit: who changed what, and when; read only. */
@customElement('linli-audit-desk')
export class AuditDesk extends LitElement {
  static override styles = [
    desk,
    css`
      .lines > tbody > tr > td {
        vertical-align: top;
      }
      .diff {
        margin-block: var(--space-1);
        table-layout: fixed;
        font-size: var(--type-small);
      }
      .diff caption {
        text-align: start;
        font-weight: var(--weight-strong);
      }
      .diff td,
      .diff th {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        vertical-align: top;
      }
      del {
        color: var(--danger);
      }
      ins {
        color: var(--positive);
        text-decoration: none;
      }
      .when,
      .who {
        inline-size: 1%;
        white-space: nowrap;
      }
      .who {
        min-inline-size: 7rem;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr);
        gap: 0 var(--space-2);
        margin-block: var(--space-1);
        font-size: var(--type-small);
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      summary {
        display: inline-flex;
        align-items: center;
        min-block-size: 2rem;
        color: var(--accent);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;

  @state() private lines: readonly AuditRow[] | undefined;
  @state() private people: AuditPage['people'] = [];
  @state() private next: string | undefined;
  @state() private filter: AuditFilter = {};
  @state() private everywhere = false;
  @state() private failed = '';
  @state() private busy = false;

  protected override firstUpdated(): void {
    void this.#read();
  }

  protected override render(): TemplateResult {
    const words = auditWords(this.staff);
    const { t } = words;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      <p>${t('text')}</p>
      <linli-audit-filter
        .staff=${this.staff}
        .people=${this.people}
        @linli-audit-filter=${this.#onFilter}
      ></linli-audit-filter>
      <div role="status">${this.failed === '' ? nothing : note('bad', this.failed)}</div>
      <div class="row">
        <a class="button" download href=${this.#client.csvPath(this.filter)}>${t('export')}</a>
      </div>
      ${this.#list(words)}
      ${
        this.next === undefined
          ? nothing
          : html`<div>
              <button type="button" ?disabled=${this.busy} @click=${() => void this.#read(this.next)}>
                ${t('more')}
              </button>
            </div>`
      }
    </div>`;
  }

  #list(words: AuditWords): TemplateResult {
    const { t } = words;
    if (!this.lines) return html`<p class="muted">${t('wait')}</p>`;
    if (this.lines.length === 0)
      return html`<div class="panel">
        <h2>${t('none')}</h2>
        <p>${t('none.next')}</p>
      </div>`;
    return html`<table class="stacks lines">
      <thead>
        <tr>
          ${(['when', 'who', 'what'] as const).map((head) => html`<th scope="col">${t(`list.${head}`)}</th>`)}
          ${this.everywhere ? html`<th scope="col">${t('list.site')}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          this.lines,
          ({ id }) => id,
          (line) => this.#row(words, line),
        )}
      </tbody>
    </table>`;
  }

  #row(words: AuditWords, line: AuditRow): TemplateResult {
    const { t } = words;
    const { day, time } = wallClock(Date.parse(line.at), this.staff.site.timeZone);
    const about = this.#about(line);
    return html`<tr>
      <td class="when"><time datetime=${line.at}>${day} ${time}</time></td>
      <td class="who">${line.who?.shownName ?? t('list.nobody')}</td>
      <td>
        ${eventInWords(words, line)}
        ${about === '' ? nothing : html`<div class="hint">${t('list.about', { name: about })}</div>`}
        ${this.#details(words, line)}
      </td>
      ${this.everywhere ? html`<td>${line.site ?? ''}</td>` : nothing}
    </tr>`;
  }

  #details(words: AuditWords, line: AuditRow): TemplateResult | typeof nothing {
    const hasChange = line.before !== undefined || line.after !== undefined;
    const { account: _account, ...rest } = line.detail;
    const { role: _role, id: _id, ...own } = rest;
    const detail = Object.entries(contentOf(line) ? own : rest);
    if (!hasChange && detail.length === 0) return nothing;
    const reader = this.#reader(words);
    return html`<details>
      <summary>${words.t('list.details')}</summary>
      ${hasChange ? changeTable(reader, this.#content, line) : nothing}
      ${
        detail.length === 0
          ? nothing
          : html`<dl>
              ${detail.map(
                ([name, value]) =>
                  html`<dt>${fieldText(words, name)}</dt>
                    <dd>${valueText(reader, name, value)}</dd>`,
              )}
            </dl>`
      }
    </details>`;
  }

  /** Whom or what it was done to; an empty text where that is whoever did it, or the whole site. */
  #about(line: AuditRow): string {
    const role = contentOf(line);
    if (role) {
      const { id } = line.detail;
      const kind = roleName(this.#content, role);
      return typeof id === 'string' && id !== '-' ? `${kind} · ${id}` : kind;
    }
    return line.about && line.about.id !== line.who?.id ? line.about.shownName : '';
  }

  get #content(): ContentWords {
    return contentWords(this.staff);
  }

  #reader(words: AuditWords): ValueReader {
    const { t } = this.staff.words;
    return {
      words,
      timeZone: this.staff.site.timeZone,
      roleName: (role) => {
        const known = staffRole.options.find((one) => one === role);
        return known && t(`role.${known}`);
      },
    };
  }

  get #client(): AuditClient {
    return new AuditClient(this.staff.client.call, this.everywhere ? undefined : this.staff.site.id);
  }

  readonly #onFilter = ({ filter, everywhere }: AuditFilterEvent): void => {
    this.filter = filter;
    this.everywhere = everywhere;
    this.lines = undefined;
    void this.#read();
  };

  /** @param before where the page begins; the first page where it is left out */
  async #read(before?: string): Promise<void> {
    this.busy = true;
    this.failed = '';
    const answer = await this.#client.page(this.filter, before);
    this.busy = false;
    if (!answer.ok) {
      this.failed = auditWords(this.staff).why(answer.error);
      return;
    }
    const { lines, next, people } = answer.value;
    this.lines = before === undefined ? lines : [...(this.lines ?? []), ...lines];
    this.next = next;
    if (before === undefined) this.people = people;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-audit-desk': AuditDesk;
  }
}
