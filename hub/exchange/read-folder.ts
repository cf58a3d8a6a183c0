import type { SheetNote } from '../../src/model/schema/staff-exchange.ts';
import type { PackedFile, ReadUpload } from './sheet.ts';
import { Unreadable } from './unreadable.ts';
import { contentRoles } from '../../src/model/editing/index.ts';

const FILES = new Set<string>(contentRoles.map((role) => `${role}.json`));
/** As for a folder on the disk. */
const FILE_BYTES = 2 * 1_024 * 1_024;
const PASSED_OVER = /(?:^|\/)(?:\.|__MACOSX\/)|\.md$|~$/u;

/** Where the site's files are in an archive: its own folder, or the only one; undefined where there is no `site.json`. */
export function siteFolder(names: readonly string[], site: string): string | undefined {
  const folders = names
    .filter(
      (name) =>
        /(?:^|\/)site\.json$/u.test(name) &&
        !/(?:^|\/)(?:catalogues|schema)\//u.test(name) &&
        !PASSED_OVER.test(name),
    )
    .map((name) => name.slice(0, -'site.json'.length));
  return (
    folders.find((folder) => folder === `${site}/` || folder.endsWith(`/${site}/`)) ??
    (folders.length === 1 ? folders[0] : undefined)
  );
}

/** Takes the files of a site out of an archive; the catalogue is not changed here. */
export function readFolderZip(files: ReadonlyMap<string, Uint8Array>, folder: string): ReadUpload {
  const notes: SheetNote[] = [];
  const taken: PackedFile[] = [];
  for (const [name, bytes] of files) {
    if (PASSED_OVER.test(name)) continue;
    const own = name.startsWith(folder) ? name.slice(folder.length) : undefined;
    if (own !== undefined && FILES.has(own)) {
      if (bytes.length > FILE_BYTES) throw new Unreadable('exchange.too-large', name);
      taken.push({ name: own, text: textOf(bytes) });
    } else if (!/(?:^|\/)(?:catalogues|schema)\//u.test(name))
      notes.push({ code: 'file-not-read', values: { file: name } });
  }
  if ([...files.keys()].some((name) => /(?:^|\/)catalogues\//u.test(name)))
    notes.push({ code: 'catalogue-not-read', values: {} });
  return { format: 'folder', files: taken, notes: notes.slice(0, 20) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable('exchange.encoding');
  }
}
