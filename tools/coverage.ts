import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listSites, loadSite } from '../hub/content/index.ts';
import { readSystemsList } from './systems/list.ts';
import {
  type Coverage,
  type ServiceRow,
  type SiteContent,
  type SystemRow,
  type TableRow,
  tally,
} from './systems/tally.ts';

/**
 * Shows what of the source documents the content and the screens carry: `npm run coverage`, or with `--json`.
 * Ends with 1 where a site has a fault or content names a system that the list does not have.
 */

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = resolve(process.env['LINLI_SITES'] ?? join(project, 'kiosk-config'));

/** Every good site; a bad one is named, and its faults are left to `npm run check-site`. */
async function loadSites(): Promise<{ readonly sites: SiteContent[]; readonly bad: string[] }> {
  const sites: SiteContent[] = [];
  const bad: string[] = [];
  for (const id of await listSites(root)) {
    const loaded = await loadSite(root, id);
    if (loaded.ok) sites.push(loaded.value);
    else bad.push(id);
  }
  return { sites, bad };
}

const counted = (count: number, what: string, detail = ''): string =>
  count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}${detail}`;

function systemLine(row: SystemRow): string {
  const { system } = row;
  const head = `${system.id} ${system.title} [${system.seeds.join(' ')}]`;
  if (!row.carried) return `${head}: nothing yet`;
  const parts = [
    counted(row.services, 'service', ` (${row.withTimes} with times)`),
    counted(row.places, 'place'),
    counted(row.tiles, 'tile'),
    counted(row.notices, 'notice'),
    counted(row.profiles, 'profile'),
  ].filter((part) => part !== '');
  const content = parts.length > 0 ? parts.join(', ') : 'no content';
  const examples = row.examples.length > 0 ? ` (${row.examples.join('; ')})` : '';
  const screens = system.screens.length > 0 ? system.screens.join(' ') : 'none';
  return `${head}: ${content}${examples}; screens: ${screens}`;
}

function serviceLine({ service, sites, withTimes }: ServiceRow): string {
  const head = `S${String(service.no).padStart(3, '0')} ${service.title} (${service.id})`;
  if (sites.length === 0) return `${head}: nothing yet`;
  return `${head}: ${sites.join(' ')}; with times: ${withTimes.join(' ') || 'none'}`;
}

const tableLine = ({ table, rows }: TableRow): string =>
  `${table.id} ${table.title}: ${rows === 0 ? 'nothing yet' : `${rows} of ${table.rows} rows at ${table.site}`}`;

function summary({ systems, services, tables }: Coverage): string {
  const carried = systems.filter((row) => row.carried);
  const withTimes = systems.filter((row) => row.withTimes > 0);
  const listed = services.filter((row) => row.sites.length > 0);
  const booked = services.filter((row) => row.withTimes.length > 0);
  const whole = tables.filter((row) => row.rows === row.table.rows);
  return [
    `systems: ${withTimes.length} of ${systems.length} with times to book, ` +
      `${carried.length - withTimes.length} shown, ${systems.length - carried.length} nothing yet`,
    `services: ${listed.length} of ${services.length} listed (${booked.length} with times)`,
    `tables: ${whole.length} of ${tables.length} whole`,
  ].join(' · ');
}

const list = await readSystemsList(join(project, 'docs', 'systems.json'));
const { sites, bad } = await loadSites();
const coverage = tally(list, sites);

if (process.argv.includes('--json')) {
  console.info(JSON.stringify({ ...coverage, badSites: bad, summary: summary(coverage) }, undefined, 2));
} else {
  for (const row of coverage.systems) console.info(systemLine(row));
  for (const row of coverage.tables) console.info(tableLine(row));
  for (const row of coverage.services) console.info(serviceLine(row));
  console.info(summary(coverage));
}
if (bad.length > 0) console.error(`left out, because check-site finds faults: ${bad.join(' ')}`);
if (coverage.unknown.length > 0) console.error(`not in docs/systems.json: ${coverage.unknown.join(' ')}`);
process.exitCode = bad.length > 0 || coverage.unknown.length > 0 ? 1 : 0;
