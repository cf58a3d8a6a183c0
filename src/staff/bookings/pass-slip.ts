import { css } from 'lit';
import '../../../components/qr/qr.ts';
import { type Paper, type Printed, printSlip } from '../../devices/printer.ts';
import { qrMatrix } from '../../devices/qr-code.ts';
import { spokenCode } from '../../model/ids.ts';
import type { BookingCode } from '../../model/schema/booking.ts';
import type { DeskServices, DeskSlot } from '../../model/schema/staff-bookings.ts';
import { type BookingsWords, placeName, serviceName, spanOf } from './bookings-words.ts';

/** What stands on a printed pass: nothing of the person. */
export interface PrintedPass {
  readonly words: BookingsWords;
  readonly services: DeskServices;
  readonly slot: DeskSlot;
  readonly pass: string;
  /** Known only where it was booked a moment ago: the hub keeps no code. */
  readonly code?: BookingCode;
  /** On the waiting list, or offered. */
  readonly waits: boolean;
}

const slipStyles = css`
  :host {
    display: block;
    background: #fff;
    color: #000;
    font-family: var(--font, sans-serif);
    line-height: 1.35;
  }
  p {
    margin: 0 0 calc(2 * var(--slip-mm));
    font-size: calc(4 * var(--slip-mm));
    overflow-wrap: anywhere;
  }
  .small {
    font-size: calc(3.2 * var(--slip-mm));
  }
  .title {
    font-size: calc(6 * var(--slip-mm));
    font-weight: 600;
  }
  .large {
    font-size: calc(5.2 * var(--slip-mm));
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  linli-qr {
    width: calc(52 * var(--slip-mm));
    margin: calc(2 * var(--slip-mm)) auto;
  }
`;

type Line = readonly [kind: 'small' | 'text' | 'title' | 'large', text: string];

/** Prints a pass on a slip of 80 mm or a sheet of A4, in black only. */
export const printPass = (printed: PrintedPass, paper: Paper): Promise<Printed> =>
  printSlip(slipOf(printed, paper), paper);

function slipOf(printed: PrintedPass, paper: Paper): HTMLElement {
  const slip = document.createElement('div');
  // A sheet is read from further away than a slip in the hand.
  slip.style.setProperty('--slip-mm', paper === 'a4' ? '1.7mm' : '1mm');
  const root = slip.attachShadow({ mode: 'open' });
  if (slipStyles.styleSheet) root.adoptedStyleSheets = [slipStyles.styleSheet];
  const code = document.createElement('linli-qr');
  code.matrix = qrMatrix(printed.pass);
  code.label = printed.words.t('new.qr');
  root.append(...linesOf(headOf(printed)), code, ...linesOf(footOf(printed)));
  return slip;
}

function headOf({ words, services, slot, waits }: PrintedPass): readonly Line[] {
  const { t, of, clock } = words;
  return [
    ['small', of(services.hall)],
    ['text', waits ? t('new.done.waiting') : ''],
    ['title', serviceName(words, services, slot.service)],
    ['large', `${clock.day(Date.parse(slot.startsAt))} ${spanOf(words, slot)}`],
    ['text', placeName(words, services, slot.place)],
  ];
}

function footOf({ words: { t }, slot, code, waits }: PrintedPass): readonly Line[] {
  return [
    ['small', code === undefined ? '' : t('new.code')],
    ['large', code === undefined ? '' : spokenCode(code)],
    ['small', t(waits ? 'new.code.hint.waiting' : 'new.code.hint')],
    ['small', slot.demo ? t('demo.slots') : ''],
  ];
}

const linesOf = (lines: readonly Line[]): readonly HTMLElement[] =>
  lines
    .filter(([, text]) => text !== '')
    .map(([kind, text]) => {
      const line = document.createElement('p');
      line.className = kind;
      line.textContent = text;
      return line;
    });
