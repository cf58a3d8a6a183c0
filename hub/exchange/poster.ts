import PdfDocument from 'pdfkit';
import QRCode from 'qrcode';
import { posterZh } from '../../src/access/messages/exchange-columns.ts';
import type { Place } from '../../src/model/schema/place.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import type { PaperSize } from '../../src/model/schema/staff-exchange.ts';
import { LINE_HEIGHT, Pen } from '../cards/pen.ts';

/** What a poster is about; its code opens `address`. */
export interface PosterSubject {
  readonly site: Site;
  readonly address: string;
  readonly about:
    | { readonly kind: 'hall' }
    | { readonly kind: 'service'; readonly service: Service; readonly place: Place | undefined }
    | { readonly kind: 'place'; readonly place: Place };
}

/** Measures of A4; A3 is the same, larger by the square root of two. */
const PAGE = { widthMm: 210, heightMm: 297, marginMm: 16 } as const;
const SCALE: Readonly<Record<PaperSize, number>> = { a4: 1, a3: Math.SQRT2 };
const INNER = PAGE.widthMm - 2 * PAGE.marginMm;
/** Where the code is: larger where there is little else to say. */
const FOOT = {
  hall: { topMm: 176, codeMm: 96 },
  place: { topMm: 176, codeMm: 96 },
  service: { topMm: 212, codeMm: 62 },
} as const;
/** Modules of the quiet zone (ISO/IEC 18004). */
const QUIET = 4;

type Pdf = InstanceType<typeof PdfDocument>;
interface Line {
  readonly label: string;
  readonly text: string;
}

/**
 * Draws a poster of one page, in Chinese: what stands in the content and nothing else. What is not set says so.
 * @returns a PDF
 */
export async function drawPoster(subject: PosterSubject, size: PaperSize): Promise<Buffer> {
  const scale = SCALE[size];
  const pdf = new PdfDocument({
    size: [PAGE.widthMm, PAGE.heightMm].map((mm) => mm * scale * Pen.POINTS_A_MM) as [number, number],
    margin: 0,
    info: { Title: titleOf(subject) },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    pdf.once('end', resolve);
    pdf.once('error', reject);
  });
  pdf.scale(scale);
  draw(pdf, new Pen(pdf), subject);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function titleOf({ site, about }: PosterSubject): string {
  if (about.kind === 'service') return about.service.name.zh;
  return about.kind === 'place' ? about.place.name.zh : site.hall.zh;
}

function bar(pdf: Pdf, colour: string, yMm: number, heightMm: number): void {
  const [width, y, height] = [PAGE.widthMm, yMm, heightMm].map((mm) => mm * Pen.POINTS_A_MM) as [
    number,
    number,
    number,
  ];
  pdf.rect(0, y, width, height).fill(colour);
}

function draw(pdf: Pdf, pen: Pen, subject: PosterSubject): void {
  const { site, about } = subject;
  const whole = { xMm: PAGE.marginMm, widthMm: INNER, align: 'left' } as const;
  bar(pdf, site.brand.accent, 0, 7);
  // A hall's own poster says its name large, and below it what it is for.
  const above = about.kind === 'hall' ? posterZh['poster.hall'] : site.hall.zh;
  pen.text(above, { ...whole, yMm: 15, sizeMm: 8, lines: 1 });
  pen.text(titleOf(subject), { ...whole, yMm: 28, sizeMm: about.kind === 'hall' ? 22 : 17, lines: 2 });
  const summary =
    about.kind === 'service'
      ? about.service.summary.zh
      : about.kind === 'place'
        ? about.place.summary?.zh
        : site.summary.zh;
  if (summary) pen.text(summary, { ...whole, yMm: about.kind === 'hall' ? 80 : 66, sizeMm: 6, lines: 2 });
  const foot = FOOT[about.kind];
  drawLines(pen, linesOf(subject), about.kind === 'hall' ? 104 : 86, foot.topMm - 6);
  drawFoot(pdf, pen, subject);
}

/** Sizes of the lines, the largest first: a poster is read from across the room. */
const SIZES_MM = [8, 7.2, 6.4, 5.8, 5.2, 4.6] as const;
/** Of the size: how wide labels are, and the gap below a line. */
const LABEL = 6.4;
const GAP = 0.6;
const MOST_LINES = 5;

interface Placed extends Line {
  readonly yMm: number;
  readonly count: number;
}

/** As much of a text as stands in the lines that one matter may have. */
function cut(pen: Pen, text: string, widthMm: number, sizeMm: number): string {
  let shown = text;
  while (shown.length > 1 && pen.lineCount(`${shown}…`, widthMm, sizeMm) > MOST_LINES)
    shown = shown.slice(0, -4);
  return shown === text ? text : `${shown}…`;
}

/** Lines in the largest size in which all have room; in the smallest, those that have. */
function placed(
  pen: Pen,
  lines: readonly Line[],
  topMm: number,
  bottomMm: number,
): { readonly sizeMm: number; readonly lines: readonly Placed[] } {
  for (const sizeMm of SIZES_MM) {
    const isLast = sizeMm === SIZES_MM.at(-1);
    let yMm = topMm;
    const all = lines.map((line): Placed => {
      const widthMm = INNER - LABEL * sizeMm;
      const text = isLast ? cut(pen, line.text, widthMm, sizeMm) : line.text;
      const count = pen.lineCount(text, widthMm, sizeMm);
      const at = { ...line, text, yMm, count };
      yMm += (count * LINE_HEIGHT + GAP) * sizeMm;
      return at;
    });
    if (yMm <= bottomMm) return { sizeMm, lines: all };
    if (isLast)
      return {
        sizeMm,
        lines: all.filter((line) => line.yMm + (line.count + 1) * LINE_HEIGHT * sizeMm <= bottomMm),
      };
  }
  return { sizeMm: SIZES_MM[0], lines: [] };
}

/** Label and text, one under the other, as far as there is room; the code has the rest. */
function drawLines(pen: Pen, lines: readonly Line[], topMm: number, bottomMm: number): void {
  const { sizeMm, lines: shown } = placed(pen, lines, topMm, bottomMm);
  const labelMm = LABEL * sizeMm;
  for (const { label, text, yMm, count } of shown) {
    pen.text(label, { xMm: PAGE.marginMm, yMm, widthMm: labelMm - sizeMm, sizeMm, align: 'left', lines: 1 });
    pen.text(text, {
      xMm: PAGE.marginMm + labelMm,
      yMm,
      widthMm: INNER - labelMm,
      sizeMm,
      align: 'left',
      lines: count,
    });
  }
  if (shown.length < lines.length || shown.some(({ text }) => text.endsWith('…')))
    pen.text(posterZh['poster.more'], {
      xMm: PAGE.marginMm,
      yMm: bottomMm - sizeMm,
      widthMm: INNER,
      sizeMm,
      align: 'left',
      lines: 1,
    });
}

const isOf = (text: string | undefined): string => text ?? posterZh['poster.unset'];
const numbered = (items: readonly { readonly zh: string }[] | undefined): string | undefined =>
  items && items.length > 0 ? items.map(({ zh }, index) => `${index + 1}. ${zh}`).join('  ') : undefined;

function linesOf({ site, about }: PosterSubject): readonly Line[] {
  const line = (key: keyof typeof posterZh, text: string | undefined): Line => ({
    label: posterZh[key],
    text: isOf(text),
  });
  if (about.kind === 'hall')
    return [line('poster.hours', hoursText(site.hours.weekly)), line('poster.phone', undefined)];
  if (about.kind === 'place') {
    const { place } = about;
    return [
      line('poster.address', place.address?.zh),
      line('poster.hours', hoursText(place.hours)),
      line('poster.phone', place.phone),
    ];
  }
  const { guide } = about.service;
  const materials = guide.materials
    ?.filter(({ noLongerRequired }) => !noLongerRequired)
    .map(({ name }) => name);
  return [
    line('poster.who', guide.who?.zh),
    line('poster.materials', numbered(materials)),
    line('poster.steps', numbered(guide.steps)),
    line('poster.fee', guide.fee?.zh),
    line('poster.limit', guide.promisedLimit?.zh ?? guide.legalLimit?.zh),
    line('poster.window', [about.place?.name.zh, guide.window?.zh].filter(Boolean).join('，') || undefined),
    line('poster.hours', guide.hours?.zh),
    line('poster.phone', guide.phone),
  ];
}

const DAY_NAMES = { MO: '一', TU: '二', WE: '三', TH: '四', FR: '五', SA: '六', SU: '日' } as const;

const hoursText = (hours: Place['hours']): string | undefined =>
  hours && hours.length > 0
    ? hours
        .map(
          ({ days, opens, closes }) => `周${days.map((day) => DAY_NAMES[day]).join('')} ${opens}–${closes}`,
        )
        .join('，')
    : undefined;

function drawFoot(pdf: Pdf, pen: Pen, { site, address, about }: PosterSubject): void {
  const { topMm, codeMm } = FOOT[about.kind];
  drawCode(pen, address, PAGE.widthMm - PAGE.marginMm - codeMm, topMm, codeMm);
  const left = { xMm: PAGE.marginMm, widthMm: INNER - codeMm - 8, align: 'left' } as const;
  pen.text(posterZh['poster.scan'], { ...left, yMm: topMm + 6, sizeMm: 9, lines: 3 });
  const without = about.kind === 'service' ? about.service.withoutScreen.zh : undefined;
  if (without) {
    pen.text(posterZh['poster.without'], { ...left, yMm: topMm + 34, sizeMm: 5, lines: 1 });
    pen.text(without, { ...left, yMm: topMm + 42, sizeMm: 4.6, lines: 3 });
  } else if (about.kind === 'hall')
    pen.text(posterZh['poster.all'], { ...left, yMm: topMm + 34, sizeMm: 5, lines: 1 });
  const isDemo = site.demo || (about.kind === 'place' && about.place.demo);
  if (isDemo)
    pen.text(posterZh['poster.demo'], {
      xMm: PAGE.marginMm,
      widthMm: INNER,
      align: 'left',
      yMm: 281,
      sizeMm: 4.4,
      lines: 1,
    });
  bar(pdf, site.brand.accent, PAGE.heightMm - 5, 5);
}

function drawCode(pen: Pen, text: string, xMm: number, yMm: number, sideMm: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const moduleMm = sideMm / (modules.size + 2 * QUIET);
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column))
        pen.square(xMm + (column + QUIET) * moduleMm, yMm + (row + QUIET) * moduleMm, moduleMm);
  pen.fill();
}
