import { relative, resolve } from 'node:path';
import { listSites, loadSite } from '../hub/content/index.ts';
import type { Fault } from '../src/model/content/index.ts';

/**
 * Checks content folders before they are published: `npm run check-site`, or with the names or folders of sites.
 * Prints every fault and warning; ends with 1 where a site has a fault.
 */

const line = ({ file, path, problem, mend }: Fault): string =>
  `${file}${path === '' ? '' : ` › ${path}`}: ${problem}. Mend: ${mend}.`;

const root = resolve(process.env['LINLI_SITES'] ?? 'kiosk-config');

/** A site may be named by its id or by its folder, wherever that is. */
function placeOf(argument: string): { readonly root: string; readonly id: string } {
  if (!argument.includes('/')) return { root, id: argument };
  const folder = resolve(argument);
  const above = resolve(folder, '..');
  return { root: above, id: relative(above, folder) };
}

async function check(at: { readonly root: string; readonly id: string }): Promise<boolean> {
  const loaded = await loadSite(at.root, at.id);
  const faults = loaded.ok ? [] : loaded.error;
  const warnings = loaded.ok ? loaded.value.warnings : [];
  for (const fault of faults) console.error(line(fault));
  for (const warning of warnings) console.warn(`warning: ${line(warning)}`);
  console.info(
    loaded.ok
      ? `${at.id}: good, ${loaded.value.changes.length} documents, ${warnings.length} warning(s)`
      : `${at.id}: ${faults.length} fault(s)`,
  );
  return loaded.ok;
}

const named = process.argv.slice(2);
const places = named.length > 0 ? named.map(placeOf) : (await listSites(root)).map((id) => ({ root, id }));
if (places.length === 0) console.error(`no site in ${root}: make a folder with a site.json`);
let good = places.length > 0;
for (const place of places) good = (await check(place)) && good;
process.exitCode = good ? 0 : 1;
