import { zipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import { type ReadUpload, type Sheet, mustFit, mustSaySomething, sheetLimits } from './sheet.ts';
import { Unreadable } from './unreadable.ts';
import { type SheetFacts, factsOf, withoutEmptyCells } from './xlsx-facts.ts';

const utf8 = new TextDecoder();

interface Listed {
  readonly name: string;
  readonly hidden: boolean;
  /** In the archive. */
  readonly file: string;
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`(?:^|[\\s:])${name}="([^"]*)"`, 'u').exec(tag)?.[1];

const plain = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** The sheets in their order, with the files they are in. */
function listSheets(files: ReadonlyMap<string, Uint8Array>): Listed[] {
  const workbook = utf8.decode(files.get('xl/workbook.xml'));
  const relations = utf8.decode(files.get('xl/_rels/workbook.xml.rels') ?? new Uint8Array());
  const targets = new Map(
    [...relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/gu)].map(([, tag = '']) => [
      attribute(tag, 'Id') ?? '',
      (attribute(tag, 'Target') ?? '').replace(/^\/?(?:xl\/)?/u, 'xl/'),
    ]),
  );
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/gu)].map(([, tag = '']) => ({
    name: plain(attribute(tag, 'name') ?? ''),
    hidden: /^(?:hidden|veryHidden)$/u.test(attribute(tag, 'state') ?? ''),
    file: targets.get(attribute(tag, 'id') ?? '') ?? '',
  }));
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** A cell as a text: days as `2026-05-01`, moments as `2026-05-01 08:00`, times of no day as `08:00`. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    // The serial number of a day has no zone; seconds that the program rounded are rounded back.
    const at = new Date(Math.round(cell.getTime() / 60_000) * 60_000);
    if (Number.isNaN(at.getTime())) return '';
    const time = `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
    if (at.getUTCFullYear() < 1901) return time;
    const day = at.toISOString().slice(0, 10);
    return time === '00:00' ? day : `${day} ${time}`;
  }
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)));
  return (typeof cell === 'string' ? cell : JSON.stringify(cell))
    .slice(0, sheetLimits.cellLength)
    .replaceAll('\r\n', '\n')
    .trim();
}

/**
 * Reads XLSX. The reader is given an archive that was packed anew, without compression, from files that passed the checks: it
 * has nothing to unpack that could blow up. Formulas are not run: what the program saw last is read.
 * @param files of the archive, by name
 * @throws Unreadable
 */
export async function readXlsx(files: ReadonlyMap<string, Uint8Array>): Promise<ReadUpload> {
  const listed = listSheets(files);
  if (listed.length > sheetLimits.sheets) throw new Unreadable('exchange.too-wide', String(listed.length));
  const facts = new Map<string, SheetFacts>();
  const safe: Record<string, Uint8Array> = {};
  for (const [name, bytes] of files) {
    if (!/\.(?:xml|rels)$/u.test(name)) continue;
    const isSheet = name.startsWith('xl/worksheets/') && name.endsWith('.xml');
    const text = utf8.decode(bytes);
    // OOXML has no document types; one could hold entities that blow up.
    if (/<!DOCTYPE|<!ENTITY/u.test(text)) throw new Unreadable('exchange.zip-unsafe', 'DOCTYPE');
    if (isSheet) {
      const found = factsOf(text);
      mustFit(found.columns, found.rows);
      facts.set(name, found);
    }
    safe[name] = isSheet ? new TextEncoder().encode(withoutEmptyCells(text)) : bytes;
  }
  const archive = zipSync(safe, { level: 0 });
  let read: { readonly sheet: string; readonly data: readonly (readonly unknown[])[] }[];
  try {
    read = await readXlsxFile(archive.buffer);
  } catch (error) {
    throw new Unreadable(
      'exchange.xlsx-broken',
      error instanceof Error ? error.message.slice(0, 120) : undefined,
    );
  }
  const sheets = read.map(({ sheet, data }, index): Sheet => {
    const from = listed.find(({ name }) => name === sheet) ?? listed[index];
    const known = facts.get(from?.file ?? '');
    const rows = data.map((row) => row.map(textOf));
    return {
      name: sheet,
      hidden: from?.hidden ?? false,
      rows,
      unsure: known?.unsure ?? {},
      notes: [
        ...(known && known.formulas > 0
          ? [{ code: 'formulas' as const, values: { n: known.formulas } }]
          : []),
        ...(known && known.merges.length > 0
          ? [
              {
                code: 'merged' as const,
                values: { n: known.merges.length, where: known.merges.slice(0, 5).join('、') },
              },
            ]
          : []),
        ...(from?.hidden ? [{ code: 'hidden' as const, values: {} }] : []),
      ],
    };
  });
  mustSaySomething(sheets);
  return { format: 'xlsx', sheets, notes: [] };
}
