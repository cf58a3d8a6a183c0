export type Paper = 'slip-80mm' | 'a4';

/** How printing ended, as far as a page can know. */
export type Printed = 'handed-over' | 'timed-out';

export interface PrintOptions {
  /** How long a print dialogue may stand open. */
  readonly timeoutMs?: number;
  /** `window.print`, or what stands for it. */
  readonly print?: () => void;
}

const MM_PER_PX = 25.4 / 96;
/** A slip printer marks 72 of its 80 mm. */
const SLIP_MARGIN_MM = 4;

/** Hides everything but the slip on paper, and the slip everywhere else. */
const frame = `
  .linli-print { position: absolute; inset-inline-start: -10000px; }
  .linli-print.slip-80mm { width: 72mm; }
  .linli-print.a4 { width: 180mm; }
  @media print {
    body > :not(.linli-print) { display: none; }
    .linli-print { position: static; }
  }`;

const pageRule = (paper: Paper, heightPx: number): string =>
  paper === 'a4'
    ? '@page { size: A4; margin: 15mm; }'
    : // CSS has no paper "as long as it needs": the slip is measured, and cut where it ends.
      `@page { size: 80mm ${Math.ceil(heightPx * MM_PER_PX) + 2 * SLIP_MARGIN_MM}mm; margin: ${SLIP_MARGIN_MM}mm; }`;

function whenPrinted(print: () => void, timeoutMs: number): Promise<Printed> {
  return new Promise((resolve) => {
    const onAfter = () => end('handed-over');
    const timer = setTimeout(() => end('timed-out'), timeoutMs);
    const end = (printed: Printed) => {
      clearTimeout(timer);
      removeEventListener('afterprint', onAfter);
      resolve(printed);
    };
    addEventListener('afterprint', onAfter);
    print();
  });
}

/**
 * Prints one thing of the page by the browser's own printing; a terminal whose browser was started for kiosk printing
 * prints without asking. What is printed is a copy, styled by styles of the document or of its own shadow root.
 *
 * `handed-over` says that the dialogue was closed or the job taken: a browser cannot tell whether it was cancelled,
 * whether the printer is on, nor whether paper came out. So ask the person, and keep the way without paper.
 * @param content copied, unless it belongs to no document yet: then it is used and removed afterwards
 */
export async function printSlip(content: Node, paper: Paper, options: PrintOptions = {}): Promise<Printed> {
  const holder = document.createElement('div');
  holder.classList.add('linli-print', paper);
  holder.setAttribute('aria-hidden', 'true');
  holder.append(content.isConnected ? content.cloneNode(true) : content);

  // Constructed sheets: the page's policy allows no style written into the document.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(frame);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.body.append(holder);
  try {
    // Elements of Lit draw themselves a moment after they are put in.
    await new Promise(requestAnimationFrame);
    sheet.replaceSync(frame + pageRule(paper, holder.getBoundingClientRect().height));
    return await whenPrinted(options.print ?? (() => window.print()), options.timeoutMs ?? 120_000);
  } finally {
    holder.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  }
}
