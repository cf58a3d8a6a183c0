import { Workbox } from 'workbox-window';
import { scriptUrl } from '../../devices/trusted-url.ts';
import { Changeover } from './changeover.ts';

const CHECK_EVERY_MS = 60 * 60_000;
const TRY_EVERY_MS = 5_000;

/**
 * Registers the service worker and keeps the app current. A new version waits until nobody is in front of the
 * terminal; then the page is loaded anew, so that two versions never run at once.
 * @param isIdle whether nobody is in front of the terminal
 */
export function keepUpToDate(isIdle: () => boolean): void {
  if (!('serviceWorker' in navigator)) return;
  const workbox = new Workbox(scriptUrl('/kiosk/sw.js'), { scope: '/kiosk/' });
  const changeover = new Changeover(navigator.serviceWorker.controller !== null);
  const act = (): void => {
    const step = changeover.next(isIdle());
    if (step === 'let-in') workbox.messageSkipWaiting();
    if (step === 'reload') location.reload();
  };
  workbox.addEventListener('waiting', () => changeover.onWaiting());
  workbox.addEventListener('controlling', () => {
    changeover.onControlling();
    act();
  });
  setInterval(act, TRY_EVERY_MS);
  // Registering or looking for a new version fails while the hub is away; the next look succeeds.
  void workbox.register().catch(() => undefined);
  setInterval(() => void workbox.update().catch(() => undefined), CHECK_EVERY_MS);
}
