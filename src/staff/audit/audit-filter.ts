import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AuditFilter as Filter, AuditKind, AuditPage } from '../../model/schema/staff-audit.ts';
import { endOfDayMs, wallClockMs } from '../../model/time.ts';
import { desk } from '../shell/desk-styles.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { KINDS, auditWords } from './audit-words.ts';

/** Other lines are asked for. */
export class AuditFilterEvent extends Event {
  readonly filter: Filter;
  readonly everywhere: boolean;

  constructor(filter: Filter, everywhere: boolean) {
    super('linli-audit-filter');
    this.filter = filter;
    this.everywhere = everywhere;
  }
}

const isKind = (value: string): value is AuditKind => KINDS.some((kind) => kind === value);

/**
 * Which lines: of whom, of what kind, of which days by the site's clock.
 *
 * @fires linli-audit-filter
 */
@customElement('linli-audit-filter')
export class AuditFilter extends LitElement {
  static override styles = [
    desk,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
        align-items: end;
        max-inline-size: none;
      }
      form > button {
        align-self: end;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) people: AuditPage['people'] = [];

  @state() private everywhere = false;
  @state() private who = '';
  @state() private kind = '';
  @state() private from = '';
  @state() private until = '';

  protected override render(): TemplateResult {
    const { t } = auditWords(this.staff);
    return html`<form class="panel" aria-label=${t('filter.heading')} @submit=${this.#onSubmit}>
      ${
        this.staff.session.everywhere.includes('auditor')
          ? this.#select(
              'scope',
              this.everywhere ? 'all' : 'site',
              [
                ['site', t('filter.scope.site')],
                ['all', t('filter.scope.all')],
              ],
              (value) => (this.everywhere = value === 'all'),
            )
          : nothing
      }
      ${this.#select(
        'who',
        this.who,
        [['', t('filter.who.all')], ...this.people.map(({ id, shownName }) => [id, shownName] as const)],
        (value) => (this.who = value),
      )}
      ${this.#select(
        'kind',
        this.kind,
        [['', t('filter.kind.all')], ...KINDS.map((kind) => [kind, t(`kind.${kind}`)] as const)],
        (value) => (this.kind = value),
      )}
      ${this.#day('from', this.from, (value) => (this.from = value))}
      ${this.#day('until', this.until, (value) => (this.until = value))}
      <button type="submit" class="primary">${t('filter.do')}</button>
      <button type="button" @click=${this.#onClear}>${t('filter.clear')}</button>
    </form>`;
  }

  #select(
    id: 'scope' | 'who' | 'kind',
    chosen: string,
    options: readonly (readonly [value: string, label: string])[],
    onChange: (value: string) => void,
  ): TemplateResult {
    return html`<div class="field">
      <label for=${id}>${auditWords(this.staff).t(`filter.${id}`)}</label>
      <select id=${id} @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}>
        ${options.map(
          ([value, label]) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`,
        )}
      </select>
    </div>`;
  }

  #day(id: 'from' | 'until', value: string, onChange: (value: string) => void): TemplateResult {
    return html`<div class="field">
      <label for=${id}>${auditWords(this.staff).t(`filter.${id}`)}</label>
      <input
        id=${id}
        type="date"
        .value=${value}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).value)}
      />
    </div>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#tell();
  };

  readonly #onClear = (): void => {
    this.who = this.kind = this.from = this.until = '';
    this.#tell();
  };

  #tell(): void {
    const { timeZone } = this.staff.site;
    const { who, kind, from, until } = this;
    this.dispatchEvent(
      new AuditFilterEvent(
        {
          ...(who === '' ? {} : { staff: who }),
          ...(isKind(kind) ? { kind } : {}),
          ...(from === '' ? {} : { from: new Date(wallClockMs(from, '00:00', timeZone)).toISOString() }),
          ...(until === '' ? {} : { until: new Date(endOfDayMs(until, timeZone)).toISOString() }),
        },
        this.everywhere,
      ),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-audit-filter': AuditFilter;
  }
}
