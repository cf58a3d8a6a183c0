import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { keyText, newKey, readKeys } from './keys.ts';
import { sealWith, unsealWith } from './sealing.ts';
import { isOpenToOthers, keyFile, keySource } from './source.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-keys-'));
after(() => rmSync(folder, { recursive: true }));

test('what is sealed opens with its own key, purpose and label only, and not when changed', () => {
  const [key, other] = [newKey().bytes, newKey().bytes];
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, at) => {
      const sealed = sealWith(key, 'one use', 'one', text);
      assert.equal(unsealWith(key, 'one use', 'one', sealed), text);
      assert.equal(unsealWith(key, 'one use', 'two', sealed), undefined);
      assert.equal(unsealWith(key, 'another use', 'one', sealed), undefined);
      assert.equal(unsealWith(other, 'one use', 'one', sealed), undefined);
      const bytes = Buffer.from(sealed, 'base64url');
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      assert.equal(unsealWith(key, 'one use', 'one', bytes.toString('base64url')), undefined);
    }),
  );
});

test('keys are read as they were written, the newest first, and anything else is no key', () => {
  const keys = [newKey(), newKey()] as const;
  for (const text of [
    keys.map(keyText).join('\n'),
    `# words\n${keys.map(keyText).join(', ')} # and more\n`,
  ]) {
    const read = readKeys(text);
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.map(({ id }) => id),
      keys.map(({ id }) => id),
    );
  }
  for (const text of ['', '# nothing', 'secret', keyText(keys[0]).slice(0, -1), `${keyText(keys[0])} x`])
    assert.deepEqual(readKeys(text), { ok: false, error: 'unreadable' }, text);
});

test('a key file is made once, for its owner alone, and changed as a whole', () => {
  const source = keyFile(join(folder, 'hub.key'));
  assert.deepEqual(source.read(), { ok: false, error: 'missing' });
  source.make?.();
  assert.equal(statSync(source.name).mode & 0o777, 0o600);
  assert.equal(isOpenToOthers(source), false);
  const first = source.read();
  assert.ok(first.ok);
  assert.throws(() => source.make?.(), /cannot be made/u);
  assert.deepEqual(source.read(), first, 'a file that is there is left alone');

  const key = newKey();
  source.replace?.([key, ...first.value]);
  const second = source.read();
  assert.ok(second.ok);
  assert.deepEqual(
    second.value.map(({ id }) => id),
    [key.id, ...first.value.map(({ id }) => id)],
  );
  assert.equal(statSync(source.name).mode & 0o777, 0o600);
  assert.match(readFileSync(source.name, 'utf8'), /^# 邻里中心的密钥/u);

  writeFileSync(source.name, 'torn');
  assert.deepEqual(source.read(), { ok: false, error: 'unreadable' });
});

test('where the key is follows from how the hub is run', () => {
  assert.equal(keySource({ LINLI_DATA: folder }).name, join(folder, 'hub.key'));
  assert.equal(keySource({ LINLI_DATA: folder, LINLI_KEY_FILE: '/etc/linli.key' }).name, '/etc/linli.key');
  assert.deepEqual(keySource({ DATABASE_URL: 'postgres://elsewhere/linli' }).read(), {
    ok: false,
    error: 'unset',
  });
  const text = keyText(newKey());
  const variable = keySource({ DATABASE_URL: 'postgres://elsewhere/linli', LINLI_KEY: text });
  assert.ok(variable.read().ok);
  assert.equal(variable.make, undefined);
});
