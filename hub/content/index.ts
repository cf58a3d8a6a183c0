import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, sortFaults } from '../../src/model/content/index.ts';
import { says } from '../../src/model/fault-words.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import { siteId } from '../../src/model/schema/site.ts';
import { type LoadedSite, type SiteFiles, compileSite } from './compile.ts';
import { type Expected, type FolderContent, readFolder, statInside } from './files.ts';

const SITE_FILES: readonly Expected[] = [
  { name: 'site.json', role: 'site', required: true },
  { name: 'services.json', role: 'services', required: false },
  { name: 'places.json', role: 'places', required: false },
  { name: 'calendar.json', role: 'calendar', required: false },
  { name: 'queues.json', role: 'queues', required: false },
  { name: 'notices.json', role: 'notices', required: false },
  { name: 'indicators.json', role: 'indicators', required: false },
];
const CATALOGUE_FILES: readonly Expected[] = [
  { name: 'taxonomies.json', role: 'taxonomies', required: true },
];
const CATALOGUE_SERVICES: readonly Expected[] = [
  { name: '*.json', role: 'catalogue-services', required: false },
];
const NO_SITES = new Set(['catalogues', 'schema']);

const isFolder = async (root: string, folder: string): Promise<boolean> =>
  (await statInside(root, join(root, folder)))?.isDirectory() ?? false;

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param root the folder of all sites
 * @returns the names of the folders that hold a `site.json`, sorted; a name that is no site id is refused by `loadSite`
 * @throws where the root itself cannot be read
 */
export async function listSites(root: string): Promise<string[]> {
  const names = (await readdir(root)).filter((name) => !NO_SITES.has(name) && !name.startsWith('.'));
  const found = await Promise.all(names.map((name) => exists(join(root, name, 'site.json'))));
  return names.filter((_, index) => found[index]).sort();
}

/** The catalogue that `site.json` names, where it names one. */
function catalogueOf(folder: FolderContent): string | undefined {
  const value = folder.files.find(({ role }) => role === 'site')?.value;
  const named = (value as { readonly catalogue?: unknown } | null | undefined)?.catalogue;
  const id = siteId.safeParse(named);
  return id.success ? id.data : undefined;
}

async function readCatalogue(root: string, atSite: FolderContent): Promise<FolderContent> {
  const id = catalogueOf(atSite);
  const nothing: FolderContent = {
    files: [],
    faults: [],
    warnings: [],
    unread: new Set(['taxonomies', 'catalogue-services']),
  };
  if (id === undefined) return nothing;
  const folder = `catalogues/${id}`;
  if (!(await isFolder(root, folder))) {
    const file = atSite.files.find(({ role }) => role === 'site')?.file ?? '';
    return {
      ...nothing,
      faults: [
        {
          file,
          path: 'catalogue',
          ...says(
            `there is no catalogue "${id}"`,
            `add the folder ${folder}, or name another`,
            `没有服务目录“${id}”`,
            '请另选一个服务目录',
          ),
        },
      ],
    };
  }
  const top = await readFolder(root, folder, CATALOGUE_FILES);
  const services = await readFolder(root, `${folder}/services`, CATALOGUE_SERVICES);
  return {
    files: [...top.files, ...services.files],
    faults: [...top.faults, ...services.faults],
    warnings: [...top.warnings, ...services.warnings],
    unread: new Set([...top.unread, ...services.unread]),
  };
}

/**
 * Reads a site's folder and its catalogue, and checks all of it.
 * @param root the folder of all sites
 * @param id the name of the site's folder
 * @returns everything to publish, or every fault; expected trouble with files is a fault and never thrown
 */
export async function loadSite(root: string, id: string): Promise<Result<LoadedSite, Fault[]>> {
  const named = siteId.safeParse(id);
  if (!named.success || NO_SITES.has(id)) {
    const words = says(
      'this name cannot be a site id',
      'call the folder by lower-case letters, digits and single hyphens',
      '这个名字不能当站点编号',
      '请用小写字母、数字和单个连字符',
    );
    return fail([{ file: id, path: '', ...words }]);
  }
  if (!(await isFolder(root, id)))
    return fail([
      {
        file: id,
        path: '',
        ...says(
          'no such folder, or a link that leads out of the content',
          'make the folder with a site.json',
          '没有这个文件夹，或是指向外面的链接',
          '请新建文件夹，里面放 site.json',
        ),
      },
    ]);
  const atSite = await readFolder(root, id, SITE_FILES);
  const catalogue = await readCatalogue(root, atSite);
  const files: SiteFiles = { site: atSite.files, catalogue: catalogue.files };
  const compiled = await compileSite(id, files, new Set([...atSite.unread, ...catalogue.unread]));
  const unreadable = [...atSite.faults, ...catalogue.faults];
  if (!compiled.ok) return fail(sortFaults([...unreadable, ...compiled.error]));
  if (unreadable.length > 0) return fail(sortFaults(unreadable));
  const warnings = sortFaults([...compiled.value.warnings, ...atSite.warnings, ...catalogue.warnings]);
  return ok({ ...compiled.value, warnings });
}
