import { type ContentDeskKey, contentDeskEn, contentDeskZh } from '../../access/messages/content-desk.ts';
import type { ContentRole } from '../../model/schema/staff-content.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export interface ContentWords extends DeskWords<ContentDeskKey> {
  /** A text in both languages at once: what a new entry begins with. */
  readonly both: (key: ContentDeskKey) => { readonly zh: string; readonly en: string };
  /** `11月22日 14:30`; milliseconds since 1970. */
  readonly when: (ms: number) => string;
  /** Names one after the other, as this language lists them. */
  readonly list: (names: readonly string[]) => string;
}

export function contentWords({ words, site }: Pick<StaffContext, 'words' | 'site'>): ContentWords {
  const own = deskWords({ zh: contentDeskZh, en: contentDeskEn }, words.language, site.timeZone);
  return {
    ...own,
    both: (key) => ({ zh: contentDeskZh[key], en: contentDeskEn[key] }),
    when: (ms) => `${own.clock.shortDay(ms)} ${own.clock.time(ms)}`,
    list: (names) => names.join(words.language === 'en' ? ', ' : '、'),
  };
}

/** What a kind of content is called. */
export const roleName = ({ t }: ContentWords, role: ContentRole): string => t(`role.${role}`);
