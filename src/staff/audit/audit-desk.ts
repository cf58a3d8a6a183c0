import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { AuditClient } from '../../api/staff-audit.ts';
import type { AuditFilter, AuditPage, AuditRow } from '../../model/schema/staff-audit.ts';
import { wallClock } from '../../model/time.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import './audit-filter.ts';
import type { AuditFilterEvent } from './audit-filter.ts';
import { type AuditWords, auditWords, eventInWords } from './audit-words.ts';
import { changeTable } from './change-table.ts';

/** The desk of the audit: who changed what, and when; read only. */
@customElement('linli-audit-desk')
export class AuditDesk extends LitElement {
  static override styles = [
    desk,
    css`
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
      .who {
        min-inline-size: 7rem;
      }
      time {
        white-space: nowrap;
      }
      pre {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        font-size: var(--type-small);
      }
      summary {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--target);
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
    return html`<table class="stacks">
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
    const about = line.about?.id === line.who?.id ? undefined : line.about;
    return html`<tr>
      <td><time datetime=${line.at}>${day} ${time}</time></td>
      <td class="who">${line.who?.shownName ?? t('list.nobody')}</td>
      <td>
        ${eventInWords(words, line)}
        ${about ? html`<div class="hint">${t('list.about', { name: about.shownName })}</div>` : nothing}
        ${this.#details(words, line)}
      </td>
      ${this.everywhere ? html`<td>${line.site ?? ''}</td>` : nothing}
    </tr>`;
  }

  #details(words: AuditWords, line: AuditRow): TemplateResult | typeof nothing {
    const hasChange = line.before !== undefined || line.after !== undefined;
    const { account: _account, ...detail } = line.detail;
    const hasDetail = Object.keys(detail).length > 0;
    if (!hasChange && !hasDetail) return nothing;
    return html`<details>
      <summary>${words.t('list.details')}</summary>
      ${hasChange ? changeTable(words, line) : nothing}
      ${hasDetail ? html`<pre>${JSON.stringify(detail, undefined, 1)}</pre>` : nothing}
    </details>`;
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
