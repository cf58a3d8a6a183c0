import { type CardDeskKey, cardDeskEn, cardDeskZh } from '../../access/messages/card-desk.ts';
import type { CardWay } from '../../model/schema/card.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export type CardWords = DeskWords<CardDeskKey>;

export const cardWords = ({ words, site }: StaffContext): CardWords =>
  deskWords({ zh: cardDeskZh, en: cardDeskEn }, words.language, site.timeZone);

/** How a card's screen turns, in words. */
export const wayInWords = ({ t }: CardWords, { textStep, contrast, voice, language }: CardWay): string =>
  [
    t(`size.${textStep as 0 | 1 | 2 | 3}`),
    contrast === 'high' ? t('way.contrast') : '',
    voice ? t('way.voice') : '',
    language ? t(`language.${language}`) : '',
  ]
    .filter((text) => text !== '')
    .join(' · ');
