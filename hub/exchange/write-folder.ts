import { zipSync } from 'fflate';
import type { SiteFiles } from '../content/compile.ts';

/** ZIP knows no time before 1980; a fixed one makes equal content equal files. */
const ALWAYS = new Date(2020, 0, 1);

/**
 * Packs a site's content as `kiosk-config` holds it: its folder and its catalogue's.
 * @returns a ZIP that this hub takes in again
 */
export function packFolder(files: SiteFiles): Uint8Array {
  const all = [...files.site, ...files.catalogue].map(
    ({ file, value }) => [file, Buffer.from(`${JSON.stringify(value, null, 2)}\n`)] as const,
  );
  return zipSync(Object.fromEntries(all), { level: 6, mtime: ALWAYS });
}
