import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../icon/icon.ts';
import { reset } from '../styles/reset.ts';

export interface FactRow {
  readonly label: string;
  readonly value: string;
  /** Nobody has set this; the value says so in words. */
  readonly unset?: boolean | undefined;
}

/** Labels and values under each other, as in a guide or on a pass. Labels move above their values where space ends. */
@customElement('linli-facts')
export class LinliFacts extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: calc(var(--space-1) / 2) var(--space-3);
        padding-block: var(--space-2);
        overflow-wrap: anywhere;
      }
      .row + .row {
        border-block-start: 2px solid var(--line);
      }
      dt {
        flex: 0 0 auto;
        inline-size: min(100%, 7rem);
        color: var(--muted);
      }
      dd {
        flex: 1 1 12rem;
        min-inline-size: 0;
        max-inline-size: var(--measure-latin);
        font-variant-numeric: tabular-nums;
      }
      .value {
        white-space: pre-line;
      }
      .unset {
        color: var(--muted);
      }
      linli-icon {
        margin-inline-end: 0.3em;
        --icon-size: 1em;
        vertical-align: -0.12em;
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly FactRow[] = [];

  override render(): TemplateResult {
    return html`<dl>
      ${this.rows.map(
        (row) =>
          html`<div class="row">
            <dt>${row.label}</dt>
            <dd class=${row.unset ? 'unset' : nothing}>
              ${row.unset ? html`<linli-icon name="circle-dashed"></linli-icon>` : nothing}
              <span class="value">${row.value}</span>
            </dd>
          </div>`,
      )}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-facts': LinliFacts;
  }
}
