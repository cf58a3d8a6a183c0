import type { SiteFiles } from '../content/compile.ts';
import type { Query } from '../database/database.ts';

/** The content that all terminals of a site are given, as it is written. */
export interface LiveFiles {
  /** The release's number. */
  readonly number: number;
  readonly files: SiteFiles;
}

/**
 * What a draft begins with, and what it is compared with.
 * @returns undefined where the site was never published, or last by a version that kept no releases
 */
export async function liveFiles(query: Query, site: string): Promise<LiveFiles | undefined> {
  const [row] = await query<LiveFiles>(
    `select number, files from release where site = $1 and state = 'live' and files is not null`,
    [site],
  );
  return row;
}

/** The content of any release; undefined where there is no such release, or it is so old that its content was let go. */
export async function releaseFiles(
  query: Query,
  site: string,
  number: number,
): Promise<SiteFiles | undefined> {
  const [row] = await query<{ files: SiteFiles | null }>(
    'select files from release where site = $1 and number = $2',
    [site, number],
  );
  return row?.files ?? undefined;
}

/** The same as text, for `compileApart`: it is not taken apart here. */
export async function releaseText(query: Query, site: string, number: number): Promise<string | undefined> {
  const [row] = await query<{ files: string | null }>(
    'select files::text as files from release where site = $1 and number = $2',
    [site, number],
  );
  return row?.files ?? undefined;
}

/** The content that all terminals of a site are given, as text. */
export async function liveText(query: Query, site: string): Promise<string | undefined> {
  const [row] = await query<{ files: string }>(
    `select files::text as files from release where site = $1 and state = 'live' and files is not null`,
    [site],
  );
  return row?.files;
}
