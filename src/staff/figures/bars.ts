import { LitElement, type SVGTemplateResult, type TemplateResult, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Shown } from '../../model/figures.ts';
import { desk } from '../shell/desk-styles.ts';

/** One bar: what it stands for, in long for the table and in short below the bar. */
export interface Bar {
  readonly label: string;
  /** Written below the bar; empty where there is no room for each. */
  readonly short: string;
  readonly value: Shown;
}

export interface BarWords {
  readonly few: string;
  readonly table: string;
  readonly value: string;
  /** What the bars are of, as the heading of the table's first column. */
  readonly of: string;
}

const HEIGHT = 120;
const STEP = 24;
const GAP = 4;
/** A hidden count is drawn hatched and low: it is there, and how much it is stays open. */
const FEW_HEIGHT = 6;

/** Counts side by side, with the same numbers as a table to unfold. */
@customElement('linli-bars')
export class Bars extends LitElement {
  static override styles = [
    desk,
    css`
      svg {
        display: block;
        inline-size: 100%;
        block-size: 11rem;
      }
      .bar {
        fill: var(--accent);
      }
      .few {
        fill: var(--line-strong);
      }
      .axis {
        stroke: var(--line-strong);
        vector-effect: non-scaling-stroke;
      }
      .labels {
        display: flex;
        justify-content: space-between;
        color: var(--muted);
        font-size: var(--type-small);
        font-variant-numeric: tabular-nums;
      }
      summary {
        min-block-size: 2rem;
        color: var(--accent);
        cursor: pointer;
      }
      .scroll {
        max-block-size: 20rem;
        overflow-y: auto;
      }
      td {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) bars: readonly Bar[] = [];
  @property({ attribute: false }) words!: BarWords;
  /** What the picture shows, for those who do not see it. */
  @property() label = '';

  protected override render(): TemplateResult {
    const { bars, words } = this;
    const most = Math.max(1, ...bars.map(({ value }) => (value === 'few' ? 0 : value)));
    const width = bars.length * STEP;
    return html`
      <svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${this.label}>
        ${bars.map((bar, at) => drawn(bar, at, most))}
        <line class="axis" x1="0" x2=${width} y1=${HEIGHT} y2=${HEIGHT}></line>
      </svg>
      <div class="labels" aria-hidden="true">
        ${bars.filter(({ short }) => short !== '').map(({ short }) => html`<span>${short}</span>`)}
      </div>
      <details>
        <summary>${words.table}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
          <table>
            <thead>
              <tr>
                <th scope="col">${words.of}</th>
                <th scope="col">${words.value}</th>
              </tr>
            </thead>
            <tbody>
              ${bars.map(
                ({ label, value }) =>
                  html`<tr>
                    <th scope="row">${label}</th>
                    <td>${value === 'few' ? words.few : value}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }
}

function drawn({ value }: Bar, at: number, most: number): SVGTemplateResult {
  const height = value === 'few' ? FEW_HEIGHT : (value / most) * (HEIGHT - 4);
  return svg`<rect
    class=${value === 'few' ? 'few' : 'bar'}
    x=${at * STEP + GAP / 2}
    width=${STEP - GAP}
    y=${HEIGHT - height}
    height=${height}
  ></rect>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-bars': Bars;
  }
}
