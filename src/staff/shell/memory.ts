import type { Language } from '../../model/schema/text.ts';

const LANGUAGE = 'linli-staff-language';
const SITE = 'linli-staff-site';

/** What this browser remembers of a desk: its language and site. A browser that keeps nothing is asked each time. */
function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A full or forbidden storage costs a click next time, and nothing else.
  }
}

export const recallLanguage = (): Language => {
  const kept = recall(LANGUAGE);
  if (kept === 'en' || kept === 'zh-Hans') return kept;
  return navigator.language.startsWith('en') ? 'en' : 'zh-Hans';
};
export const rememberLanguage = (language: Language): void => remember(LANGUAGE, language);

/** The site last worked at. */
export const recallSite = (): string | undefined => recall(SITE);
export const rememberSite = (site: string): void => remember(SITE, site);
