import type PdfDocument from 'pdfkit';
import { type Outline, Outlines } from './outlines.ts';

/** Where a text goes, and how large it may be: it gets smaller where it does not fit. */
export interface Area {
  readonly xMm: number;
  /** The upper edge of the first line. */
  readonly yMm: number;
  readonly widthMm: number;
  /** The height of a character. */
  readonly sizeMm: number;
  readonly align: 'left' | 'centre';
  readonly lines: number;
}

const INK = '#000000';
/** How far below the upper edge of its line a character stands, and how far apart lines are; of the size. */
const ASCENT = 0.88;
const LEADING = 1.3;
/** The stroke that makes the thinnest weight of the font about a medium one; thousandths of the size. */
const STROKE = 42;
const SHRINK = 0.94;

/** Opened once: a slice is read from the disk when its first character is drawn. */
const outlines = new Outlines();

/** Draws on the page of a PDF, in millimetres from its upper left corner. */
export class Pen {
  static readonly POINTS_A_MM = 72 / 25.4;
  readonly #pdf: InstanceType<typeof PdfDocument>;

  constructor(pdf: InstanceType<typeof PdfDocument>) {
    this.#pdf = pdf;
  }

  /** Adds a square to what `fill` fills. */
  square(xMm: number, yMm: number, sideMm: number): void {
    const [x, y, side] = [xMm, yMm, sideMm].map((mm) => mm * Pen.POINTS_A_MM) as [number, number, number];
    this.#pdf.rect(x, y, side, side);
  }

  fill(): void {
    this.#pdf.fill(INK);
  }

  /** In how many lines a text stands, before it gets smaller. */
  lineCount(text: string, widthMm: number, sizeMm: number): number {
    return broken(text, widthMm / sizeMm).length;
  }

  /** Writes a text into an area, in as many lines as it allows. */
  text(text: string, area: Area): void {
    let { sizeMm } = area;
    let lines = broken(text, area.widthMm / sizeMm);
    while (lines.length > area.lines) {
      sizeMm *= SHRINK;
      lines = broken(text, area.widthMm / sizeMm);
    }
    for (const [index, line] of lines.entries()) {
      const restMm = area.widthMm - widthOf(line) * sizeMm;
      const xMm = area.xMm + (area.align === 'centre' ? restMm / 2 : 0);
      this.#line(line, xMm, area.yMm + (index * LEADING + ASCENT) * sizeMm, sizeMm);
    }
  }

  #line(line: readonly Outline[], xMm: number, baseMm: number, sizeMm: number): void {
    const scale = (sizeMm * Pen.POINTS_A_MM) / 1_000;
    let atMm = xMm;
    for (const { path, advance } of line) {
      this.#pdf
        .save()
        .transform(scale, 0, 0, -scale, atMm * Pen.POINTS_A_MM, baseMm * Pen.POINTS_A_MM)
        .lineWidth(STROKE)
        .lineJoin('round')
        .path(path)
        .fillAndStroke(INK, INK)
        .restore();
      atMm += (advance / 1_000) * sizeMm;
    }
  }
}

/** How far apart lines stand; of the size. */
export const LINE_HEIGHT = LEADING;

/** In units of the size. */
const widthOf = (line: readonly Outline[]): number =>
  line.reduce((sum, { advance }) => sum + advance / 1_000, 0);

/** Punctuation that begins no line (GB/T 15834). */
const NEVER_FIRST = /^[，。、；：！？）》」』”’,.;:!?)]$/u;

/** Breaks a text between any two characters, as Chinese is broken, but not before a closing mark. */
function broken(text: string, width: number): readonly (readonly Outline[])[] {
  const lines: Outline[][] = [[]];
  for (const character of text) {
    const outline = outlines.of(character);
    const line = lines.at(-1) ?? [];
    const isFull = line.length > 0 && widthOf([...line, outline]) > width;
    if (!isFull) line.push(outline);
    else if (NEVER_FIRST.test(character)) lines.push([...line.splice(-1), outline]);
    else lines.push([outline]);
  }
  return lines;
}
