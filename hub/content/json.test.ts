import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readJson } from './json.ts';

const faultOf = (text: string) => {
  const read = readJson(text);
  assert.equal(read.ok, false, text);
  return read.ok ? assert.fail() : read.error;
};

describe('readJson', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom('', '  ', '\n\t'), (text, space) => {
        fc.pre(!/"(?:__proto__|constructor|prototype)"/u.test(text));
        const read = readJson(space + text + space);
        assert.ok(read.ok);
        assert.deepEqual(read.value, JSON.parse(text));
      }),
    );
  });

  test('refuses what JSON.parse refuses', () => {
    const good = '{"a": [1, -2.5e3, "x\\n\\u00e9"], "b": {"c": null, "d": true}}';
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', 'x'),
        (at, put) => {
          const text = good.slice(0, at) + put + good.slice(at + 1);
          let parsed: unknown;
          try {
            parsed = JSON.parse(text);
          } catch {
            faultOf(text);
            return;
          }
          const read = readJson(text);
          if (read.ok) assert.deepEqual(read.value, parsed);
          else assert.match(read.error.problem, /twice/u, text);
        },
      ),
    );
  });

  const broken: [string, string, number, number, RegExp][] = [
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 3, 3, /comma or \}/u],
    ['a comma too many in an object', '{\n  "a": 1,\n}', 3, 1, /field name/u],
    ['a comma too many in a list', '[1,\n 2,\n]', 3, 1, /value/u],
    ['a text that is not closed', '{"a": "x\n}', 1, 7, /not closed/u],
    ['a bare word', '{"a": yes}', 1, 7, /value/u],
    ['a number with a leading zero', '[012]', 1, 2, /value/u],
    ['a comment', '{ // why\n}', 1, 3, /field name/u],
    ['text after the end', '{}\n{}', 2, 1, /after the end/u],
    ['an empty file', '', 1, 1, /ends/u],
    ['a file cut off', '{"a": [1,', 1, 10, /ends/u],
  ];
  for (const [name, text, line, column, problem] of broken)
    test(`says where ${name} is`, () => {
      const fault = faultOf(text);
      assert.deepEqual([fault.line, fault.column], [line, column]);
      assert.match(fault.problem, problem);
      assert.ok(fault.mend);
    });

  test('refuses a key that stands twice, also where it is written differently', () => {
    const fault = faultOf('{"services": [{"id": "a"},\n {"id": "b", "name": 1, "\\u0069d": "c"}]}');
    assert.deepEqual([fault.line, fault.path], [2, 'services[1].id']);
    assert.match(fault.problem, /twice/u);
    assert.ok(readJson('[{"id": 1}, {"id": 2}]').ok, 'the same key in two objects is no fault');
  });

  test('refuses keys that reach into objects', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])
      assert.match(faultOf(`{"a": {"${key}": {"x": 1}}}`).problem, /not allowed/u);
    assert.equal(({} as Record<string, unknown>)['x'], undefined);
  });

  test('a text that only goes deeper is refused without running out of stack', () => {
    assert.match(faultOf('['.repeat(500_000)).problem, /deep/u);
    assert.match(faultOf('{"a":'.repeat(200_000)).problem, /deep/u);
  });
});
