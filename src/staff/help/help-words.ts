import { type HelpDeskKey, helpDeskEn, helpDeskZh } from '../../access/messages/help-desk.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export const helpWords = ({ words, site }: Pick<StaffContext, 'words' | 'site'>): DeskWords<HelpDeskKey> =>
  deskWords({ zh: helpDeskZh, en: helpDeskEn }, words.language, site.timeZone);

/** A terminal's screen in words. */
export const screenWords = ({ t }: DeskWords<HelpDeskKey>, screen: string): string => {
  const key = `screen.${screen}`;
  return t(key in helpDeskZh ? (key as HelpDeskKey) : 'screen.other');
};
