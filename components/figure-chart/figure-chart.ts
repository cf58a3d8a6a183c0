import { LitElement, css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { reset } from '../styles/reset.ts';

export interface FigureRow {
  readonly label: string;
  /** Where it stood, as a number; absent if what is printed is not one. */
  readonly base?: number | undefined;
  /** Where it stood, as printed. */
  readonly baseText?: string | undefined;
  /** Where it stands now, as a number and as text with its day; left out where nobody said. */
  readonly current?: number | undefined;
  readonly currentText?: string | undefined;
  readonly currentLabel?: string | undefined;
  /** Where it should be, as a number. */
  readonly target?: number | undefined;
  /** Where it should be, as printed. */
  readonly targetText: string;
  readonly unit?: string | undefined;
}

type Kind = 'base' | 'current' | 'target';

/** The value a full bar stands for. Rows differ in unit, so each has its own scale; shares are of a hundred. */
function fullScale(row: FigureRow): number {
  const most = Math.max(row.base ?? 0, row.current ?? 0, row.target ?? 0);
  return row.unit === '%' ? Math.max(100, most) : most;
}

/**
 * Indicators as bars: base hatched, what is now in outline, target solid with an end mark, each beside its word and its
 * printed figure.
 * A figure without a number has its text and no bar.
 */
@customElement('linli-figure-chart')
export class LinliFigureChart extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      li + li {
        margin-block-start: var(--space-3);
        padding-block-start: var(--space-3);
        border-block-start: 2px solid var(--line);
      }
      .label {
        margin-block-end: var(--space-1);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
      }
      .pair {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-2);
      }
      .pair + .pair {
        margin-block-start: var(--space-1);
      }
      dt {
        flex: 0 0 auto;
        min-inline-size: 5em;
        color: var(--muted);
      }
      dt:empty {
        display: none;
      }
      .value {
        flex: 0 1 auto;
        min-inline-size: 4.5em;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .target .value {
        font-weight: var(--weight-strong);
      }
      .text {
        flex: 1 1 10rem;
      }
      .bar {
        flex: 1 1 10rem;
        min-inline-size: 0;
        block-size: min(1.25rem, calc(var(--unit) * 2));
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        overflow: visible;
      }
      .track {
        fill: var(--surface-sunken);
      }
      .hatch {
        stroke: var(--muted);
        stroke-width: 3;
      }
      .base .length {
        stroke: var(--muted);
        stroke-width: 2;
      }
      .current .length {
        fill: var(--accent-soft);
        stroke: var(--accent);
        stroke-width: 2;
      }
      .target .length {
        fill: var(--accent);
      }
      .end {
        fill: var(--accent);
      }
      /* Word and figure on one line, the bar under them. */
      @container (max-width: 22rem) {
        .bar {
          flex-basis: 100%;
          order: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly FigureRow[] = [];
  /** The word for where it stood, e.g. a year. */
  @property() baseLabel = '';
  /** The word for where it should be. */
  @property() targetLabel = '';

  override render(): TemplateResult {
    return html`<ul>
      ${this.rows.map(
        (row) =>
          html`<li>
            <p class="label">${row.label}</p>
            <dl>
              ${row.baseText ? this.#renderPair('base', this.baseLabel, row.base, row.baseText, row) : nothing}
              ${
                row.currentText
                  ? this.#renderPair('current', row.currentLabel ?? '', row.current, row.currentText, row)
                  : nothing
              }
              ${this.#renderPair('target', this.targetLabel, row.target, row.targetText, row)}
            </dl>
          </li>`,
      )}
    </ul>`;
  }

  #renderPair(
    kind: Kind,
    word: string,
    value: number | undefined,
    text: string,
    row: FigureRow,
  ): TemplateResult {
    const full = fullScale(row);
    const drawn = value !== undefined && full > 0;
    return html`<div class="pair ${kind}">
      <dt>${word}</dt>
      ${drawn ? html`<div class="bar" aria-hidden="true">${renderBar(kind, (100 * value) / full)}</div>` : nothing}
      <dd class="value ${drawn ? '' : 'text'}">${text}</dd>
    </div>`;
  }
}

function renderBar(kind: Kind, percent: number): TemplateResult {
  const length = `${Math.max(0.5, percent)}%`;
  const body: SVGTemplateResult =
    kind === 'base'
      ? svg`<defs>
          <pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="hatch" x1="0" y1="0" x2="0" y2="9"></line>
          </pattern>
        </defs>
        <rect class="length" y="15%" width=${length} height="70%" rx="4" fill="url(#hatch)"></rect>`
      : kind === 'current'
        ? svg`<rect class="length" y="15%" width=${length} height="70%" rx="4"></rect>`
        : svg`<rect class="length" y="15%" width=${length} height="70%" rx="4"></rect>
        <svg x=${length} overflow="visible"><rect class="end" x="-6" y="0" width="6" height="100%" rx="3"></rect></svg>`;
  return html`<svg>
    <rect class="track" y="15%" width="100%" height="70%" rx="4"></rect>
    ${body}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-figure-chart': LinliFigureChart;
  }
}
