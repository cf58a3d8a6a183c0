import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/icon/icon.ts';
import {
  type ContentFault,
  type ContentRole,
  type EntryRow,
  type RoleCounts,
  contentRole,
} from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import { note } from '../../shell/parts.ts';
import { deskPath } from '../../shell/route.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { faultName, faultText } from '../fault-text.ts';
import { stateStyles, stateTag } from '../state-tag.ts';
import { SearchReader } from './search-reader.ts';

const ICONS: Readonly<Record<ContentRole, string>> = {
  site: 'home',
  services: 'hand-heart',
  places: 'map-pin',
  calendar: 'calendar-days',
  queues: 'ticket',
  notices: 'megaphone',
  indicators: 'chart-column',
};

/** How many of many are shown here. */
const FEW = 6;

/** The first page of the desk: what needs somebody, then everything there is. */
@customElement('linli-content-overview')
export class OverviewPage extends LitElement {
  static override styles = [
    desk,
    stateStyles,
    css`
      .attention {
        display: grid;
        gap: var(--space-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .attention > li {
        display: grid;
        gap: 0.25rem;
        padding: var(--space-1) var(--space-2);
        border-inline-start: 4px solid var(--line-strong);
        background: var(--surface-raised);
      }
      .attention > .bad {
        border-color: var(--danger);
      }
      .attention > .look {
        border-color: var(--caution);
      }
      .attention > .good {
        border-color: var(--positive);
      }
      .inner {
        display: grid;
        gap: 0.25rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .kinds {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .kind {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        gap: 0 var(--space-2);
        block-size: 100%;
        box-sizing: border-box;
        padding: var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius-1);
        background: var(--surface-raised);
        color: var(--text);
        text-decoration: none;
        --icon-size: 1.75rem;
      }
      .kind:hover {
        border-color: var(--text);
      }
      .kind linli-icon {
        color: var(--accent);
      }
      .kind strong {
        display: block;
      }
      .n {
        font-size: var(--type-lead);
        font-variant-numeric: tabular-nums;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        grid-column: 2 / -1;
      }
      .search {
        max-inline-size: 30rem;
      }
      .top {
        justify-content: space-between;
      }
    `,
  ];

  @property({ attribute: false }) content!: ContentContext;
  @state() private search = '';
  readonly #found = new SearchReader(this);

  protected override render(): TemplateResult {
    const { words, staff } = this.content;
    const { t } = words;
    return html`<div class="stack">
      <div class="row top">
        <h1 tabindex="-1">${t('heading')}</h1>
        <span class="row">
          <a class="button" href=${deskPath(staff.site.id, 'content', ['history'])}
            ><linli-icon name="history"></linli-icon>${t('history.heading')}</a
          >
          <a class="button" href=${deskPath(staff.site.id, 'content', ['changes'])}
            ><linli-icon name="list-filter"></linli-icon>${t('changes.heading')}</a
          >
        </span>
      </div>
      <p>${t('text')}</p>
      ${this.#attention()}
      <div class="field search">
        <label for="search">${t('search.label')}</label>
        <input id="search" type="search" autocomplete="off" .value=${this.search} @input=${this.#onSearch} />
      </div>
      ${this.search.trim() === '' ? this.#kinds() : this.#results()}
    </div>`;
  }

  #attention(): TemplateResult {
    const { words, reading, staff, shelf } = this.content;
    const { t } = words;
    const { overview, check, checking, failure } = reading;
    const faults = check?.faults ?? [];
    const warnings = check?.warnings ?? [];
    const changed = (overview?.counts ?? []).reduce((sum, one) => sum + differing(one), 0);
    const conflicts = (overview?.entries ?? []).filter((row) => row.conflicts > 0);
    const others = (overview?.here ?? []).filter(({ staff: id }) => id !== staff.session.staff.id);
    const unsent = shelf.all();
    const changes = deskPath(staff.site.id, 'content', ['changes']);
    return html`<section class="stack" aria-label=${t('attention.heading')}>
      <h2>${t('attention.heading')}</h2>
      <ul class="attention">
        ${failure ? html`<li class="bad">${note('bad', words.why(failure))}</li>` : nothing}
        ${
          unsent.length > 0
            ? html`<li class="bad">
                <strong>${t('attention.unsent', { n: unsent.length })}</strong>
                <ul class="inner">
                  ${unsent.map(({ role, id }) => html`<li>${this.#link(role, id, this.#nameOf(role, id))}</li>`)}
                </ul>
              </li>`
            : nothing
        }
        ${
          conflicts.length > 0
            ? html`<li class="bad">
                <strong>${t('attention.conflicts', { n: conflicts.length })}</strong>
                <ul class="inner">
                  ${conflicts.map((row) => html`<li>${this.#link(row.role, row.id, this.#rowName(row))}</li>`)}
                </ul>
              </li>`
            : nothing
        }
        ${
          check ? this.#faults(faults, 'bad') : html`<li><span role="status">${t('checks.first')}</span></li>`
        }
        ${this.#faults(warnings, 'look')}
        ${
          changed > 0
            ? html`<li class="look">
                <span class="row"
                  ><strong>${t('attention.changed', { n: changed })}</strong>
                  <a href=${changes}>${t('attention.see-changes')}</a></span
                >
              </li>`
            : nothing
        }
        ${
          check && faults.length === 0
            ? html`<li class="good">
                ${t(changed === 0 ? 'attention.same' : 'attention.ready')}
                ${checking ? html`<span class="hint">${t('checks.again')}</span>` : nothing}
              </li>`
            : nothing
        }
        ${
          others.length > 0
            ? html`<li>
                <span
                  >${t('attention.here', {
                    names: words.list(
                      others.map(({ shownName, role }) =>
                        role
                          ? t('attention.at', { name: shownName, what: roleName(words, role) })
                          : shownName,
                      ),
                    ),
                  })}</span
                >
              </li>`
            : nothing
        }
      </ul>
    </section>`;
  }

  #faults(faults: readonly ContentFault[], tone: 'bad' | 'look'): TemplateResult | typeof nothing {
    if (faults.length === 0) return nothing;
    const { words } = this.content;
    const { t } = words;
    const lines = faults.slice(0, FEW).map((fault) => {
      const { problem, mend } = faultText(words, fault);
      return html`<li>
        ${this.#link(fault.role, fault.id, this.#faultTitle(fault))} · ${faultName(words, fault)}: ${problem}
        <span class="hint">${mend}</span>
      </li>`;
    });
    return html`<li class=${tone}>
      <strong>${t(tone === 'bad' ? 'attention.faults' : 'attention.warnings', { n: faults.length })}</strong>
      <ul class="inner">
        ${lines}
      </ul>
      ${
        faults.length > FEW
          ? html`<details>
              <summary>${t('attention.more', { n: faults.length - FEW })}</summary>
              <ul class="inner">
                ${faults
                  .slice(FEW, FEW + 200)
                  .map(
                    (fault) =>
                      html`<li>
                        ${this.#link(fault.role, fault.id, this.#faultTitle(fault))} ·
                        ${faultName(words, fault)}: ${faultText(words, fault).problem}
                      </li>`,
                  )}
              </ul>
            </details>`
          : nothing
      }
    </li>`;
  }

  #kinds(): TemplateResult {
    const { words, reading } = this.content;
    const { t } = words;
    const counts = new Map(reading.overview?.counts.map((one) => [one.role, one]));
    const faults = reading.check?.faults ?? [];
    return html`<section class="stack" aria-label=${t('kinds.heading')}>
      <h2>${t('kinds.heading')}</h2>
      <ul class="kinds">
        ${contentRole.options.map((role) => {
          const count = counts.get(role);
          const wrong = faults.filter((fault) => fault.role === role).length;
          const isWhole = role === 'site' || role === 'calendar' || role === 'queues';
          return html`<li>
            <a class="kind" href=${this.#path(role, isWhole ? '-' : undefined)}>
              <linli-icon name=${ICONS[role]}></linli-icon>
              <span
                ><strong>${roleName(words, role)}</strong>
                <span class="hint">${t(`role.${role}.text`)}</span></span
              >
              <span class="n">${isWhole ? nothing : (count?.all ?? 0)}</span>
              <span class="marks">
                ${wrong > 0 ? html`<span class="tag removed">${t('kinds.faults', { n: wrong })}</span>` : nothing}
                ${
                  count && differing(count) > 0
                    ? html`<span class="tag changed">${t('kinds.changed', { n: differing(count) })}</span>`
                    : nothing
                }
              </span>
            </a>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  #results(): TemplateResult {
    const { words } = this.content;
    const { t } = words;
    const { entries, waiting } = this.#found;
    if (entries.length === 0)
      return html`<p role="status">${waiting ? t('search.wait') : t('search.none')}</p>`;
    return html`<p role="status">${t('search.found', { n: entries.length })}</p>
      <ul class="inner">
        ${entries.map(
          (row) =>
            html`<li class="row">
              ${this.#link(row.role, row.id, this.#rowName(row))}
              <span class="hint">${roleName(words, row.role)}</span> ${stateTag(words, row.state)}
            </li>`,
        )}
      </ul>`;
  }

  #path(role: ContentRole, id?: string): string {
    return deskPath(this.content.staff.site.id, 'content', id === undefined ? [role] : [role, id]);
  }

  #link(role: ContentRole, id: string, name: string): TemplateResult {
    return html`<a href=${this.#path(role, id)}>${name}</a>`;
  }

  #rowName({ role, id, title }: Pick<EntryRow, 'role' | 'id' | 'title'>): string {
    const { words } = this.content;
    if (id === '-') return roleName(words, role);
    const name = words.of(title);
    return name === '' ? words.t('list.nameless') : name;
  }

  #faultTitle(fault: ContentFault): string {
    return this.#rowName(fault);
  }

  #nameOf(role: ContentRole, id: string): string {
    const row = this.content.reading.overview?.entries.find((one) => one.role === role && one.id === id);
    return row ? this.#rowName(row) : roleName(this.content.words, role);
  }

  readonly #onSearch = (event: InputEvent): void => {
    this.search = (event.target as HTMLInputElement).value;
    this.#found.look(this.content.client, this.search.trim());
  };
}

/** How many entries differ from what is live. */
const differing = (count: RoleCounts): number => count.new + count.changed + count.removed;

declare global {
  interface HTMLElementTagNameMap {
    'linli-content-overview': OverviewPage;
  }
}
