import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { reset } from '../styles/reset.ts';

/** A QR code's modules, row by row. */
export interface QrMatrix {
  /** Modules a side. */
  readonly size: number;
  /** `size * size` values; truthy is dark. */
  readonly dark: ArrayLike<boolean | number>;
}

/** Light modules around the code (ISO/IEC 18004). */
const quietZone = 4;

/** One path for all dark modules: each run of them in a row is a rectangle. */
export function qrPath({ size, dark }: QrMatrix): string {
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!dark[y * size + x]) continue;
      const start = x;
      while (x + 1 < size && dark[y * size + x + 1]) x++;
      path += `M${start + quietZone} ${y + quietZone}h${x - start + 1}v1h${start - x - 1}z`;
    }
  }
  return path;
}

/** A QR code, black on white whatever the theme, with its quiet zone; as large as its box. */
@customElement('linli-qr')
export class LinliQr extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: block;
        inline-size: 100%;
      }
      svg {
        display: block;
        inline-size: 100%;
        max-block-size: 100%;
        background: #fff;
        border-radius: var(--radius-1);
        forced-color-adjust: none;
      }
      path {
        fill: #000;
      }
    `,
  ];

  @property({ attribute: false }) matrix: QrMatrix = { size: 0, dark: [] };
  /** Accessible name. */
  @property() label = '';

  override render(): TemplateResult {
    const edge = this.matrix.size + 2 * quietZone;
    return html`<svg
      role="img"
      aria-label=${this.label}
      viewBox="0 0 ${edge} ${edge}"
      shape-rendering="crispEdges"
    >
      <path d=${qrPath(this.matrix)}></path>
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-qr': LinliQr;
  }
}
