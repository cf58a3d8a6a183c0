import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, chromium } from '@playwright/test';
import {
  type Luma,
  type Sheet,
  emptyPicture,
  fakeCameraFlags,
  pictureOfSheets,
  writeCodeFilm,
  writeFilm,
} from '../../support/fake-camera.ts';

const WALL = 120;

/** A browser of its own whose camera looks at what a test holds in front of it. */
export class CameraBrowser {
  readonly #browser: Browser;
  readonly #film: string;

  private constructor(browser: Browser, film: string) {
    this.#browser = browser;
    this.#film = film;
  }

  /**
   * @param launchOptions of the project
   * @param allowed false: there is a camera, and nobody lets the page use it
   */
  static async open(
    launchOptions: { readonly args?: string[] },
    { allowed = true } = {},
  ): Promise<CameraBrowser> {
    const film = join(tmpdir(), `linli-e2e-camera-${process.pid}-${Date.now()}.y4m`);
    await writeFilm(film, [emptyPicture(WALL)]);
    const flags = fakeCameraFlags(film).filter(
      (flag) => allowed || flag !== '--use-fake-ui-for-media-stream',
    );
    const args = [...(launchOptions.args ?? []), ...flags];
    return new CameraBrowser(await chromium.launch({ ...launchOptions, args }), film);
  }

  /** What the camera sees the next time a page opens it. */
  show(text: string): Promise<void> {
    return writeCodeFilm(this.#film, text);
  }

  /** Several codes at once. */
  showSheets(...sheets: readonly Sheet[]): Promise<void> {
    return this.showFilm([1, 2, 3].map((seed) => pictureOfSheets(sheets, { seed })));
  }

  /** Pictures of any kind, in a circle. */
  showFilm(pictures: readonly Luma[], framesPerSecond?: number): Promise<void> {
    return writeFilm(this.#film, pictures, framesPerSecond);
  }

  newPage(baseURL: string): Promise<Page> {
    return this.#browser.newPage({ baseURL, viewport: { width: 1080, height: 1920 }, locale: 'zh-CN' });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await rm(this.#film, { force: true });
  }
}

/** Keeps an eye on every camera a page opens. Call it before the page is opened. */
export async function watchCameras(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { openedTracks: tracks });
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

/** How many cameras were opened, and how many of them still run. */
export function cameras(page: Page): Promise<{ readonly opened: number; readonly live: number }> {
  return page.evaluate(() => {
    const { openedTracks } = globalThis as unknown as { openedTracks: readonly MediaStreamTrack[] };
    return {
      opened: openedTracks.length,
      live: openedTracks.filter(({ readyState }) => readyState === 'live').length,
    };
  });
}
