import { type CareKey, careEn, careZh } from '../../access/messages/care-desk.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export type CareWords = DeskWords<CareKey>;

export const careWords = ({ words, site }: StaffContext): CareWords =>
  deskWords({ zh: careZh, en: careEn }, words.language, site.timeZone);
