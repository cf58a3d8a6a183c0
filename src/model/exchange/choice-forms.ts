import { nearest } from '../content/nearest.ts';
import type { CellFault } from './faults.ts';
import type { Choice, Form, Read, Reading, ReferenceKind } from './forms.ts';
import { narrow } from './number-forms.ts';
import { splitList } from './text-forms.ts';
import { isObject } from './values.ts';

type Found = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly fault: CellFault };

const folded = (text: string): string => narrow(text).toLowerCase().replaceAll(/\s+/gu, ' ');

/** Finds what a word means: an id, or a name that only one has. */
function find(word: string, choices: readonly Choice[], unknown: 'not-choice' | 'unknown-id'): Found {
  if (choices.some(({ id }) => id === word)) return { ok: true, id: word };
  const wanted = folded(word);
  const named = choices.filter(({ names, id }) => [id, ...names].some((name) => folded(name) === wanted));
  const [only] = named;
  if (only && named.length === 1) return { ok: true, id: only.id };
  if (named.length > 1)
    return {
      ok: false,
      fault: { code: 'ambiguous-name', values: { value: word, ids: named.map(({ id }) => id).join('、') } },
    };
  const words = choices.flatMap(({ id, names }) => [id, ...names]);
  const near = nearest(word, words);
  return {
    ok: false,
    fault: {
      code: unknown,
      values: {
        value: word,
        ...(near === undefined ? {} : { near }),
        ...(unknown === 'not-choice'
          ? { choices: choices.map(({ id, names }) => names[0] ?? id).join('、') }
          : {}),
      },
    },
  };
}

const one = (found: Found): Read => (found.ok ? { ok: true, value: found.id } : found);

function all(cell: string, choices: readonly Choice[], unknown: 'not-choice' | 'unknown-id'): Read {
  const ids: string[] = [];
  for (const word of splitList(cell)) {
    const found = find(word, choices, unknown);
    if (!found.ok) return found;
    ids.push(found.id);
  }
  return { ok: true, value: ids };
}

const listed = (list: string, { choices }: Reading): readonly Choice[] => choices[list] ?? [];
const wordFor = (id: unknown, choices: readonly Choice[]): string | undefined => {
  const choice = choices.find((each) => each.id === id);
  return choice && (choice.names[0] ?? choice.id);
};

/** One of a few words. @param list its name in `Reading.choices` */
export const choice = (list: string): Form => ({
  parts: 1,
  write: (value, reading) => {
    const word = wordFor(value, listed(list, reading));
    return word === undefined ? undefined : [word];
  },
  read: ([cell = ''], _present, reading) => one(find(cell, listed(list, reading), 'not-choice')),
});

/** Some of a few words. @param list its name in `Reading.choices` */
export const choiceList = (list: string): Form => ({
  parts: 1,
  write: (value, reading) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const words = value.map((id) => wordFor(id, listed(list, reading)));
    return words.includes(undefined) ? undefined : [words.join('、')];
  },
  read: ([cell = ''], _present, reading) => all(cell, listed(list, reading), 'not-choice'),
});

/** Yes or no. */
export const yesNo: Form = {
  parts: 1,
  write: (value, reading) => {
    const word = typeof value === 'boolean' ? wordFor(String(value), listed('yes-no', reading)) : undefined;
    return word === undefined ? undefined : [word];
  },
  read: ([cell = ''], _present, reading) => {
    const found = find(cell, listed('yes-no', reading), 'not-choice');
    return found.ok ? { ok: true, value: found.id === 'true' } : found;
  },
};

/** An id of something that exists; its name will do, where only one has it. Where nothing is known, any id. */
export const reference = (kind: ReferenceKind): Form => ({
  parts: 1,
  write: (value) => (typeof value === 'string' && value !== '' ? [value] : undefined),
  read: ([cell = ''], _present, { references }) => {
    const known = references[kind];
    return known ? one(find(cell, known, 'unknown-id')) : { ok: true, value: cell };
  },
});

export const referenceList = (kind: ReferenceKind): Form => ({
  parts: 1,
  write: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && !/[、,;，；\n]/u.test(item))
      ? [value.join('、')]
      : undefined,
  read: ([cell = ''], _present, { references }) => {
    const known = references[kind];
    return known ? all(cell, known, 'unknown-id') : { ok: true, value: splitList(cell) };
  },
});

/** The ways to a service, and which of them the source document says of this very item. */
export const channels: Form = {
  parts: 2,
  write: (value, reading) => {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const known = listed('channel', reading);
    const named: string[] = [];
    const stated: string[] = [];
    for (const item of value as readonly unknown[]) {
      const word = isObject(item) ? wordFor(item['kind'], known) : undefined;
      if (!isObject(item) || word === undefined || typeof item['stated'] !== 'boolean') return undefined;
      named.push(word);
      if (item['stated']) stated.push(word);
    }
    return [named.join('、'), stated.join('、')];
  },
  read: ([kinds, stated], present, reading) => {
    const known = listed('channel', reading);
    const before = (Array.isArray(present) ? (present as readonly unknown[]) : []).filter(isObject);
    const named = kinds === undefined ? undefined : all(kinds, known, 'not-choice');
    if (named && !named.ok) return named;
    const said = stated === undefined ? undefined : all(stated, known, 'not-choice');
    if (said && !said.ok) return { ok: false, fault: { ...said.fault, part: 1 } };
    const ids = (named ? named.value : before.map((item) => item['kind'])) as readonly string[];
    const saidIds = said
      ? (said.value as readonly string[])
      : before.filter((item) => item['stated'] === true).map((item) => item['kind'] as string);
    return { ok: true, value: ids.map((kind) => ({ kind, stated: saidIds.includes(kind) })) };
  },
};
