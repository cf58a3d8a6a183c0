import assert from 'node:assert/strict';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deskNames } from '../../src/staff/shell/route.ts';
import { type StaffKey, staffZh } from '../../src/access/messages/staff.ts';

/** The staff's guide: held against the words and pictures it speaks of, so that it cannot grow old unnoticed. */

const project = fileURLToPath(new URL('../..', import.meta.url));
const guideFile = join(project, 'docs/staff-guide.zh-CN.md');
const pictures = join(project, 'docs/images/staff');
const MOST_BYTES = 2_500_000;
/** Letters that a message must have beside its braces, to say anything. */
const LEAST_OWN = 2;

/** Every text below a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** All messages there are, in either language. */
async function messages(): Promise<readonly string[]> {
  const folder = join(project, 'src/access/messages');
  const modules = await Promise.all(
    (await readdir(folder)).map(
      async (name): Promise<unknown> => import(pathToFileURL(join(folder, name)).href),
    ),
  );
  return modules.flatMap((module) => textsIn({ ...(module as object) }));
}

/** A message whatever stands in its braces; undefined where it is hardly more than braces. */
function patternOf(message: string): RegExp | undefined {
  const parts = message.split(/\{\w+\}/u);
  if ((parts.join('').match(/\p{L}/gu)?.length ?? 0) < LEAST_OWN) return undefined;
  return new RegExp(
    `^${parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)).join('.+')}$`,
    'u',
  );
}

describe('the staff’s guide', () => {
  let guide = '';
  before(async () => {
    guide = await readFile(guideFile, 'utf8');
  });

  it('speaks of nothing but what stands on the screens', async () => {
    const all = await messages();
    const known = new Set(all);
    const patterns = all
      .filter((message) => message.includes('{'))
      .map(patternOf)
      .filter((pattern) => pattern !== undefined);
    const quoted = [...guide.matchAll(/「([^」]+)」/gu)].map(([, words]) => words ?? '');
    assert.ok(quoted.length > 100);
    const unknown = quoted.filter(
      (words) =>
        !known.has(words) && !known.has(`${words}。`) && !patterns.some((pattern) => pattern.test(words)),
    );
    assert.deepEqual([...new Set(unknown)], []);
  });

  it('has a chapter for every desk', () => {
    const headings = [...guide.matchAll(/^## [一二三四五六七八九十]+、(.+)$/gmu)].map(([, name]) => name);
    const labels = deskNames.map((desk) => staffZh[`desk.${desk}` satisfies StaffKey]);
    assert.deepEqual(
      labels.filter((label) => !headings.includes(label)),
      [],
    );
  });

  it('leads to chapters and files that there are', async () => {
    const anchors = new Set(
      [...guide.matchAll(/^#+ (.+)$/gmu)].map(([, name = '']) => name.replaceAll(/[、，（）]/gu, '')),
    );
    const links = [...guide.matchAll(/\]\(([^)]+)\)/gu)].map(([, link]) => link ?? '');
    for (const link of links)
      if (link.startsWith('#')) assert.ok(anchors.has(link.slice(1)), link);
      else await assert.doesNotReject(stat(join(project, 'docs', link)), link);
  });

  it('shows every picture there is, and they are light enough to be kept', async () => {
    const shown = [...guide.matchAll(/!\[[^\]]+\]\(images\/staff\/([^)]+)\)/gu)].map(([, name]) => name);
    const there = await readdir(pictures);
    assert.deepEqual([...new Set(shown)].sort(), there.sort());
    const sizes = await Promise.all(there.map(async (name) => (await stat(join(pictures, name))).size));
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < MOST_BYTES);
  });
});
