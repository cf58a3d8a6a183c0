import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { auditDeskEn, auditDeskZh } from '../../access/messages/audit-desk.ts';
import { retentionKinds } from '../../model/retention.ts';
import { alertKinds } from '../../model/fleet.ts';
import { orderWish } from '../../model/schema/terminal-report.ts';
import { auditWords } from './audit-words.ts';
import { fieldText, valueText } from './line-text.ts';

const hub = join(import.meta.dirname, '../../../hub');
const sources = readdirSync(hub, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(hub, name), 'utf8'));

const found = (pattern: RegExp, within: readonly string[] = sources): string[] =>
  within.flatMap((source) => [...source.matchAll(pattern)].map(([, name = '']) => name));

const PARTS = 'people|audit|content|release|exchange|booking|fleet|figures|care';

/** Every event that the hub writes into the audit. */
const events = new Set([
  ...found(new RegExp(`'((?:sign|password|account)-[a-z-]+|(?:people|audit)\\.[a-z-]+)'`, 'gu'), [
    ...sources.filter((source) => source.includes('audit') && /StaffEvent|audit\(|note\(/u.test(source)),
  ]),
  ...found(/event: ([^\n]*)/gu).flatMap((line) =>
    found(new RegExp(`'((?:${PARTS})\\.[a-z-]+)'`, 'gu'), [line]),
  ),
  ...found(/auditDesk\([^']*'([a-z-]+)'/gu).map((verb) => `booking.${verb}`),
  ...orderWish.options.map(({ shape }) => `fleet.order-${shape.kind.value}`),
]);

const wordsIn = (language: 'zh-Hans' | 'en') =>
  auditWords({ words: { language }, site: { timeZone: 'Asia/Shanghai' } } as never);

test('every event of the hub has words in both languages', () => {
  assert.ok(events.size > 60, [...events].join(' '));
  for (const words of [auditDeskZh, auditDeskEn])
    assert.deepEqual(
      [...events].filter((event) => !Object.hasOwn(words, `event.${event}`)),
      [],
    );
});

test('every kind of data that is kept, of alert and of order has words', () => {
  const kinds = [...retentionKinds, ...alertKinds, ...orderWish.options.map(({ shape }) => shape.kind.value)];
  assert.deepEqual(
    kinds.filter((kind) => !Object.hasOwn(auditDeskZh, `value.kind.${kind}`)),
    [],
  );
});

test('details are read as words, moments by the clock of the site, terminals by how their id begins', () => {
  const words = wordsIn('zh-Hans');
  const reader = {
    words,
    timeZone: 'Asia/Shanghai',
    roleName: (role: string) => (role === 'clerk' ? '窗口人员' : undefined),
  };
  assert.equal(fieldText(words, 'graceDays'), '宽限天数');
  assert.equal(valueText(reader, 'kind', 'person'), '预约人的姓名、电话、地址');
  assert.equal(valueText(reader, 'at', '2026-11-22T02:15:46.621Z'), '2026-11-22 10:15');
  assert.equal(valueText(reader, 'terminals', ['lwEpdq'.padEnd(43, 'x')]), 'T-LWEP');
  assert.equal(valueText(reader, 'roles', [{ site: 'hall', role: 'clerk' }]), '站点 hall，职责 窗口人员');
  assert.equal(valueText(reader, 'active', false), '否');
  assert.equal(valueText(reader, 'note', ''), '空');
});

test('what has no words keeps its name, so that nothing is hidden', () => {
  assert.equal(fieldText(wordsIn('en'), 'somethingNew'), 'somethingNew');
});
