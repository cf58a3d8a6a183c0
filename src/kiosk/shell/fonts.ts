import type { Runtime } from './runtime.ts';

const KINDS = ['site', 'taxonomy', 'service', 'place', 'notice', 'indicator'] as const;
const SETTLE_MS = 5_000;

/** Whether this machine needs the typeface that travels with the page: a slice of it was used for what is on screen. */
const usesOwnFont = (): boolean => [...document.fonts].some((face) => face.status === 'loaded');

/** Every character of the content, each once. */
async function charactersOf({ store }: Runtime): Promise<string> {
  const characters = new Set<string>();
  for (const kind of KINDS)
    for (const body of await store.all(kind))
      for (const character of JSON.stringify(body)) characters.add(character);
  return [...characters].join('');
}

/**
 * On a machine without a Chinese font, brings every slice of the typeface that the words and the content need, so that
 * no screen is blank when the network is gone. Where the system has a Chinese font nothing is loaded.
 * @param words the texts of the message catalogue
 */
export async function keepFonts(runtime: Runtime, words: string): Promise<void> {
  const bring = async (): Promise<void> => {
    if (!usesOwnFont()) return;
    const family = [...document.fonts][0]?.family ?? '';
    try {
      await document.fonts.load(`16px ${family}`, words + (await charactersOf(runtime)));
    } catch {
      // Cut off before every slice came, or the database was closed: the next start or change of the content asks again.
    }
    await keepInCache();
  };
  await new Promise((resolve) => {
    setTimeout(resolve, SETTLE_MS);
  });
  await bring();
  runtime.store.subscribe(KINDS, () => void bring());
}

/** Slices that came before the service worker ran are in the browser's cache only: the worker is told to keep them. */
async function keepInCache(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  const urlsToCache = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.woff2'));
  active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache } });
}
