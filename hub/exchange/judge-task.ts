import { choiceWords } from '../../src/access/messages/exchange-columns.ts';
import { type ParsedFile, isOwnService } from '../../src/model/content/index.ts';
import { type ContentEntry, entriesOf } from '../../src/model/editing/index.ts';
import type { ExchangeEntry } from '../../src/model/exchange/entries.ts';
import type { Choice, References } from '../../src/model/exchange/forms.ts';
import { judge } from '../../src/model/exchange/judge.ts';
import { keyColumns } from '../../src/model/exchange/fields.ts';
import { getAt, isObject, sameValue } from '../../src/model/exchange/values.ts';
import type { BothWords, FaultWords } from '../../src/model/fault-words.ts';
import type { ImportLine } from '../../src/model/schema/staff-exchange.ts';
import { type SiteFiles, compileSite } from '../content/compile.ts';
import { readJson } from '../content/json.ts';
import type { PackedFile, ReadUpload, Sheet } from './sheet.ts';
import { countLines, linesOf } from './summary.ts';
import type { EntryChange, JudgeDone, JudgeGiven } from './thread-work.ts';
import { Unreadable } from './unreadable.ts';

/** What an upload is judged against, and how. */
interface JudgeTask extends Pick<JudgeGiven, 'site' | 'wish' | 'timeZone'> {
  readonly files: SiteFiles;
}
type Report = (line: ImportLine, done: number, total: number) => void;
/** What is judged, before it is packed: entries to write, or of a folder all its files. */
export type Verdict = Omit<JudgeDone, 'changes'> &
  ({ readonly entries: readonly EntryChange[] } | { readonly files: readonly ParsedFile[] });

const wordsAt = (value: unknown, path: string): string[] => {
  const text = getAt(value, path);
  return typeof text === 'string' && text !== '' ? [text] : [];
};
const listAt = (value: unknown, path: string): unknown[] => {
  const list = getAt(value, path);
  return Array.isArray(list) ? (list as unknown[]) : [];
};
const choiceOf = (value: unknown, id: string, ...names: readonly string[]): Choice[] =>
  wordsAt(value, id).map((own) => ({ id: own, names: names.flatMap((path) => wordsAt(value, path)) }));

/** Everything of a site that a sheet may name. */
export function referencesOf(files: JudgeTask['files']): References {
  const values = (role: ParsedFile['role']) =>
    [...files.site, ...files.catalogue].filter((file) => file.role === role).map(({ value }) => value);
  const described = values('services').flatMap((file) => listAt(file, 'services').filter(isOwnService));
  // A line of a sheet is about one of these: of the shared catalogue, or described by the hall itself.
  const catalogue = [
    ...values('catalogue-services').flatMap((file) =>
      listAt(file, 'services').flatMap((one) => choiceOf(one, 'id', 'name.zh', 'name.en')),
    ),
    ...described.flatMap((one) => choiceOf(one, 'service', 'name.zh', 'name.en')),
  ];
  const own = new Map(
    values('services').flatMap((file) =>
      listAt(file, 'services').flatMap((one) =>
        choiceOf(one, 'service', 'name.zh', 'name.en').map(({ id, names }) => [id, names] as const),
      ),
    ),
  );
  return {
    // What the hall itself calls a service tells it, too.
    catalogue: catalogue.map(({ id, names }) => ({
      id,
      names: [...new Set([...names, ...(own.get(id) ?? [])])],
    })),
    service: [...own].map(([id, names]) => ({
      id,
      names: [...new Set([...names, ...(catalogue.find((one) => one.id === id)?.names ?? [])])],
    })),
    place: values('places').flatMap((file) =>
      listAt(file, 'places').flatMap((one) => choiceOf(one, 'id', 'name.zh', 'name.en')),
    ),
    'place-kind': values('taxonomies').flatMap((file) =>
      listAt(file, 'taxonomies')
        .filter((one) => isObject(one) && one['id'] === 'place-kind')
        .flatMap((one) => listAt(one, 'terms').flatMap((term) => choiceOf(term, 'id', 'name.zh', 'name.en'))),
    ),
    circle: values('site').flatMap((file) =>
      listAt(file, 'circles').flatMap((one) => choiceOf(one, 'id', 'domain.zh', 'domain.en')),
    ),
  };
}

export function readingFor({ files, timeZone }: Pick<JudgeTask, 'files' | 'timeZone'>) {
  return { references: referencesOf(files), choices: choiceWords, timeZone };
}

const exchangeEntries = (entries: readonly ContentEntry[]): ExchangeEntry[] =>
  entries as unknown as ExchangeEntry[];

/** Judges one sheet against the draft. */
export function judgeSheet(sheets: readonly Sheet[], task: JudgeTask, report: Report): Verdict {
  const { wish, files } = task;
  const sheet = sheets[wish.sheet];
  if (!sheet) throw new Unreadable('exchange.empty');
  const { kind } = wish;
  if (!kind) throw new Unreadable('exchange.no-kind');
  const missing = keyColumns[kind].filter((column) => !wish.mapping[column]);
  if (missing.length > 0) throw new Unreadable('exchange.no-key', missing.join(' '));
  const reading = readingFor(task);
  const total = countLines(sheet);
  const { counts, changes } = judge(
    linesOf(sheet),
    {
      kind,
      mapping: wish.mapping,
      blanks: wish.blanks,
      reading:
        kind === 'places' ? { ...reading, references: withOwn(reading.references, sheet, task) } : reading,
      entries: exchangeEntries(entriesOf(files.site)),
    },
    (line, done) => report(line, done, total),
  );
  return {
    counts,
    notes: sheet.notes,
    entries: changes.map(({ role, id, body }) => ({ role, id, body })),
  };
}

/** A place may be within one that the same sheet brings. */
function withOwn(references: References, sheet: Sheet, { wish }: JudgeTask): References {
  const [id, zh, en] = ['id', 'name.zh', 'name.en'].map((column) => wish.mapping[column]);
  if (!id || !('source' in id)) return references;
  const known = new Set((references.place ?? []).map((one) => one.id));
  const own: Choice[] = [];
  for (const { cells } of linesOf(sheet)) {
    const own_id = cells[id.source] ?? '';
    if (own_id === '' || known.has(own_id)) continue;
    known.add(own_id);
    own.push({
      id: own_id,
      names: [zh, en].flatMap((from) => (from && 'source' in from ? [cells[from.source] ?? ''] : [])),
    });
  }
  return { ...references, place: [...(references.place ?? []), ...own] };
}

/** Judges a folder as a publish of it would, and says what it would make of the draft. */
export async function judgeFolder(
  packed: readonly PackedFile[],
  task: JudgeTask,
  report: Report,
): Promise<Verdict> {
  const parsed: ParsedFile[] = [];
  const lines: ImportLine[] = [];
  for (const { name, text } of packed) {
    const value = readJson(text);
    const role = name.replace(/\.json$/u, '') as ContentEntry['role'];
    const file = `${task.site}/${name}`;
    if (value.ok) parsed.push({ file, role, value: value.value });
    else {
      const { line, column, path } = value.error;
      lines.push(faultLine(file, `${line}:${column} ${path}`.trim(), asFault(value.error)));
    }
  }
  const compiled = await compileSite(
    task.site,
    { site: parsed, catalogue: task.files.catalogue },
    unread(packed, parsed),
  );
  if (!compiled.ok) for (const fault of compiled.error) lines.push(faultLine(fault.file, fault.path, fault));
  const before = new Map(entriesOf(task.files.site).map((entry) => [`${entry.role}/${entry.id}`, entry]));
  const after = entriesOf(parsed);
  for (const { role, id, body } of after) {
    const old = before.get(`${role}/${id}`);
    before.delete(`${role}/${id}`);
    const state = !old
      ? 'new'
      : sameValue(old.body, withoutEditorLine(body)) || sameValue(old.body, body)
        ? 'same'
        : 'changed';
    lines.push(entryLine(role, id, body, state));
  }
  for (const { role, id, body } of before.values()) {
    lines.push(entryLine(role, id, body, 'removed'));
  }
  const counts = { new: 0, changed: 0, same: 0, fault: 0, removed: 0 };
  lines.forEach((line, index) => {
    counts[line.state] += 1;
    report(line, index + 1, lines.length);
  });
  return { counts, notes: [], files: parsed };
}

const unread = (packed: readonly PackedFile[], parsed: readonly ParsedFile[]): Set<ParsedFile['role']> =>
  new Set(
    packed
      .map(({ name }) => name.replace(/\.json$/u, '') as ParsedFile['role'])
      .filter((role) => !parsed.some((file) => file.role === role)),
  );

const withoutEditorLine = ({ $schema: _line, ...body }: Record<string, unknown>): Record<string, unknown> =>
  body;

/** What breaks a file of JSON is told in English to whoever writes it by hand. */
const asFault = (words: FaultWords): BothWords => ({ ...words, zh: words });

const faultLine = (file: string, path: string, { problem, mend, zh }: BothWords): ImportLine => ({
  line: 0,
  state: 'fault',
  id: file,
  title: path,
  changes: [],
  faults: [{ code: 'content', values: { problem, mend, problemZh: zh.problem, mendZh: zh.mend } }],
});

const entryLine = (role: string, id: string, body: unknown, state: ImportLine['state']): ImportLine => ({
  line: 0,
  state,
  id: id === '-' ? role : `${role} / ${id}`,
  title: wordsAt(body, 'name.zh')[0] ?? wordsAt(body, 'title.zh')[0] ?? '',
  changes: [],
  faults: [],
});

/** @returns what came of it; lines are reported as they are judged */
export const judgeUpload = (
  upload: ReadUpload,
  task: JudgeTask,
  report: Report,
): Promise<Verdict> | Verdict =>
  upload.format === 'folder'
    ? judgeFolder(upload.files, task, report)
    : judgeSheet(upload.sheets, task, report);
