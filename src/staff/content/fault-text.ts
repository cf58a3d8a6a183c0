import type { ContentFault } from '../../model/schema/staff-content.ts';
import type { FaultWords } from '../../model/fault-words.ts';
import { pathOf } from '../forms/values.ts';
import type { ContentWords } from './content-words.ts';
import { fieldName } from './field-text.ts';

/**
 * Where the fault is, as the form calls it.
 * @param body the entry, where it is at hand: items of lists are named from it
 */
export const faultName = (words: ContentWords, { role, path }: ContentFault, body?: unknown): string =>
  fieldName(words, role, pathOf(path), body);

/** What is wrong and what to do, in the language of the page. */
export const faultText = ({ language }: ContentWords, { problem, mend, zh }: ContentFault): FaultWords =>
  language === 'en' ? { problem, mend } : zh;
