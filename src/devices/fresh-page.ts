const UPDATE_MS = 15_000;
const TAKE_OVER_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

const workers = (): ServiceWorkerContainer | undefined =>
  (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;

/** Fetches the newest version of this page, where the hub has one. It waits until the page is started anew. */
export async function fetchNewest(): Promise<void> {
  const registration = await workers()?.getRegistration();
  if (!registration) return;
  const update = registration.update().then(() => settled(registration.installing));
  await within(UPDATE_MS, update);
}

/**
 * Loads the page anew, in the newest version that is there. Whoever comes in that moment is not interrupted: then it happens
 * when they have gone.
 * @param isIdle whether nobody is in front of it
 */
export async function startAnew(isIdle: () => boolean): Promise<void> {
  const container = workers();
  const waiting = (await container?.getRegistration())?.waiting;
  if (container && waiting) {
    const tookOver = new Promise<void>((resolve) => {
      container.addEventListener('controllerchange', () => resolve(), { once: true });
    });
    waiting.postMessage({ type: 'SKIP_WAITING' });
    await within(TAKE_OVER_MS, tookOver);
  }
  while (!isIdle()) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  location.reload();
}

/** Resolves when a worker is installed, or never will be. */
const settled = (worker: ServiceWorker | null): Promise<void> =>
  new Promise((resolve) => {
    if (worker?.state !== 'installing') return resolve();
    worker.addEventListener('statechange', () => resolve(), { once: true });
  });

/** Waits for something, but not for ever; a failure is the end of it, too. */
const within = (ms: number, work: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, ms);
    work.then(end, end);
  });
