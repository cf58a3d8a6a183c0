import type { ErrorCode } from '../../src/model/errors.ts';
import { type Result, fail, ok } from '../../src/model/result.ts';
import type { HaltReason } from '../../src/model/schema/staff-releases.ts';
import { checkCode } from '../content/apart.ts';
import { publishContent } from '../publish/publish.ts';
import { audit } from '../staff/audit.ts';
import { compileApart } from './compile-apart.ts';
import { releaseText } from './live-files.ts';
import { type Works, makeTimes } from './perform.ts';
import { lockSite, makeLive } from './record.ts';
import { endPromoted, haltRollout, runningRollout } from './rollout.ts';

/** Who ends a rollout, and why: somebody of the staff, or the hub. */
export interface Ending {
  readonly why: HaltReason;
  readonly staff?: string | undefined;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Gives all terminals the release that some have. Done twice, the second one hears that it is over.
 * @returns `release.over` where it does not run (any more), `release.faults` where this hub cannot read its content
 */
export async function promote(
  works: Works,
  site: string,
  release: number,
  { why, staff }: Ending,
): Promise<Result<undefined, ErrorCode>> {
  const { db, threads, now, ring } = works;
  const text = await releaseText(db.query, site, release);
  if (text === undefined) return fail('release.unknown');
  const done = await compileApart(threads, { site, text });
  if (!done.ok) return fail(checkCode(done.error));
  const compiled = done.value;
  if (!compiled.ok) return fail('release.faults');
  const changedSites = await db.transaction(async (query) => {
    await lockSite(query, site);
    if ((await runningRollout(query, site))?.release !== release) return undefined;
    const published = await publishContent(query, compiled.value, now());
    await endPromoted(query, site, release, { why, staff }, now());
    await makeLive(query, site, release);
    await audit(
      { query },
      {
        atMs: now(),
        event: 'release.promoted',
        site,
        detail: { release, why },
        ...(staff === undefined ? {} : { staff }),
      },
    );
    return published.changedSites;
  });
  if (!changedSites) return fail('release.over');
  await makeTimes(works, site);
  for (const changed of new Set([site, ...changedSites])) ring(changed);
  return ok(undefined);
}

/** Takes a release back from the terminals that have it. @returns `release.over` where it does not run (any more) */
export async function halt(
  { db, now, ring }: Works,
  site: string,
  release: number,
  ending: Ending,
): Promise<Result<undefined, ErrorCode>> {
  const halted = await db.transaction(async (query) => {
    await lockSite(query, site);
    return haltRollout(query, site, release, ending, now());
  });
  if (!halted) return fail('release.over');
  ring(site);
  return ok(undefined);
}
