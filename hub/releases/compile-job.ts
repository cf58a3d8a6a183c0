import { entriesOf } from '../../src/model/editing/index.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { ContentFault } from '../../src/model/schema/staff-content.ts';
import { type LoadedSite, type SiteFiles, compileSite } from '../content/compile.ts';
import { namesOf } from '../drafts/catalogue.ts';
import { tellFaults } from '../drafts/judge-draft.ts';
import { type ChangesText, changesText } from '../publish/changes-text.ts';

/** What a release is put together from. */
export interface CompileGiven {
  readonly site: string;
  /** JSON of `SiteFiles`. */
  readonly text: string;
}
/** What is published of it. */
export type ReleaseContent = Pick<LoadedSite, 'site' | 'plan' | 'contentHash'> & {
  readonly changes: ChangesText;
};
export type CompiledRelease = Result<ReleaseContent, readonly ContentFault[]>;

/** Checks the content of a release and puts it together. Takes seconds for tens of thousands of entries. */
export async function compileRelease({ site, text }: CompileGiven): Promise<CompiledRelease> {
  const files = JSON.parse(text) as SiteFiles;
  const compiled = await compileSite(site, files);
  if (!compiled.ok) return fail(tellFaults(compiled.error, entriesOf(files.site), namesOf(files.catalogue)));
  const { site: profile, plan, contentHash, changes } = compiled.value;
  return ok({ site: profile, plan, contentHash, changes: changesText(changes) });
}
