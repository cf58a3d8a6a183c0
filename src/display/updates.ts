import { Workbox } from 'workbox-window';
import { scriptUrl } from '../devices/trusted-url.ts';

const CHECK_EVERY_MS = 10 * 60_000;
const TRY_EVERY_MS = 2_000;

/**
 * Registers the service worker, which keeps the page and the voice for the time without a network, and takes a new
 * version at once: nobody is in the middle of anything at a display but a call that is being spoken.
 * @param isIdle whether nothing is being said
 * @returns looks for a new version: after the hub was away it may have one
 */
export function keepUpToDate(isIdle: () => boolean): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const workbox = new Workbox(scriptUrl('/display/sw.js'), { scope: '/display/' });
  const look = (): void => void workbox.update().catch(() => undefined);
  workbox.addEventListener('waiting', () => {
    const take = (): void => {
      if (isIdle()) workbox.messageSkipWaiting();
      else setTimeout(take, TRY_EVERY_MS);
    };
    take();
  });
  workbox.addEventListener('controlling', (event) => {
    // Not only `isUpdate`: a page that was there before its first worker says false for ever, and stays on for months.
    if (event.isUpdate || event.isExternal) location.reload();
  });
  // Registering fails while the hub is away; the next look succeeds.
  void workbox.register().catch(() => undefined);
  setInterval(look, CHECK_EVERY_MS);
  return look;
}
