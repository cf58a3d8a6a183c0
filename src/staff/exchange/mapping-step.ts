import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { columnHeads } from '../../access/messages/exchange-columns.ts';
import { CATALOGUE_NAME, columnsOf, keyColumns } from '../../model/exchange/fields.ts';
import { suggestMapping } from '../../model/exchange/mapping.ts';
import {
  type ColumnMapping,
  type ColumnSource,
  type SheetKind,
  type SheetSummary,
  sheetKind,
} from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type Choosing, missingColumns } from './choosing.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { type ExchangeWords, columnName, exchangeWords, letterOf, noteText } from './exchange-words.ts';

/** Somebody chose something else. */
export class ChoosingEvent extends Event {
  readonly choosing: Choosing;

  constructor(choosing: Choosing) {
    super('linli-choosing', { bubbles: true, composed: true });
    this.choosing = choosing;
  }
}

/** The step in which columns are told to be what they are. */
@customElement('linli-mapping-step')
export class MappingStep extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) sheets: readonly SheetSummary[] = [];
  @property({ attribute: false }) choosing!: Choosing;
  @property({ type: Boolean }) disabled = false;
  @state() private all = false;

  protected override render(): TemplateResult {
    const words = exchangeWords(this.staff);
    const { t } = words;
    const sheet = this.sheets[this.choosing.sheet];
    if (!sheet) return html``;
    const { kind } = this.choosing;
    const missing = missingColumns(this.choosing);
    return html`<section class="panel stack" aria-labelledby="step">
      <h2 id="step">${t('step.map')}</h2>
      <div class="row">${this.#sheetField(words)} ${this.#kindField(words)} ${this.#blanksField(words)}</div>
      ${sheet.notes.map((each) => note('info', noteText(words, each)))}
      <p class="hint">${t('map.lines', { n: sheet.lines })}</p>
      ${
        kind
          ? html`<p class="wide">${t('map.text', { n: Object.keys(this.choosing.mapping).length })}</p>
              ${missing.length > 0 ? note('bad', t('map.missing', { columns: this.#names(words, kind, missing) })) : nothing}
              ${this.#table(words, kind, sheet)}`
          : note('bad', t('error.exchange.no-kind'))
      }
    </section>`;
  }

  #names(words: ExchangeWords, kind: SheetKind, columns: readonly string[]): string {
    return columns.map((column) => columnName(words, kind, column)).join('、');
  }

  #sheetField({ t }: ExchangeWords): TemplateResult | typeof nothing {
    if (this.sheets.length < 2) return nothing;
    return html`<div class="field">
      <label for="sheet">${t('map.sheet')}</label>
      <select id="sheet" ?disabled=${this.disabled} @change=${this.#onSheet}>
        ${this.sheets.map(
          ({ name, hidden }, index) =>
            html`<option value=${index} ?selected=${index === this.choosing.sheet}>
              ${hidden ? t('map.sheet.hidden', { name }) : name}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #kindField({ t }: ExchangeWords): TemplateResult {
    const { kind } = this.choosing;
    return html`<div class="field">
      <label for="kind">${t('map.kind')}</label>
      <select id="kind" ?disabled=${this.disabled} @change=${this.#onKind}>
        ${kind ? nothing : html`<option value="" selected>${t('map.kind.none')}</option>`}
        ${sheetKind.options.map(
          (each) => html`<option value=${each} ?selected=${each === kind}>${t(`kind.${each}`)}</option>`,
        )}
      </select>
    </div>`;
  }

  #blanksField({ t }: ExchangeWords): TemplateResult {
    return html`<div class="field">
      <label for="blanks">${t('map.blanks')}</label>
      <select id="blanks" ?disabled=${this.disabled} @change=${this.#onBlanks}>
        ${(['keep', 'clear'] as const).map(
          (each) =>
            html`<option value=${each} ?selected=${each === this.choosing.blanks}>
              ${t(`blanks.${each}`)}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #table(words: ExchangeWords, kind: SheetKind, sheet: SheetSummary): TemplateResult {
    const { t } = words;
    const { mapping } = this.choosing;
    const columns = columnsOf(kind).filter((column) => column !== CATALOGUE_NAME);
    const isShown = (column: string): boolean =>
      this.all || mapping[column] !== undefined || keyColumns[kind].includes(column);
    const hidden = columns.filter(
      (column) => mapping[column] === undefined && !keyColumns[kind].includes(column),
    );
    const used = new Set(Object.values(mapping).flatMap((from) => ('source' in from ? [from.source] : [])));
    const unused = sheet.heads
      .map((head, index) => ({ head, index }))
      .filter(({ head, index }) => head !== '' && !used.has(index));
    return html`<div class="scroll">
        <table class="stacks">
          <thead>
            <tr>
              <th scope="col">${t('map.ours')}</th>
              <th scope="col">${t('map.theirs')}</th>
              <th scope="col">${t('map.sample')}</th>
            </tr>
          </thead>
          <tbody>
            ${columns.filter(isShown).map((column) => this.#row(words, kind, sheet, column))}
          </tbody>
        </table>
      </div>
      <div class="row">
        ${
          hidden.length > 0
            ? html`<button
                type="button"
                aria-pressed=${this.all ? 'true' : 'false'}
                @click=${() => (this.all = !this.all)}
              >
                ${this.all ? t('map.less') : t('map.more', { n: hidden.length })}
              </button>`
            : nothing
        }
      </div>
      ${
        unused.length > 0
          ? html`<p class="hint">
              ${t('map.unused', { columns: unused.map(({ head, index }) => `${letterOf(index)} ${head}`).join('、') })}
            </p>`
          : nothing
      }`;
  }

  #row(words: ExchangeWords, kind: SheetKind, sheet: SheetSummary, column: string): TemplateResult {
    const { t } = words;
    const from = this.choosing.mapping[column];
    const name = columnName(words, kind, column);
    const isFixed = from !== undefined && 'fixed' in from;
    const chosen = from === undefined ? '' : isFixed ? 'fixed' : String(from.source);
    return html`<tr>
      <th scope="row">
        ${name}
        ${keyColumns[kind].includes(column) ? html`<span class="tag">${t('map.required')}</span>` : nothing}
      </th>
      <td>
        <select
          aria-label=${name}
          data-column=${column}
          ?disabled=${this.disabled}
          .value=${live(chosen)}
          @change=${(event: Event) => this.#onColumn(column, (event.target as HTMLSelectElement).value)}
        >
          <option value="" ?selected=${chosen === ''}>${t('map.none')}</option>
          <option value="fixed" ?selected=${chosen === 'fixed'}>${t('map.fixed')}</option>
          ${sheet.heads.map(
            (head, index) =>
              html`<option value=${index} ?selected=${chosen === String(index)}>
                ${t('map.column', { letter: letterOf(index), head })}
              </option>`,
          )}
        </select>
        ${
          isFixed
            ? html`<input
                aria-label=${`${name}：${t('map.fixed.value')}`}
                maxlength="4000"
                .value=${live(from.fixed)}
                @input=${(event: InputEvent) =>
                  this.#map(column, { fixed: (event.target as HTMLInputElement).value })}
              />`
            : nothing
        }
      </td>
      <td class="sample">
        ${
          from && 'source' in from
            ? sheet.sample
                .map((cells) => cells[from.source] ?? '')
                .filter((cell) => cell !== '')
                .slice(0, 2)
                .join(' / ')
            : nothing
        }
      </td>
    </tr>`;
  }

  #onColumn(column: string, value: string): void {
    if (value === '') this.#map(column, undefined);
    else this.#map(column, value === 'fixed' ? { fixed: '' } : { source: Number(value) });
  }

  /** A column of the sheet is one thing: whatever it was before, it is no longer. */
  #map(column: string, from: ColumnSource | undefined): void {
    const others = Object.entries(this.choosing.mapping).filter(
      ([other, source]) =>
        other !== column &&
        !(from && 'source' in from && 'source' in source && source.source === from.source),
    );
    const mapping: ColumnMapping = Object.fromEntries(from ? [...others, [column, from]] : others);
    this.#choose({ mapping });
  }

  readonly #onSheet = (event: Event): void => {
    const sheet = Number((event.target as HTMLSelectElement).value);
    const { kind, mapping = {} } = this.sheets[sheet] ?? {};
    this.#choose({ sheet, kind, mapping });
  };

  readonly #onKind = (event: Event): void => {
    const kind = sheetKind.parse((event.target as HTMLSelectElement).value);
    const heads = this.sheets[this.choosing.sheet]?.heads ?? [];
    this.#choose({ kind, mapping: suggestMapping(kind, heads, columnHeads) });
  };

  readonly #onBlanks = (event: Event): void => {
    this.#choose({ blanks: (event.target as HTMLSelectElement).value === 'clear' ? 'clear' : 'keep' });
  };

  #choose(change: Partial<Choosing>): void {
    this.dispatchEvent(new ChoosingEvent({ ...this.choosing, ...change }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-mapping-step': MappingStep;
  }
  interface HTMLElementEventMap {
    'linli-choosing': ChoosingEvent;
  }
}
