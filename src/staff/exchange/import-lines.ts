import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ExchangeClient } from '../../api/staff-exchange.ts';
import type { ImportCounts, ImportLine, SheetKind } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import {
  type ExchangeWords,
  columnName,
  exchangeWords,
  faultText,
  lineName,
  whyNot,
} from './exchange-words.ts';

const STATES = ['fault', 'new', 'changed', 'removed', 'same'] as const;
type Filter = ImportLine['state'] | undefined;

/** What a dry run found, line by line: those with faults first, a hundred at a time. */
@customElement('linli-import-lines')
export class ImportLinesList extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: ExchangeClient;
  @property({ attribute: false }) upload = '';
  @property({ attribute: false }) counts!: ImportCounts;
  @property({ attribute: false }) kind: SheetKind | undefined;
  @state() private filter: Filter;
  @state() private lines: readonly ImportLine[] | undefined;
  @state() private next: number | undefined;
  @state() private failed = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('counts') && !changed.has('upload')) return;
    // What has to be mended comes first; then what would change.
    this.filter = STATES.find((state) => state !== 'same' && this.counts[state] > 0);
    void this.#read(-1);
  }

  protected override render(): TemplateResult {
    const words = exchangeWords(this.staff);
    const { t } = words;
    const all = STATES.reduce((sum, state) => sum + this.counts[state], 0);
    const button = (filter: Filter, text: string, count: number): TemplateResult =>
      html`<button
        type="button"
        aria-pressed=${this.filter === filter ? 'true' : 'false'}
        @click=${() => this.#show(filter)}
      >
        ${text} ${count}
      </button>`;
    return html`<div class="stack">
      <div class="counts" role="group" aria-label=${t('lines.label')}>
        ${STATES.filter((each) => each !== 'removed' || this.counts.removed > 0).map((each) =>
          button(each, t(`count.${each}`), this.counts[each]),
        )}
        ${button(undefined, t('count.all'), all)}
      </div>
      <div role="alert">${this.failed ? note('bad', this.failed) : nothing}</div>
      ${
        !this.lines
          ? html`<p>${this.staff.words.t('page.wait')}</p>`
          : this.lines.length === 0
            ? html`<p>${t('lines.none')}</p>`
            : html`<div class="scroll">
                <table class="stacks" aria-label=${t('lines.label')}>
                  <tbody>
                    ${this.lines.map((line) => this.#row(words, line))}
                  </tbody>
                </table>
              </div>`
      }
      ${
        this.next === undefined
          ? nothing
          : html`<div class="row">
              <button type="button" @click=${() => void this.#read(this.next ?? -1)}>
                ${t('lines.more')}
              </button>
            </div>`
      }
    </div>`;
  }

  #row(words: ExchangeWords, line: ImportLine): TemplateResult {
    const { t } = words;
    return html`<tr>
      <th scope="row">${lineName(words, line)}<br /><span class="tag">${t(`count.${line.state}`)}</span></th>
      <td>
        ${line.title}${line.line > 0 && line.id !== '' ? html` <code>${line.id}</code>` : nothing}
        ${line.faults.length > 0 ? this.#faults(words, line) : nothing}
        ${line.changes.length > 0 ? this.#changes(words, line) : nothing}
      </td>
    </tr>`;
  }

  #faults(words: ExchangeWords, { faults }: ImportLine): TemplateResult {
    return html`<ul>
      ${faults.map((each) => {
        const { where, what, mend } = faultText(words, this.kind, each);
        const colon = words.language === 'en' ? ': ' : '：';
        return html`<li><span class="fault">${where}${where ? colon : ''}${what}</span><br />${mend}</li>`;
      })}
    </ul>`;
  }

  #changes(words: ExchangeWords, { changes }: ImportLine): TemplateResult {
    const { t } = words;
    const shown = (text: string): string => (text === '' ? t('lines.empty') : text);
    return html`<ul>
      ${changes.map(
        ({ field, before, after }) =>
          html`<li class="change">
            <strong>${this.kind ? columnName(words, this.kind, field) : field}</strong><br /><span class="old"
              >${t('lines.before', { text: shown(before) })}</span
            ><br /><span>${t('lines.after', { text: shown(after) })}</span>
          </li>`,
      )}
    </ul>`;
  }

  #show(filter: Filter): void {
    this.filter = filter;
    void this.#read(-1);
  }

  async #read(after: number): Promise<void> {
    const { filter, upload } = this;
    if (after < 0) this.lines = undefined;
    const answer = await this.client.lines(upload, after, filter);
    if (filter !== this.filter || upload !== this.upload) return;
    if (!answer.ok) {
      this.failed = whyNot(exchangeWords(this.staff), answer.error);
      return;
    }
    this.failed = '';
    this.lines = [...(after < 0 ? [] : (this.lines ?? [])), ...answer.value.lines];
    this.next = answer.value.next;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-import-lines': ImportLinesList;
  }
}
