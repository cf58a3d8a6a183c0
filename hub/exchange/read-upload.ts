import type { ReadUpload } from './sheet.ts';
import { readCsv } from './read-csv.ts';
import { readFolderZip, siteFolder } from './read-folder.ts';
import { readHsds } from './read-hsds.ts';
import { readXlsx } from './read-xlsx.ts';
import { sniff } from './sniff.ts';
import { readText } from './text.ts';
import { Unreadable } from './unreadable.ts';
import { unzip } from './zip.ts';

const XLSX_PART = /\.(?:xml|rels)$/u;
const WORKBOOK = 'xl/workbook.xml';

/**
 * Reads an upload by what it is, whatever it is called. Runs in a thread of its own (see threads.ts).
 * @param site whose folder is looked for in an archive of several
 * @throws Unreadable
 */
export async function readUpload(bytes: Uint8Array, site: string): Promise<ReadUpload> {
  if (sniff(bytes) === 'zip') return readZip(bytes, site);
  const { text } = readText(bytes);
  return /^\s*[[{]/u.test(text.slice(0, 1_000)) ? readHsds(text.replace(/^\ufeff/u, '')) : readCsv(bytes);
}

async function readZip(bytes: Uint8Array, site: string): Promise<ReadUpload> {
  // Pictures and the like inside a workbook are not unpacked; nothing else is wanted but text.
  const files = unzip(bytes, (name) => XLSX_PART.test(name) || name.endsWith('.json'));
  if (files.has(WORKBOOK)) return readXlsx(files);
  const folder = siteFolder([...files.keys()], site);
  if (folder === undefined) throw new Unreadable('exchange.not-a-sheet', 'zip');
  return readFolderZip(files, folder);
}
