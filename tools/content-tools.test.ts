import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sampleRoot } from '../test/fixtures/sample-content.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a tool as a person would, and waits for its end. */
const run = (tool: string, args: readonly string[], sites?: string): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...(sites ? { LINLI_SITES: sites } : {}) };
    const command = ['--import', 'tsx', join('tools', tool), ...args];
    execFile(process.execPath, command, { cwd: repository, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
    );
  });

test('check-site says file, path, problem and mend, and ends with 1 on a fault only', async () => {
  const root = mkdtempSync(join(tmpdir(), 'linli-check-'));
  cpSync(sampleRoot, root, { recursive: true });
  const good = await run('check-site.ts', [], root);
  assert.equal(good.code, 0, good.out);
  writeFileSync(join(root, 'demo', 'stray.json'), '{}');
  const warned = await run('check-site.ts', ['demo'], root);
  assert.equal(warned.code, 0);
  assert.match(warned.out, /warning: demo\/stray\.json: .* Mend: /u);
  writeFileSync(join(root, 'demo', 'places.json'), '{"places": [{"id": "hall"}]}');
  const bad = await run('check-site.ts', [join(root, 'demo')]);
  assert.equal(bad.code, 1);
  assert.match(bad.out, /demo\/places\.json › places\[0\]\.name: missing\. Mend: /u);
  rmSync(root, { recursive: true });
});

test('the published schemas are those of the code', async () => {
  const { code, out } = await run('generate.ts', ['--check']);
  assert.equal(code, 0, out);
});
