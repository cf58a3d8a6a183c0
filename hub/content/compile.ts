import { createHash } from 'node:crypto';
import {
  type Content,
  type Fault,
  type FileRole,
  type ParsedFile,
  checkContent,
  sortFaults,
} from '../../src/model/content/index.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { Plan } from '../../src/model/schedule-plan.ts';
import type { Change } from '../../src/model/schema/document.ts';
import type { Service } from '../../src/model/schema/service.ts';
import type { Site } from '../../src/model/schema/site.ts';
import { spriteIcons } from './icons.ts';
import { pinyinList } from './pinyin.ts';

/** The files of a site and of its catalogue as they are written, wherever they come from. */
export interface SiteFiles {
  readonly site: readonly ParsedFile[];
  readonly catalogue: readonly ParsedFile[];
}

/** A site's content, checked, put together and ready to be published. */
export interface LoadedSite {
  readonly site: Site;
  /** What it was made of. */
  readonly files: SiteFiles;
  /** Every document of the site. What a publish before had and this has not is gone. */
  readonly changes: readonly Change[];
  /** What its slots are made from. */
  readonly plan: Plan;
  readonly warnings: readonly Fault[];
  /** SHA-256 over the documents and the plan, in hex: equal content, equal hash. */
  readonly contentHash: string;
}

const withPinyin = (service: Service): Service => ({
  ...service,
  pinyin: pinyinList([service.name.zh, ...service.aliases]),
});

function changesOf(content: Content): Change[] {
  return [
    { kind: 'site', id: content.site.id, body: content.site },
    ...content.taxonomies.map((body): Change => ({ kind: 'taxonomy', id: body.id, body })),
    ...content.services.map((body): Change => ({ kind: 'service', id: body.id, body: withPinyin(body) })),
    ...content.places.map((body): Change => ({ kind: 'place', id: body.id, body })),
    ...content.queues.map((body): Change => ({ kind: 'queue', id: body.id, body })),
    ...content.counters.map((body): Change => ({ kind: 'counter', id: body.id, body })),
    ...content.notices.map((body): Change => ({ kind: 'notice', id: body.id, body })),
    ...content.indicators.map((body): Change => ({ kind: 'indicator', id: body.id, body })),
  ];
}

/**
 * Checks the files of a site and puts them together: for a folder, a draft and an import alike.
 * @param id the site's id, which its `site.json` has to name
 * @param unread the roles of files that could not be read: what refers to them is not judged
 * @returns everything to publish, or every fault, in the order of files and paths
 */
export async function compileSite(
  id: string,
  files: SiteFiles,
  unread: ReadonlySet<FileRole> = new Set(),
): Promise<Result<LoadedSite, Fault[]>> {
  const checked = checkContent(files, { folder: id, unread, icons: await spriteIcons() });
  if (!checked.ok) return fail(sortFaults(checked.error));
  const changes = changesOf(checked.value);
  const { site, plan, warnings } = checked.value;
  return ok({
    site,
    files,
    changes,
    plan,
    warnings: sortFaults(warnings),
    contentHash: createHash('sha256')
      .update(JSON.stringify([changes, plan]))
      .digest('hex'),
  });
}
