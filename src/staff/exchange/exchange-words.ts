import { headOf } from '../../access/messages/exchange-columns.ts';
import { type ExchangeDeskKey, exchangeDeskEn, exchangeDeskZh } from '../../access/messages/exchange-desk.ts';
import type { CallFailure } from '../../api/client.ts';
import type {
  ImportLine,
  ImportView,
  LineFault,
  SheetKind,
  SheetNote,
} from '../../model/schema/staff-exchange.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export type ExchangeWords = DeskWords<ExchangeDeskKey>;

export const exchangeWords = ({ words, site }: StaffContext): ExchangeWords =>
  deskWords({ zh: exchangeDeskZh, en: exchangeDeskEn }, words.language, site.timeZone);

const isKey = (key: string): key is ExchangeDeskKey => key in exchangeDeskZh;

/** Words for a key that may not be there: of a newer hub, say. */
const maybe = (
  { t }: ExchangeWords,
  key: string,
  values: Readonly<Record<string, string | number>>,
  otherwise: ExchangeDeskKey,
): string => t(isKey(key) ? key : otherwise, values);

/** Why a file or a step came to nothing, with what was found. */
export function whyNot(words: ExchangeWords, failure: CallFailure): string {
  if (failure.kind === 'unreachable') return words.why(failure);
  const { code, field = '' } = failure.problem;
  const key = `error.${code}`;
  return isKey(key) ? words.t(key, { field }) : words.why(failure);
}

/** Why the last step of an upload came to nothing, and that nothing was changed by it; undefined where it did not. */
export function whyStopped(words: ExchangeWords, view: ImportView): string | undefined {
  const { failed: code, state, counts } = view;
  if (code === undefined) return undefined;
  // What was stopped or broke is told by where it went back to.
  const key =
    code === 'exchange.cancelled'
      ? `cancelled.${state}`
      : code === 'exchange.failed'
        ? `failed.${state}`
        : `error.${code}`;
  return maybe(words, key, { field: '', n: counts?.conflicts ?? '' }, 'error.exchange.failed');
}

export const noteText = (words: ExchangeWords, { code, values }: SheetNote): string =>
  maybe(words, `note.${code}`, values, 'note.cut');

/** A column as spreadsheet programs call it: A, B … Z, AA. @param index from 0 */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return `${rest >= 0 ? letterOf(rest) : ''}${String.fromCharCode(65 + (index % 26))}`;
}

/** What a column of ours is called. */
export const columnName = ({ language }: ExchangeWords, kind: SheetKind, column: string): string =>
  headOf(kind, column, language);

/** A fault in a sentence, and how to mend it. */
export interface SaidFault {
  readonly where: string;
  readonly what: string;
  readonly mend: string;
}

export function faultText(words: ExchangeWords, kind: SheetKind | undefined, fault: LineFault): SaidFault {
  const { t, language } = words;
  const { code, column, source } = fault;
  const isChinese = language !== 'en';
  const values =
    code === 'content' && isChinese
      ? { problem: fault.values['problemZh'] ?? '', mend: fault.values['mendZh'] ?? '' }
      : fault.values;
  const name = column === undefined || !kind ? '' : columnName(words, kind, column);
  const near = values['near'] === undefined ? '' : `${t('mend.near', values)} `;
  const side = code === 'out-of-range' ? `.${String(values['side'])}` : '';
  return {
    where:
      name === ''
        ? ''
        : source === undefined
          ? t('lines.column', { column: name })
          : t('lines.where', { letter: letterOf(source), column: name }),
    what: maybe(words, `fault.${code}`, values, 'fault.other'),
    mend: `${near}${maybe(words, `mend.${code}${side}`, values, 'mend.other')}`,
  };
}

/** Where a line is: its number, or for a folder what it is about. */
export const lineName = ({ t }: ExchangeWords, { line, id }: ImportLine): string =>
  line > 0 ? t('lines.line', { n: line }) : id;
