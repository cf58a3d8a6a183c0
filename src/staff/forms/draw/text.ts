import { type TemplateResult, html, nothing } from 'lit';
import { isObject } from '../values.ts';
import { describedBy, frame, invalid, issueLines } from './frame.ts';
import { type Pen, type Spot, idOf, textOf } from './pen.ts';

/** Texts up to this many characters have one line. */
const ONE_LINE = 32;
/** Texts that may be longer than this begin with several. */
const MANY_LINES = 400;

interface Box {
  readonly id: string;
  readonly value: string;
  readonly most?: number | undefined;
  readonly lang?: string;
  readonly labelledBy?: string;
  readonly describedBy: string;
  readonly invalid: 'true' | 'false';
  readonly inputMode?: 'numeric' | 'decimal' | 'tel';
  /** Where it is not the bound that says how long it may get: one line. */
  readonly oneLine?: boolean;
  /** Lines that a box of several begins with; it grows with the text. */
  readonly rows?: number;
}

/**
 * A box to type in. While characters are put together by an input method nothing is told, and the box is left alone.
 * @param onText after every key
 * @param onLeave when the box is left with another text
 */
export function box(
  pen: Pen,
  { id, value, most, lang, labelledBy, describedBy: by, invalid: wrong, inputMode, oneLine, rows }: Box,
  onText: (text: string) => void,
  onLeave?: (text: string) => void,
): TemplateResult {
  const onInput = (event: Event): void => {
    if (!(event as InputEvent).isComposing) onText((event.target as HTMLInputElement).value);
  };
  const onChange = (event: Event): void => onLeave?.((event.target as HTMLInputElement).value);
  const counter =
    most === undefined || value.length < most / 2
      ? nothing
      : html`<span class=${value.length > most ? 'count over' : 'count'} aria-hidden="true"
          >${pen.words.t('count', { n: value.length, most })}</span
        >`;
  if (oneLine || (most !== undefined && most <= ONE_LINE))
    return html`<input
        id=${id}
        type="text"
        autocomplete="off"
        lang=${lang ?? nothing}
        inputmode=${inputMode ?? nothing}
        aria-labelledby=${labelledBy ?? nothing}
        aria-describedby=${by}
        aria-invalid=${wrong}
        ?readonly=${pen.readOnly}
        .value=${value}
        @input=${onInput}
        @compositionend=${onInput}
        @change=${onChange}
      />${counter}`;
  return html`<div class="grow" data-text=${`${value} `}>
      <textarea
        id=${id}
        rows=${rows ?? 1}
        lang=${lang ?? nothing}
        aria-labelledby=${labelledBy ?? nothing}
        aria-describedby=${by}
        aria-invalid=${wrong}
        ?readonly=${pen.readOnly}
        .value=${value}
        @input=${onInput}
        @compositionend=${onInput}
        @change=${onChange}
      ></textarea>
    </div>
    ${counter}`;
}

/** One line of text, or of letters and digits. */
export function drawText(pen: Pen, spot: Spot, most: number | undefined): TemplateResult {
  const { path, field } = spot;
  return frame(
    pen,
    spot,
    box(
      pen,
      {
        id: idOf(path),
        value: textOf(spot.shown),
        most,
        describedBy: describedBy(pen, spot),
        invalid: invalid(pen, spot),
        oneLine: most === undefined,
      },
      (text) => {
        const gone = text === '' && field.optional;
        // It stays open while somebody writes it anew.
        if (gone) pen.ask(path);
        pen.change(path, gone ? undefined : text);
      },
    ),
    { for: idOf(path) },
  );
}

/** An id that only the computer reads. */
export function drawId(pen: Pen, spot: Spot): TemplateResult {
  if (!pen.isFixed(spot.path)) return drawText(pen, spot, undefined);
  return frame(
    pen,
    spot,
    html`<p><code id=${idOf(spot.path)} tabindex="-1">${textOf(spot.shown)}</code></p>
      <p class="hint">${pen.words.t('id.fixed')}</p>`,
  );
}

const DIGITS = /^-?\d+(?:\.\d+)?$/u;

/** The number that a text is, where it is written as numbers are; else the text, so that nothing typed is lost. */
const numberOr = (text: string): unknown =>
  DIGITS.test(text) && String(Number(text)) === text ? Number(text) : text === '' ? undefined : text;

/** The same once the box is left: full-width digits, spaces and leading zeros are put right. */
function tidied(text: string): unknown {
  const plain = text.normalize('NFKC').trim();
  return DIGITS.test(plain) ? Number(plain) : numberOr(plain);
}

/** A box for a number; what is no number stays as it was typed, and the schema says what is wrong. */
export function numberBox(
  pen: Pen,
  names: Pick<Box, 'id' | 'describedBy' | 'invalid'> & { readonly labelledBy?: string },
  value: unknown,
  onNumber: (value: unknown) => void,
): TemplateResult {
  return html`<div class="short">
    ${box(
      pen,
      { ...names, value: textOf(value), oneLine: true, inputMode: 'decimal' },
      (text) => onNumber(numberOr(text)),
      (text) => onNumber(tidied(text)),
    )}
  </div>`;
}

export function drawNumber(pen: Pen, spot: Spot): TemplateResult {
  const { path } = spot;
  const names = { id: idOf(path), describedBy: describedBy(pen, spot), invalid: invalid(pen, spot) };
  return frame(
    pen,
    spot,
    numberBox(pen, names, spot.shown, (value) => {
      if (value === undefined) pen.ask(path);
      pen.change(path, value);
    }),
    { for: idOf(path) },
  );
}

/** A text in Chinese and in English. */
export function drawLocalized(pen: Pen, spot: Spot, most: number, mostEn: number): TemplateResult {
  return frame(pen, spot, localizedBoxes(pen, spot, most, mostEn));
}

/** The two boxes of a text, Chinese first. An English text that is emptied is taken out. */
export function localizedBoxes(pen: Pen, spot: Spot, most: number, mostEn: number): TemplateResult {
  const { path, field } = spot;
  const { t } = pen.words;
  const text = isObject(spot.shown) ? spot.shown : {};
  const [zh, en] = [textOf(text['zh']), textOf(text['en'])];
  const one = (language: 'zh' | 'en', value: string, bound: number, onText: (text: string) => void) => {
    const at = [...path, language];
    const wrong = pen.issues(at).length > 0 || (language === 'zh' && pen.issues(path).length > 0);
    return html`<div class="language">
      <label class="plain" id=${idOf(at, 'name')} for=${idOf(at)}
        >${t(language)}${
          language === 'en' && zh !== '' && en === ''
            ? html` <span class="lacks">${t('lacks-en')}</span>`
            : nothing
        }</label
      >
      ${box(
        pen,
        {
          id: idOf(at),
          value,
          most: bound,
          rows: most > MANY_LINES ? 6 : 1,
          lang: language === 'zh' ? 'zh-Hans' : 'en',
          labelledBy: `${idOf(path, 'name')} ${idOf(at, 'name')}`,
          describedBy: `${idOf(path, 'hint')} ${idOf(at, 'issue')}`,
          invalid: wrong ? 'true' : 'false',
        },
        onText,
        () => {
          // Nothing in either language is nothing written.
          if (field.optional && zh === '' && en === '' && spot.own !== undefined) pen.change(path, undefined);
        },
      )}
      ${issueLines(pen, at)}
    </div>`;
  };
  return html`<div class="pair">
    ${one('zh', zh, most, (value) => pen.change([...path, 'zh'], value))}
    ${one('en', en, mostEn, (value) => pen.change([...path, 'en'], value === '' ? undefined : value))}
  </div>`;
}
