import { html, nothing, type TemplateResult } from 'lit';
import type { DisplayKey } from '../access/messages/display.ts';
import type { Localized } from '../model/schema/text.ts';
import type { BothWords, Words } from './words.ts';

type Say = (words: Words) => string;

/** The same in the first language and, smaller, in the second; once where both read alike. */
export function both(words: BothWords, say: Say): TemplateResult {
  const first = say(words.first);
  const second = words.second ? say(words.second) : '';
  return html`<span class="first" lang=${words.first.language}>${first}</span>${
      second === '' || second === first
        ? nothing
        : html` <span class="second" lang=${words.second?.language ?? 'en'}>${second}</span>`
    }`;
}

export const bothOf = (
  words: BothWords,
  key: DisplayKey,
  values?: Readonly<Record<string, string | number>>,
): TemplateResult => both(words, ({ t }) => t(key, values));

/** A text of the content. */
export const bothTexts = (words: BothWords, text: Localized): TemplateResult =>
  both(words, ({ of }) => of(text));
