import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { type FileRole, fileSchemas } from '../src/model/content/index.ts';

/**
 * Writes the JSON Schemas of the content files, for editors and for whoever makes content by machine.
 * `npm run generate` writes them; with `--check` it writes nothing and ends with 1 where one is stale.
 */

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(repository, 'kiosk-config', 'schema');

const TITLES: Readonly<Record<FileRole, string>> = {
  site: "A hall's profile (site.json)",
  services: 'The services a hall has, with what differs there (services.json)',
  places: 'The places of a hall (places.json)',
  calendar: 'Closures, other hours and shared resources of a hall (calendar.json)',
  queues: 'The queues and counters of a hall (queues.json)',
  notices: 'The notices of a hall (notices.json)',
  indicators: 'Public figures as documents print them (indicators.json)',
  taxonomies: 'Lists of terms of a catalogue: categories, audiences, kinds of place, diet (taxonomies.json)',
  'catalogue-services': 'Services of a shared catalogue (services/*.json)',
};

const EXTENSION = '.schema.json';

/** Written as the repository's formatter writes it, so that neither undoes the other's work. */
async function schemaText(role: FileRole): Promise<string> {
  const schema = z.toJSONSchema(fileSchemas[role], { io: 'input', target: 'draft-2020-12' });
  const { $schema, ...rest } = schema;
  const text = JSON.stringify({ $schema, title: TITLES[role], ...rest });
  return format(text, { ...(await resolveConfig(folder)), parser: 'json' });
}

const written = new Map<string, string>();
for (const role of Object.keys(fileSchemas) as FileRole[])
  written.set(`${role}${EXTENSION}`, await schemaText(role));

async function readOrNothing(name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}

async function namesThere(): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(EXTENSION));
  } catch {
    return [];
  }
}

const left = (await namesThere()).filter((name) => !written.has(name));
if (process.argv.includes('--check')) {
  for (const [name, text] of written) if ((await readOrNothing(name)) !== text) left.push(name);
  for (const name of left) console.error(`kiosk-config/schema/${name} is stale: run npm run generate`);
  process.exitCode = left.length > 0 ? 1 : 0;
} else {
  await mkdir(folder, { recursive: true });
  for (const name of left) await rm(join(folder, name));
  for (const [name, text] of written) await writeFile(join(folder, name), text);
  console.info(`${written.size} schemas in kiosk-config/schema`);
}
