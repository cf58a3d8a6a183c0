import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallFailure } from '../api/client.ts';
import { encodeBase64url } from '../model/base64url.ts';
import { openSealed, sealFor } from '../model/hand-off-seal.ts';
import type { FormHandOff } from '../model/hand-off.ts';
import { fail, ok } from '../model/result.ts';
import type { HandOffTaken } from '../model/schema/phone.ts';
import { HandOver, type HandState, type Notes } from './hand-over.ts';
import { answerOf, firstDraft, wantedNow } from './parts/form.ts';

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const KEY = random(32);
const LINK = { site: 'hall', id: encodeBase64url(random(16)), key: encodeBase64url(KEY) };
const FORM: FormHandOff = {
  kind: 'form',
  hall: { zh: '大厅' },
  service: { zh: '助餐' },
  startsAt: '2026-11-23T03:00:00Z',
  timeZone: 'Asia/Shanghai',
  wanted: { name: 'optional', phone: 'required', address: 'no' },
  questions: [
    {
      key: 'how',
      label: { zh: '怎么吃' },
      options: [
        { id: 'here', label: { zh: '堂食' }, asks: [] },
        { id: 'home', label: { zh: '送到家' }, asks: ['address'] },
      ],
    },
  ],
  typed: { name: '王' },
  another: false,
};
const GONE: CallFailure = { kind: 'refused', status: 410, problem: { code: 'hand-off.gone' } };
const TAKEN: CallFailure = { kind: 'refused', status: 410, problem: { code: 'hand-off.taken' } };
const AWAY: CallFailure = { kind: 'unreachable' };

async function sealed(payload: object, way: 'to-phone' | 'to-terminal' = 'to-phone', key = KEY) {
  const plain = new TextEncoder().encode(JSON.stringify(payload));
  const target = { site: LINK.site, id: LINK.id, way };
  return (await sealFor(crypto.subtle, key, target, random(12), plain)) ?? '';
}
const takenAs = (text: string) =>
  ok<HandOffTaken>({ now: '2026-11-23T01:00:00Z', until: '2026-11-23T01:05:00Z', sealed: text });

function memoryNotes(): Notes & { readonly all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    read: (name) => all.get(name),
    write: (name, text) => void all.set(name, text),
    clear: () => all.clear(),
  };
}

type Take = ReturnType<typeof takenAs> | { readonly ok: false; readonly error: CallFailure };

/** A phone whose hub answers what a test says, one after the other. */
function phone(takes: Take[], answers: (CallFailure | undefined)[] = [], subtle: unknown = crypto.subtle) {
  const states: HandState[] = [];
  const asked: string[] = [];
  const sent: string[] = [];
  const notes = memoryNotes();
  const over = new HandOver({
    link: LINK,
    notes,
    subtle: subtle as SubtleCrypto | undefined,
    onState: (state) => states.push(state),
    pause: () => Promise.resolve(),
    client: {
      take: async (_id, name) => {
        asked.push(name);
        return takes.shift() ?? fail(GONE);
      },
      answer: async (_id, _name, text) => {
        sent.push(text);
        const failure = answers.shift();
        return failure ? fail(failure) : ok({ now: '' });
      },
    },
  });
  return { over, states, asked, sent, notes };
}
const kinds = (states: readonly HandState[]): readonly string[] =>
  states.map((state) => (state.kind === 'trouble' ? state.trouble : state.kind));

test('takes and opens; a hub that is away is asked again under the same name', async () => {
  const { over, states, asked } = phone([fail(AWAY), takenAs(await sealed(FORM))]);
  await over.open();
  assert.deepEqual(kinds(states), ['taking', 'unreachable', 'open']);
  assert.equal(new Set(asked).size, 1);
  assert.deepEqual((states[2] as { question: unknown }).question, FORM);
});

test('what is too late, taken, sealed with another key or no payload at all opens nothing', async () => {
  const cases: readonly (readonly [Take, string])[] = [
    [fail(GONE), 'gone'],
    [fail(TAKEN), 'taken'],
    [takenAs(await sealed(FORM, 'to-phone', random(32))), 'unreadable'],
    [takenAs(await sealed(FORM, 'to-terminal')), 'unreadable'],
    [takenAs(await sealed({ kind: 'nonsense' })), 'unreadable'],
    [takenAs('AAAA'), 'unreadable'],
  ];
  for (const [take, trouble] of cases) {
    const { over, states } = phone([take]);
    await over.open();
    assert.deepEqual(kinds(states), ['taking', trouble]);
  }
  const old = phone([], [], null);
  await old.over.open();
  assert.deepEqual(kinds(old.states), ['no-crypto']);
});

test('the answer is tried until it arrives, is the same each time, and leaves nothing behind', async () => {
  const { over, states, sent, notes } = phone([takenAs(await sealed(FORM))], [AWAY, AWAY]);
  await over.open();
  notes.write('draft', 'something typed');
  await over.send(FORM, { kind: 'form', who: { phone: '13800001111' }, answers: {} });
  assert.deepEqual(kinds(states).slice(2), ['sending', 'sending', 'sending', 'sent']);
  assert.deepEqual([sent.length, new Set(sent).size], [3, 1]);
  const target = { site: LINK.site, id: LINK.id, way: 'to-terminal' } as const;
  const opened = await openSealed(crypto.subtle, KEY, target, sent[0] ?? '');
  assert.ok(new TextDecoder().decode(opened).includes('13800001111'));
  assert.equal(notes.all.size, 0);
});

test('an answer that comes too late is said, and what was typed is still there', async () => {
  const { over, states, notes } = phone([takenAs(await sealed(FORM))], [GONE]);
  await over.open();
  notes.write('draft', 'something typed');
  await over.send(FORM, { kind: 'form', who: {}, answers: {} });
  assert.equal(kinds(states)[3], 'late');
  assert.equal(notes.read('draft'), 'something typed');
});

test('the form is an answer once all is said, by the rules of the terminal', () => {
  const first = firstDraft(FORM);
  assert.deepEqual(first, { typed: { name: '王' }, answers: {} });
  const here = { typed: { name: '王', phone: '13800001111', address: 'x' }, answers: { how: 'here' } };
  assert.deepEqual(answerOf(FORM, here), {
    kind: 'form',
    who: { name: '王', phone: '13800001111' },
    answers: { how: 'here' },
  });
  assert.equal(answerOf(FORM, { ...here, answers: {} }), undefined, 'a question is open');
  assert.equal(answerOf(FORM, { ...here, typed: { name: '王' } }), undefined, 'no phone');
  assert.equal(answerOf(FORM, { ...here, typed: { ...here.typed, name: '110101199001011237' } }), undefined);
  const home = { ...here, answers: { how: 'home' } };
  assert.equal(wantedNow(FORM, home).address, 'required');
  assert.equal(answerOf(FORM, { ...home, typed: { phone: '13800001111' } }), undefined, 'no address');
});
