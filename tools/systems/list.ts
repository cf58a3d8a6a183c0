import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { plain, seedId, slug, systemId } from '../../src/model/schema/text.ts';

/**
 * The list of what the source documents ask for (`docs/systems.json`): every system with the screens that carry it,
 * every service, every table of figures. Coverage holds the content against this list.
 */

const screen = z.enum([
  'home',
  'directory',
  'search',
  'guide',
  'places',
  'notices',
  'indicators',
  'booking',
  'pass',
  'arrival',
  'queue',
  'counter',
  'display',
  'card',
  'help',
  'phone',
  'accessibility-bar',
]);

const system = z.strictObject({
  id: systemId,
  title: plain(40),
  /** The documents that ask for it: only their sites can carry it. */
  seeds: z.array(seedId).min(1),
  screens: z.array(screen),
});
export type System = z.infer<typeof system>;

const listedService = z.strictObject({
  no: z.int().min(1),
  id: slug('service id'),
  title: plain(40),
  seeds: z.array(seedId).min(1),
});
export type ListedService = z.infer<typeof listedService>;

const listedTable = z.strictObject({
  id: z.string().regex(/^1F-\d{3}$/u),
  title: plain(80),
  seeds: z.array(seedId).length(1),
  site: slug('site id'),
  table: slug('table id'),
  rows: z.int().min(1),
});
export type ListedTable = z.infer<typeof listedTable>;

const systemsList = z.strictObject({
  screens: z.array(screen),
  systems: z.array(system),
  services: z.array(listedService),
  indicators: z.array(listedTable),
});
export type SystemsList = z.infer<typeof systemsList>;

/**
 * @param path of `docs/systems.json`
 * @throws where the file cannot be read or does not follow the form above
 */
export async function readSystemsList(path: string): Promise<SystemsList> {
  return systemsList.parse(JSON.parse(await readFile(path, 'utf8')));
}
