import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { readHandOffLink, writeHandOffLink } from './hand-off-link.ts';
import { type SealedFor, openSealed, sealFor } from './hand-off-seal.ts';
import {
  type FormHandOff,
  type GuideHandOff,
  type ScanHandOff,
  missingFirst,
  readAnswer,
  readQuestion,
  shorterGuide,
} from './hand-off.ts';

const { subtle } = webcrypto;
const random = (length: number) => webcrypto.getRandomValues(new Uint8Array(length));
const utf8 = new TextEncoder();
const FOR: SealedFor = { site: 'hall', id: 'A'.repeat(22), way: 'to-phone' };

const common = { hall: { zh: '社区服务中心', en: 'Hall' } } as const;
const GUIDE: GuideHandOff = {
  kind: 'guide',
  ...common,
  service: { zh: '居住证明' },
  materials: [
    { name: { zh: '身份证' }, form: 'original', noLongerRequired: false, ticked: true },
    {
      name: { zh: '租房合同' },
      copies: 2,
      howToGet: { zh: '找房东' },
      issuedBy: { zh: '房东' },
      noLongerRequired: false,
      ticked: false,
    },
    { name: { zh: '婚育证明' }, noLongerRequired: true, ticked: false },
  ],
  facts: { window: { zh: '2 号窗口' }, phone: '12345' },
  place: { name: { zh: '大厅' }, address: { zh: '一楼' } },
  withoutScreen: { zh: '到前台' },
  demo: true,
};
const FORM: FormHandOff = {
  kind: 'form',
  ...common,
  service: { zh: '助餐' },
  startsAt: '2026-11-23T03:00:00Z',
  timeZone: 'Asia/Shanghai',
  wanted: { name: 'required', phone: 'optional', address: 'no' },
  questions: [
    {
      key: 'dish',
      label: { zh: '菜' },
      options: [{ id: 'fish', label: { zh: '鱼' }, asks: ['address'] }],
      chosen: 'fish',
    },
  ],
  typed: { name: '王' },
  another: true,
};
const SCAN: ScanHandOff = { kind: 'scan', ...common, purpose: 'check-in' };

test('what was written is read back', () => {
  for (const payload of [GUIDE, FORM, SCAN]) assert.deepEqual(readQuestion(JSON.stringify(payload)), payload);
  const answer = { kind: 'form', who: { name: '王', phone: '13800001111' }, answers: { dish: 'fish' } };
  assert.deepEqual(readAnswer(JSON.stringify(answer)), answer);
  assert.deepEqual(readAnswer('{"kind":"code","text":"123456789"}'), { kind: 'code', text: '123456789' });
});

test('no bytes whatever make reading throw', () => {
  const bytes = fc.uint8Array({ maxLength: 400 }).map((each) => new TextDecoder().decode(each));
  fc.assert(
    fc.property(fc.oneof(bytes, fc.json()), (json) => {
      readQuestion(json);
      readAnswer(json);
      readHandOffLink(json);
      decodeBase64url(json);
    }),
  );
});

test('a payload with one part replaced by anything is read whole or not at all, and never throws', () => {
  const paths = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? [path, ...Object.entries(value).flatMap(([key, each]) => paths(each, [...path, key]))]
      : [path];
  const put = (value: unknown, [first, ...rest]: readonly string[], by: unknown): unknown => {
    if (first === undefined) return by;
    if (Array.isArray(value))
      return value.map((each, index) => (String(index) === first ? put(each, rest, by) : each));
    return { ...(value as object), [first]: put((value as Record<string, unknown>)[first], rest, by) };
  };
  const original = fc.constantFrom(GUIDE, FORM, SCAN);
  fc.assert(
    fc.property(
      original.chain((payload) => fc.tuple(fc.constant(payload), fc.constantFrom(...paths(payload)))),
      fc.jsonValue(),
      ([payload, path], by) => {
        const read = readQuestion(JSON.stringify(put(payload, path, by)));
        if (read) assert.deepEqual(readQuestion(JSON.stringify(read)), read);
      },
    ),
  );
});

test('what is longer than a field may be is not read', () => {
  assert.equal(
    readAnswer(JSON.stringify({ kind: 'form', who: { name: '王'.repeat(25) }, answers: {} })),
    undefined,
  );
  assert.equal(readAnswer(JSON.stringify({ kind: 'code', text: 'https://example.invalid/' })), undefined);
  assert.equal(readAnswer(JSON.stringify({ kind: 'code', text: '12345678' })), undefined);
  assert.equal(readQuestion(JSON.stringify({ ...FORM, kind: 'other' })), undefined);
});

test('base64url is what everybody else writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      assert.equal(encodeBase64url(bytes), Buffer.from(bytes).toString('base64url'));
      assert.deepEqual(decodeBase64url(encodeBase64url(bytes)), bytes);
    }),
  );
  for (const torn of ['A', 'AA=', 'A A', 'ä123']) assert.equal(decodeBase64url(torn), undefined, torn);
});

test('only the same key, site, id and way open it, and not a bit of it may be changed', async () => {
  const key = random(32);
  const plain = utf8.encode('悄悄话');
  const sealed = (await sealFor(subtle, key, FOR, random(12), plain)) ?? '';
  assert.deepEqual(await openSealed(subtle, key, FOR, sealed), plain);
  assert.equal(await openSealed(subtle, random(32), FOR, sealed), undefined, 'another key');
  assert.equal(await openSealed(subtle, key.subarray(1), FOR, sealed), undefined, 'half a key');
  for (const other of [{ site: 'other' }, { id: 'B'.repeat(22) }, { way: 'to-terminal' as const }])
    assert.equal(
      await openSealed(subtle, key, { ...FOR, ...other }, sealed),
      undefined,
      JSON.stringify(other),
    );
  const bytes = decodeBase64url(sealed) ?? new Uint8Array();
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.equal(await openSealed(subtle, key, FOR, encodeBase64url(changed)), undefined, `byte ${at}`);
  }
  assert.equal(await openSealed(subtle, key, FOR, ''), undefined);
});

test('what is longer than the hub takes is not sealed', async () => {
  assert.equal(await sealFor(subtle, random(32), FOR, random(12), new Uint8Array(18_000)), undefined);
  assert.ok(await sealFor(subtle, random(32), FOR, random(12), new Uint8Array(17_900)));
});

test('a link is read whole or not at all', () => {
  const link = { site: 'hall-2', id: encodeBase64url(random(16)), key: encodeBase64url(random(32)) };
  const written = writeHandOffLink('https://hub.example', link);
  const fragment = written.slice(written.indexOf('#'));
  assert.deepEqual(readHandOffLink(fragment), link);
  for (let cut = 1; cut < fragment.length; cut += 1)
    assert.equal(readHandOffLink(fragment.slice(0, -cut)), undefined);
});

test('what is missing comes first, and what nobody needs any more last', () => {
  assert.deepEqual(
    missingFirst(GUIDE.materials).map(({ name }) => name.zh),
    ['租房合同', '身份证', '婚育证明'],
  );
});

test('a guide that is too long loses how, then by whom, and never what to bring', () => {
  const [first, second] = [shorterGuide(GUIDE, 1), shorterGuide(GUIDE, 2)];
  assert.deepEqual([first.materials[1]?.howToGet, first.materials[1]?.issuedBy?.zh], [undefined, '房东']);
  assert.equal(second.materials[1]?.issuedBy, undefined);
  assert.equal(second.materials.length, 3);
});
