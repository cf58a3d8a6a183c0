import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

declare const self: ServiceWorkerGlobalScope;
/** What the terminal needs to start without a network; written by the build. */
declare const PRECACHE: PrecacheEntry[];
/** The page of the terminal, `/kiosk/` or `/display/`; written by the build. */
declare const PAGE: string;

// The first visit is ready to go offline at once.
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

// A later version waits until the page says that nobody is in front of it: never two versions in one visit.
self.addEventListener('message', ({ data }: { data: unknown }) => {
  if ((data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});

// /api and /hsds match no route below, so the worker never stands between a page and the hub.
precacheAndRoute(PRECACHE);
cleanupOutdatedCaches();

// Whatever the address says (?site=, a deep link), the terminal starts from its disk and does not ask the network.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL(`${PAGE}index.html`), {
    allowlist: [new RegExp(`^${PAGE}`, 'u')],
  }),
);

// A hundred slices of one typeface: each is kept once it has been seen. Their names carry a hash, so none goes stale.
// What the page loaded before this worker ran it can name in a message {type: 'CACHE_URLS'}, which workbox answers.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.endsWith('.woff2'),
  new CacheFirst({ cacheName: 'fonts' }),
);
