import { Workbox } from 'workbox-window';
import { scriptUrl } from '../../devices/trusted-url.ts';

const CHECK_EVERY_MS = 60 * 60_000;

/**
 * Registers the service worker and keeps the app current. A new version waits until nobody is in front of the
 * terminal; then the page is loaded anew, so that two versions never run at once.
 * @param isIdle whether nobody is in front of the terminal
 */
export function keepUpToDate(isIdle: () => boolean): void {
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox(scriptUrl('/kiosk/sw.js'), { scope: '/kiosk/' });
  let waiting = false;
  workbox.addEventListener('waiting', () => {
    waiting = true;
  });
  workbox.addEventListener('controlling', (event) => {
    if (event.isUpdate) location.reload();
  });
  setInterval(() => {
    if (waiting && isIdle()) workbox.messageSkipWaiting();
  }, 5_000);
  // Registering or looking for a new version fails while the hub is away; the next look succeeds.
  void workbox.register().catch(() => undefined);
  setInterval(() => void workbox.update().catch(() => undefined), CHECK_EVERY_MS);
}
