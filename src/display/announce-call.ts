import type { Announcement } from '../devices/announcer.ts';
import { spokenCall } from '../model/spoken-number.ts';
import type { Call } from './board.ts';
import type { BothWords } from './words.ts';

/** What is said when a number is called, in the site's languages one after the other. */
export function announcementOf({ number, counter }: Call, words: BothWords): Pick<Announcement, 'parts'> {
  const languages = words.second ? [words.first, words.second] : [words.first];
  return {
    parts: languages.map(({ language, t }) => ({
      language,
      // Sign by sign: a voice of the machine would else read hundreds.
      sentence:
        counter === undefined
          ? t('spoken.call-anywhere', { number: [...number].join(' ') })
          : t('spoken.call', { number: [...number].join(' '), counter }),
      pieces: spokenCall({ number, counter, language }),
    })),
  };
}
