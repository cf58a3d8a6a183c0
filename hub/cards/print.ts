import PdfDocument from 'pdfkit';
import QRCode from 'qrcode';
import { type CardPrintKey, cardPrintZh } from '../../src/access/messages/card-print.ts';
import type { CardSize } from '../../src/model/schema/staff-cards.ts';
import { Pen, type Area } from './pen.ts';

/** What is printed: nothing of the holder, and no number that could be read over a shoulder. */
export interface PrintedCard {
  /** The hall's name. */
  readonly hall: string;
  /** What stands in the code. */
  readonly token: string;
  readonly size: CardSize;
}

interface Layout {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly marginMm: number;
  /** The code with its quiet zone. */
  readonly code: { readonly xMm: number; readonly yMm: number; readonly sideMm: number };
  readonly name: Area;
  readonly hall: Area;
  readonly how: Area;
  readonly back: {
    readonly headingMm: number;
    readonly textMm: number;
    readonly stepMm: number;
    readonly footMm: number;
  };
}

const LAYOUTS: Readonly<Record<CardSize, Layout>> = {
  a6: {
    widthMm: 105,
    heightMm: 148,
    marginMm: 9,
    code: { xMm: 17.5, yMm: 46, sideMm: 70 },
    name: { xMm: 9, yMm: 9, widthMm: 87, sizeMm: 17, align: 'centre', lines: 1 },
    hall: { xMm: 9, yMm: 31, widthMm: 87, sizeMm: 6.4, align: 'centre', lines: 2 },
    how: { xMm: 6, yMm: 121, widthMm: 93, sizeMm: 8.4, align: 'centre', lines: 1 },
    back: { headingMm: 10, textMm: 6.6, stepMm: 24, footMm: 5.4 },
  },
  card: {
    widthMm: 85.6,
    heightMm: 54,
    marginMm: 4,
    code: { xMm: 46.6, yMm: 9, sideMm: 36 },
    name: { xMm: 4, yMm: 6, widthMm: 42, sizeMm: 11, align: 'left', lines: 1 },
    hall: { xMm: 4, yMm: 21, widthMm: 41, sizeMm: 4, align: 'left', lines: 3 },
    how: { xMm: 4, yMm: 40, widthMm: 42, sizeMm: 4.2, align: 'left', lines: 1 },
    back: { headingMm: 5, textMm: 3.5, stepMm: 7.8, footMm: 3.3 },
  },
};

/** Modules of the quiet zone (ISO/IEC 18004). */
const QUIET = 4;

/**
 * Draws both sides of a card, front first, as vector outlines: nothing to embed, and any printer has it.
 * @returns a PDF of two pages in the size of the card
 */
export async function drawCard(card: PrintedCard): Promise<Buffer> {
  const layout = LAYOUTS[card.size];
  const pdf = new PdfDocument({
    size: [layout.widthMm * Pen.POINTS_A_MM, layout.heightMm * Pen.POINTS_A_MM],
    margin: 0,
    autoFirstPage: false,
    info: { Title: cardPrintZh['card-print.name'] },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    pdf.once('end', resolve);
    pdf.once('error', reject);
  });
  const pen = new Pen(pdf);
  pdf.addPage();
  drawFront(pen, layout, card);
  pdf.addPage();
  drawBack(pen, layout, card);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

const word = (key: CardPrintKey, values: Readonly<Record<string, string>> = {}): string =>
  cardPrintZh[key].replaceAll(/\{(\w+)\}/gu, (_brace, name: string) => values[name] ?? '');

function drawFront(pen: Pen, layout: Layout, { hall, token }: PrintedCard): void {
  pen.text(word('card-print.name'), layout.name);
  pen.text(hall, layout.hall);
  const { modules } = QRCode.create(token, { errorCorrectionLevel: 'M' });
  const { xMm, yMm, sideMm } = layout.code;
  const moduleMm = sideMm / (modules.size + 2 * QUIET);
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column))
        pen.square(xMm + (column + QUIET) * moduleMm, yMm + (row + QUIET) * moduleMm, moduleMm);
  pen.fill();
  pen.text(word('card-print.how'), layout.how);
}

function drawBack(pen: Pen, { widthMm, heightMm, marginMm, back }: Layout, { hall }: PrintedCard): void {
  const whole = { xMm: marginMm, widthMm: widthMm - 2 * marginMm, align: 'left' } as const;
  pen.text(word('card-print.back'), { ...whole, yMm: marginMm, sizeMm: back.headingMm, lines: 1 });
  const indentMm = back.textMm * 1.6;
  for (const [index, key] of (
    ['card-print.step-1', 'card-print.step-2', 'card-print.step-3'] as const
  ).entries()) {
    const yMm = marginMm + back.headingMm * 1.6 + index * back.stepMm;
    pen.text(String(index + 1), { ...whole, yMm, sizeMm: back.textMm, lines: 1 });
    const area = { ...whole, xMm: marginMm + indentMm, widthMm: whole.widthMm - indentMm };
    pen.text(word(key), { ...area, yMm, sizeMm: back.textMm, lines: 2 });
  }
  const foot = [
    word('card-print.lost'),
    // No field says the hall's own number: staff write it in, a machine does not guess it.
    word('card-print.phone', { phone: word('card-print.unset') }),
    hall,
  ];
  for (const [index, line] of foot.entries()) {
    const yMm = heightMm - marginMm - (foot.length - index) * back.footMm * 1.45;
    pen.text(line, { ...whole, yMm, sizeMm: back.footMm, lines: 1 });
  }
}
