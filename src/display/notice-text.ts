import { lastOf } from '../model/last.ts';

const SENTENCE_END = /[。！？；.!?;](?=\s|$|[^\d])/gu;

/**
 * A text as far as there is room: whole sentences where one ends in the second half of the room, else up to a word.
 * @param most signs; a Chinese one counts as two Latin ones
 */
export function cutText(text: string, most: number): string {
  const signs = [...text.trim()];
  let width = 0;
  let end = 0;
  while (end < signs.length && width + widthOf(signs[end] ?? '') <= most) {
    width += widthOf(signs[end] ?? '');
    end += 1;
  }
  if (end === signs.length) return signs.join('');
  const kept = signs.slice(0, end).join('');
  const sentence = lastOf([...kept.matchAll(SENTENCE_END)]);
  const ends = sentence ? sentence.index + 1 : 0;
  if (ends > kept.length / 2) return kept.slice(0, ends);
  const word = kept.replace(/\s+\S*$/u, '');
  return `${(word.length > kept.length / 2 ? word : kept).replace(/[\s，、,：:]+$/u, '')}…`;
}

const widthOf = (sign: string): number => ((sign.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1);

/** Which notice stands there now. @param turnMs how long each stands */
export const noticeAt = <T>(notices: readonly T[], nowMs: number, turnMs: number): T | undefined =>
  notices.length === 0 ? undefined : notices[Math.floor(nowMs / turnMs) % notices.length];
