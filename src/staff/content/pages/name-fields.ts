import { type TemplateResult, html } from 'lit';
import { textField } from '../../shell/parts.ts';
import type { ContentWords } from '../content-words.ts';

/** What a new entry is called, as it is typed. */
export interface NameTyped {
  readonly zh: string;
  readonly en: string;
  /** Something was missing when it was last sent. */
  readonly isFaulty: boolean;
  /** The longest Chinese and the longest English name, in characters. */
  readonly most: readonly [zh: number, en: number];
  readonly onZh: (zh: string) => void;
  readonly onEn: (en: string) => void;
}

/** The name of a new entry in both languages; the Chinese one is needed. */
export const nameFields = (
  { t }: ContentWords,
  { zh, en, isFaulty, most, onZh, onEn }: NameTyped,
): TemplateResult => html`
  ${textField({
    id: 'zh',
    label: t('new.zh'),
    value: zh,
    maxLength: most[0],
    wrong: isFaulty && zh.trim() === '',
    onInput: onZh,
  })}
  ${textField({ id: 'en', label: t('new.en'), value: en, maxLength: most[1], onInput: onEn })}
`;
