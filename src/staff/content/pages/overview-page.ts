import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/icon/icon.ts';
import { type ContentRole, contentRole } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import { deskPath } from '../../shell/route.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { entryLink, entryPath, rowTitle } from '../entry-links.ts';
import { pageStyles } from '../page-styles.ts';
import { stateStyles, stateTag } from '../state-tag.ts';
import { attentionPart, attentionStyles, differing } from './attention.ts';
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

/** The first page of the desk: what needs somebody, then everything there is. */
@customElement('linli-content-overview')
export class OverviewPage extends LitElement {
  static override styles = [
    desk,
    stateStyles,
    pageStyles,
    attentionStyles,
    css`
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
      ${attentionPart(this.content)}
      <div class="field search">
        <label for="search">${t('search.label')}</label>
        <input id="search" type="search" autocomplete="off" .value=${this.search} @input=${this.#onSearch} />
      </div>
      ${this.search.trim() === '' ? this.#kinds() : this.#results()}
    </div>`;
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
            <a class="kind" href=${entryPath(this.content, role, isWhole ? '-' : undefined)}>
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
      <ul class="plain">
        ${entries.map(
          (row) =>
            html`<li class="row">
              ${entryLink(this.content, row.role, row.id, rowTitle(words, row))}
              <span class="hint">${roleName(words, row.role)}</span> ${stateTag(words, row.state)}
            </li>`,
        )}
      </ul>`;
  }

  readonly #onSearch = (event: InputEvent): void => {
    this.search = (event.target as HTMLInputElement).value;
    this.#found.look(this.content.client, this.search.trim());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-content-overview': OverviewPage;
  }
}
