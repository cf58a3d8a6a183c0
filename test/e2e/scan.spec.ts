import type { Page } from '@playwright/test';
import '../../src/access/messages/scan.ts';
import type { MessageKey } from '../../src/access/say.ts';
import { type Luma, emptyPicture, pictureOf } from '../support/fake-camera.ts';
import { CameraBrowser, cameras, watchCameras } from './support/camera.ts';
import { expect, test } from './support/hub.ts';
import { Kiosk } from './support/kiosk.ts';

/** Nine digits that nobody was given: the hall's own reader takes them, and says that it does not know them. */
const DIGITS = '100000001';
/** A camera's first pictures take their time on a busy machine. */
const READ_WITHIN = { timeout: 45_000 };

interface Scene {
  readonly camera: CameraBrowser;
  readonly kiosk: Kiosk;
  readonly page: Page;
}

/** A terminal whose camera looks at what a test holds in front of it, at the home screen. */
async function atHome(
  hub: { start(): Promise<unknown>; readonly url: string },
  launchOptions: { readonly args?: string[] },
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const camera = await CameraBrowser.open(launchOptions);
  try {
    await hub.start();
    const page = await camera.newPage(hub.url);
    await watchCameras(page);
    const kiosk = await Kiosk.open(page);
    await kiosk.begin();
    await play({ camera, kiosk, page });
  } finally {
    await camera.close();
  }
}

/** From home to the scanner, which opens the camera anew. */
async function goToScanner(kiosk: Kiosk): Promise<void> {
  await kiosk.choose('home.check-in');
  await kiosk.seesHeading('arrival.heading');
}

// A browser of its own, and a camera.
test.describe.configure({ timeout: 150_000 });

test.describe('a code that is none of ours', () => {
  for (const [kind, text, secret] of [
    ['payment', 'wxp://f2f0abcDEF123456', 'f2f0'],
    ['web', 'https://example.com/secret?who=me', 'secret'],
    ['contact', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Somebody\r\nEND:VCARD', 'Somebody'],
    ['wifi', 'WIFI:T:WPA;S:hall;P:letmein;;', 'letmein'],
    ['id-number', '990000195001010000', '1950'],
  ] as const)
    test(`is named by its kind alone: ${kind}`, async ({ hub, launchOptions }) => {
      await atHome(hub, launchOptions, async ({ camera, kiosk, page }) => {
        const opened: string[] = [];
        page.on('request', (request) => opened.push(request.url()));
        await camera.show(text);
        await goToScanner(kiosk);
        await kiosk.sees(kiosk.t(`scan.other.${kind}`), READ_WITHIN);
        await kiosk.sees(kiosk.t('scan.other.next'));
        expect(await kiosk.main.innerText()).not.toContain(secret);
        expect(opened.filter((url) => !url.startsWith(hub.url) && !url.startsWith('blob:'))).toEqual([]);
        await kiosk.seesHeading('arrival.heading');
        await expect.poll(async () => (await cameras(page)).live).toBe(1);
      });
    });
});

test.describe('two codes in the picture', () => {
  test('that are both ours are both left unread', async ({ hub, launchOptions }) => {
    await atHome(hub, launchOptions, async ({ camera, kiosk }) => {
      await camera.showSheets(
        { text: DIGITS, heightShare: 0.4, offset: [-0.2, 0] },
        { text: '100000002', heightShare: 0.4, offset: [0.2, 0] },
      );
      await goToScanner(kiosk);
      await kiosk.sees(kiosk.t('scan.several'), READ_WITHIN);
      await kiosk.sees(kiosk.t('scan.several.next'));
      await kiosk.seesHeading('arrival.heading');
    });
  });

  test('a pass and a payment code: the pass is read', async ({ hub, launchOptions }) => {
    await atHome(hub, launchOptions, async ({ camera, kiosk }) => {
      await camera.showSheets(
        { text: DIGITS, heightShare: 0.4, offset: [-0.25, 0] },
        { text: 'wxp://f2f0abcDEF123456', heightShare: 0.5, offset: [0.15, 0] },
      );
      await goToScanner(kiosk);
      await kiosk.seesHeading('verdict.unknown-code', READ_WITHIN);
    });
  });
});

test('a flood of codes is answered by a calm pause', async ({ hub, launchOptions }) => {
  await atHome(hub, launchOptions, async ({ camera, kiosk }) => {
    const pictures: Luma[] = [];
    for (let code = 0; code < 7; code += 1) {
      const picture = pictureOf(`https://example.com/${code}`);
      pictures.push(picture, picture, picture, picture);
    }
    await camera.showFilm(pictures, 5);
    await goToScanner(kiosk);
    await kiosk.sees(kiosk.t('scan.pause'), READ_WITHIN);
    await kiosk.sees(kiosk.t('scan.pause.next'));
    await kiosk.seesHeading('arrival.heading');
  });
});

test.describe('a camera that cannot be used leaves the other ways open:', () => {
  const seesFault = async (kiosk: Kiosk, key: MessageKey): Promise<void> => {
    await kiosk.sees(kiosk.t(key), READ_WITHIN);
    await kiosk.sees(kiosk.t('camera.other-way'));
    await expect(kiosk.button(kiosk.t('arrival.type'))).toBeVisible();
  };

  test('covered, and free again', async ({ hub, launchOptions }) => {
    await atHome(hub, launchOptions, async ({ camera, kiosk }) => {
      await camera.showFilm([emptyPicture(16)]);
      await goToScanner(kiosk);
      await seesFault(kiosk, 'camera.black');
      await camera.show(DIGITS);
      await kiosk.choose('camera.again');
      await kiosk.seesHeading('verdict.unknown-code', READ_WITHIN);
    });
  });

  for (const [what, error, key] of [
    ['held by another program', 'NotReadableError', 'camera.busy'],
    ['not there', 'NotFoundError', 'camera.missing'],
  ] as const)
    test(`${what}, and back`, async ({ hub, launchOptions }) => {
      await atHome(hub, launchOptions, async ({ camera, kiosk, page }) => {
        await camera.show(DIGITS);
        await page.evaluate((name) => {
          const devices = navigator.mediaDevices;
          const open = devices.getUserMedia.bind(devices);
          let first = true;
          devices.getUserMedia = (wanted) => {
            if (!first) return open(wanted);
            first = false;
            return Promise.reject(new DOMException('', name));
          };
        }, error);
        await goToScanner(kiosk);
        await seesFault(kiosk, key);
        await kiosk.choose('camera.again');
        await kiosk.seesHeading('verdict.unknown-code', READ_WITHIN);
      });
    });

  test('pulled out while it is looked into', async ({ hub, launchOptions }) => {
    await atHome(hub, launchOptions, async ({ camera, kiosk, page }) => {
      await camera.show('https://example.com/');
      await goToScanner(kiosk);
      await kiosk.sees(kiosk.t('scan.other.web'), READ_WITHIN);
      await page.evaluate(() => {
        const { openedTracks } = globalThis as unknown as { openedTracks: readonly MediaStreamTrack[] };
        openedTracks.at(-1)?.dispatchEvent(new Event('ended'));
      });
      await seesFault(kiosk, 'camera.missing');
      await expect.poll(async () => (await cameras(page)).live).toBe(0);
    });
  });
});

test('a page that nobody sees has its camera off', async ({ hub, launchOptions }) => {
  await atHome(hub, launchOptions, async ({ camera, kiosk, page }) => {
    await camera.show('https://example.com/');
    await goToScanner(kiosk);
    await kiosk.sees(kiosk.t('scan.other.web'), READ_WITHIN);
    const setHidden = (hidden: boolean): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { configurable: true, value });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await setHidden(true);
    await kiosk.sees(kiosk.t('scan.asleep'));
    await expect.poll(async () => (await cameras(page)).live).toBe(0);
    await setHidden(false);
    await expect.poll(async () => (await cameras(page)).live, READ_WITHIN).toBe(1);
  });
});

test('the keys for the nine digits are large @landscape', async ({ page }) => {
  const kiosk = await Kiosk.open(page);
  await kiosk.begin();
  await goToScanner(kiosk);
  await kiosk.choose('arrival.type');
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const least = Math.min(width, height) / 12;
  for (const digit of '0123456789') {
    const key = kiosk.button(digit);
    const box = await key.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(least);
    const fontSize = await key.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(fontSize).toBeGreaterThanOrEqual(least);
  }
});
