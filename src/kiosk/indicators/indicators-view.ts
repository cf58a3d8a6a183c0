import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../../components/chips/chips.ts';
import '../../../components/empty/empty.ts';
import '../../../components/figure-chart/figure-chart.ts';
import '../../../components/wait/wait.ts';
import type { ChooseEvent } from '../../../components/events/choose-event.ts';
import type { Indicator } from '../../model/schema/indicator.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';

/** The public figures: as a picture, and as the table the document prints, row by row. */
@customElement('linli-indicators-view')
export class IndicatorsView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .table {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        text-align: start;
        vertical-align: top;
        padding: var(--space-1) var(--space-2);
        border-bottom: 1px solid var(--line);
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      td:last-child,
      thead th:first-child {
        white-space: nowrap;
      }
      td:not(:first-child),
      thead th:not(:first-child) {
        min-width: 4.5em;
      }
      thead th {
        font-weight: 600;
      }
      .remark {
        display: block;
        color: var(--muted);
        font-size: 0.833rem;
      }
    `,
  ];

  @state() private table = '';
  @state() private shape: 'picture' | 'table' = 'picture';

  readonly #indicators = new Live(this, ['indicator'], async ({ store }) =>
    [...(await store.all('indicator'))].sort((a, b) => a.order - b.order),
  );

  protected override render(): TemplateResult {
    const all = this.#indicators.value;
    const heading = html`<h1 tabindex="-1">${this.t('indicators.heading')}</h1>`;
    if (!all) return html`${heading}<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const first = all[0];
    if (!first)
      return html`${heading}<linli-empty
          icon="chart-column"
          heading=${this.t('indicators.none')}
          text=${this.t('indicators.none-text')}
        ></linli-empty>`;
    const tables = [...new Map(all.map((each) => [each.table, this.of(each.tableTitle)]))].map(
      ([id, label]) => ({ id, label }),
    );
    const table = this.table || first.table;
    const rows = all.filter((each) => each.table === table);
    return html`
      ${heading}
      ${
        tables.length > 1
          ? html`<linli-chips
              label=${this.t('indicators.which')}
              .options=${tables}
              .selected=${[table]}
              @linli-choose=${(event: ChooseEvent) => (this.table = event.selected[0] ?? '')}
            ></linli-chips>`
          : html`<h2>${this.of(first.tableTitle)}</h2>`
      }
      <linli-chips
        label=${this.t('indicators.shape')}
        .options=${(['picture', 'table'] as const).map((id) => ({ id, label: this.t(`indicators.${id}`) }))}
        .selected=${[this.shape]}
        @linli-choose=${(event: ChooseEvent) => (this.shape = event.selected[0] === 'table' ? 'table' : 'picture')}
      ></linli-chips>
      <p class="muted">${this.t('indicators.as-printed')}</p>
      ${this.shape === 'picture' ? this.#picture(rows) : this.#table(rows)}
    `;
  }

  #picture(rows: readonly Indicator[]) {
    return html`<linli-figure-chart
      baseLabel=${this.of(rows[0]?.baseLabel)}
      targetLabel=${this.of(rows[0]?.targetLabel)}
      .rows=${rows.map((row) => ({
        label: this.of(row.name),
        ...(row.base?.value === undefined ? {} : { base: row.base.value }),
        baseText: row.base?.raw ?? '',
        ...(row.current?.value === undefined ? {} : { current: row.current.value }),
        ...(row.current ? { currentText: row.current.raw, currentLabel: this.#asOf(row.current) } : {}),
        ...(row.target?.value === undefined ? {} : { target: row.target.value }),
        targetText: row.target?.raw ?? '',
        ...(row.unit ? { unit: row.unit } : {}),
      }))}
    ></linli-figure-chart>`;
  }

  /** What the site's staff say of today, and on which day they said it. */
  #asOf({ asOf }: { readonly asOf: string }): string {
    return this.t('indicators.as-of', { day: this.terminal.clock.shortDay(Date.parse(`${asOf}T12:00:00Z`)) });
  }

  #table(rows: readonly Indicator[]) {
    const hasBase = rows.some((row) => row.base);
    const hasCurrent = rows.some((row) => row.current);
    const hasNature = rows.some((row) => row.nature);
    const hasGroup = rows.some((row) => row.group);
    const first = rows[0];
    return html`<div class="table" tabindex="0" role="region" aria-label=${this.of(first?.tableTitle)}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t('indicators.no')}</th>
            ${hasGroup ? html`<th scope="col">${this.t('indicators.group')}</th>` : nothing}
            <th scope="col">${this.t('indicators.name')}</th>
            ${hasBase ? html`<th scope="col">${this.of(first?.baseLabel)}</th>` : nothing}
            ${hasCurrent ? html`<th scope="col">${this.t('indicators.now')}</th>` : nothing}
            <th scope="col">${this.of(first?.targetLabel)}</th>
            ${hasNature ? html`<th scope="col">${this.t('indicators.nature')}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <td>${row.no ?? ''}</td>
                ${hasGroup ? html`<td>${this.of(row.group)}</td>` : nothing}
                <th scope="row">
                  ${this.of(row.name)}${row.remark ? html`<span class="remark">${this.of(row.remark)}</span>` : nothing}
                </th>
                ${hasBase ? html`<td>${row.base?.raw ?? ''}</td>` : nothing}
                ${
                  hasCurrent
                    ? html`<td>
                        ${row.current?.raw}
                        ${row.current ? html`<span class="remark">${this.#asOf(row.current)}</span>` : nothing}
                      </td>`
                    : nothing
                }
                <td>${row.target?.raw ?? ''}</td>
                ${hasNature ? html`<td>${this.of(row.nature)}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
