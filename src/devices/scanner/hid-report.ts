/** What of a report's description (WebHID `HIDReportItem`) says where a field lies. */
export interface ReportItem {
  /** Usage page in the upper, usage in the lower sixteen bits. */
  readonly usages?: readonly number[];
  readonly reportSize?: number;
  readonly reportCount?: number;
}

export interface ReportInfo {
  readonly reportId?: number;
  readonly items?: readonly ReportItem[];
}

export interface Collection {
  readonly usagePage?: number;
  readonly inputReports?: readonly ReportInfo[];
  readonly children?: readonly Collection[];
}

/** Where the scanned text lies in an input report, without the byte of the report's number. */
export interface ScanLayout {
  readonly reportId: number;
  readonly dataAt: number;
  readonly dataLength: number;
  /** Byte that says how much of the data counts; where there is none, zeros fill the rest. */
  readonly countAt: number | undefined;
  /** Bit that is set where the next report goes on with the same text. */
  readonly continuedAtBit: number | undefined;
}

/** HID Point of Sale Usage Tables 1.02, page Bar Code Scanner. */
export const SCANNER_PAGE = 0x8c;
export const SCANNER_USAGE = 0x02;
const DECODED_DATA = (SCANNER_PAGE << 16) | 0xfe;
const CONTINUED = (SCANNER_PAGE << 16) | 0xff;
/** HID Usage Tables, page Generic Desktop: Byte Count. */
const BYTE_COUNT = (0x01 << 16) | 0x3b;

function layoutOf({ reportId = 0, items = [] }: ReportInfo): ScanLayout | undefined {
  let bit = 0;
  let data: { readonly at: number; readonly length: number } | undefined;
  let countAt: number | undefined;
  let continuedAtBit: number | undefined;
  for (const { usages = [], reportSize = 0, reportCount = 0 } of items) {
    if (usages.includes(DECODED_DATA) && reportSize === 8 && bit % 8 === 0)
      data = { at: bit / 8, length: reportCount };
    if (usages.includes(BYTE_COUNT) && bit % 8 === 0)
      countAt = bit / 8 + usages.indexOf(BYTE_COUNT) * (reportSize / 8);
    if (usages.includes(CONTINUED)) continuedAtBit = bit + usages.indexOf(CONTINUED) * reportSize;
    bit += reportSize * reportCount;
  }
  return data && { reportId, dataAt: data.at, dataLength: data.length, countAt, continuedAtBit };
}

/** The report that carries scanned texts, as the device itself describes it: makers order its fields differently. */
export function findLayout(collections: readonly Collection[]): ScanLayout | undefined {
  for (const { inputReports = [], children = [] } of collections) {
    for (const report of inputReports) {
      const layout = layoutOf(report);
      if (layout) return layout;
    }
    const inside = findLayout(children);
    if (inside) return inside;
  }
  return undefined;
}

/** The part of a text that one report carries, and whether it goes on. */
export function partOf(
  report: DataView,
  layout: ScanLayout,
): { readonly bytes: Uint8Array; readonly continued: boolean } {
  const whole = new Uint8Array(report.buffer, report.byteOffset, report.byteLength);
  const field = whole.subarray(layout.dataAt, layout.dataAt + layout.dataLength);
  const count = layout.countAt === undefined ? undefined : whole[layout.countAt];
  const bit = layout.continuedAtBit;
  return {
    bytes: field.slice(0, count ?? usedLength(field)),
    continued: bit !== undefined && (((whole[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1,
  };
}

/** Without the zeros at the end. */
function usedLength(field: Uint8Array): number {
  let length = field.length;
  while (length > 0 && field[length - 1] === 0) length -= 1;
  return length;
}
