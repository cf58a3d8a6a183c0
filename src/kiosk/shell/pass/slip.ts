import { css } from 'lit';
import '../../../../components/qr/qr.ts';
import type { Paper } from '../../../devices/printer.ts';
import { qrMatrix } from '../../../devices/qr-code.ts';

/** One line of a printed slip; `code` is drawn as a QR code, `second-code` as a smaller one beside the lines after it. */
export interface SlipLine {
  readonly kind: 'small' | 'text' | 'title' | 'large' | 'figure' | 'code' | 'second-code';
  readonly text: string;
  readonly label?: string;
}

const slipStyles = css`
  :host {
    display: block;
    color: #000;
    background: #fff;
    font-family: var(--font, sans-serif);
    line-height: 1.35;
  }
  p {
    margin: 0 0 calc(2 * var(--slip-mm, 1mm));
    font-size: calc(4 * var(--slip-mm, 1mm));
    overflow-wrap: anywhere;
  }
  .small {
    font-size: calc(3.2 * var(--slip-mm, 1mm));
  }
  .title {
    font-size: calc(6 * var(--slip-mm, 1mm));
    font-weight: 600;
  }
  .large {
    font-size: calc(5.2 * var(--slip-mm, 1mm));
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .figure {
    font-size: calc(20 * var(--slip-mm, 1mm));
    font-weight: 600;
    line-height: 1.1;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  linli-qr {
    width: calc(52 * var(--slip-mm, 1mm));
    margin: calc(2 * var(--slip-mm, 1mm)) auto;
  }
  .second-code {
    float: right;
    width: calc(30 * var(--slip-mm, 1mm));
    margin: 0 0 0 calc(4 * var(--slip-mm, 1mm));
    font-size: calc(3.2 * var(--slip-mm, 1mm));
    text-align: center;
  }
  .second-code linli-qr {
    width: 100%;
    margin: 0;
  }
`;

/** A slip for an 80 mm printer or a sheet of A4: the same order, in black only. Belongs to no document yet. */
export function slipContent(lines: readonly SlipLine[], paper: Paper): HTMLElement {
  const slip = document.createElement('div');
  // A sheet is read from further away than a slip in the hand.
  slip.style.setProperty('--slip-mm', paper === 'a4' ? '1.7mm' : '1mm');
  const root = slip.attachShadow({ mode: 'open' });
  if (slipStyles.styleSheet) root.adoptedStyleSheets = [slipStyles.styleSheet];
  for (const line of lines.filter(({ text }) => text !== '')) root.append(lineElement(line));
  return slip;
}

function lineElement({ kind, text, label }: SlipLine): HTMLElement {
  if (kind === 'code') return codeElement(text, label);
  if (kind === 'second-code') {
    const figure = document.createElement('figure');
    figure.className = kind;
    const caption = document.createElement('figcaption');
    caption.textContent = label ?? '';
    figure.append(codeElement(text, label), caption);
    return figure;
  }
  const line = document.createElement('p');
  line.className = kind;
  line.textContent = text;
  return line;
}

function codeElement(text: string, label = ''): HTMLElement {
  const code = document.createElement('linli-qr');
  code.matrix = qrMatrix(text);
  code.label = label;
  return code;
}
