import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, type Page, chromium } from '@playwright/test';
import { chromiumFlags } from '../../support/chromium-flags.ts';
import { awaitContent } from './kiosk.ts';

/** What a screen said at one moment. */
export interface Said {
  readonly heading: string;
  /** Nine digits, where the screen shows such. */
  readonly code: string | undefined;
}

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 5_000;

/** A terminal's machine: a browser with a profile of its own that outlives it, in a process group that can be killed. */
export class CutMachine {
  readonly #profile: string;
  readonly #url: string;
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;
  #isNew = true;
  /** Whatever the screen said since the machine was switched on, in order. */
  readonly said: Said[] = [];

  private constructor(profile: string, url: string) {
    this.#profile = profile;
    this.#url = url;
    process.once('exit', () => this.#killGroup());
  }

  /** @param url where its pages come from */
  static async make(url: string): Promise<CutMachine> {
    return new CutMachine(await mkdtemp(join(tmpdir(), 'linli-cut-')), url);
  }

  /** Switches it on. @returns its one page */
  async start(): Promise<Page> {
    this.said.length = 0;
    const portFile = join(this.#profile, 'DevToolsActivePort');
    await rm(portFile, { force: true });
    const child = spawn(
      process.env['CHROMIUM'] ?? chromium.executablePath(),
      [
        ...chromiumFlags,
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.#profile}`,
        '--window-size=1080,1920',
        '--lang=zh-CN',
        '--hide-crash-restore-bubble',
        'about:blank',
      ],
      { stdio: 'ignore', detached: true, env: { ...process.env, TZ: 'Asia/Shanghai' } },
    );
    this.#process = child;
    this.#browser = await chromium.connectOverCDP(`http://127.0.0.1:${await this.#debugPort(portFile)}`);
    const context = this.#browser.contexts()[0];
    if (!context) throw new Error('the browser has no window');
    await context.exposeBinding('linliSaid', (_source, said: Said) => void this.said.push(said));
    await context.addInitScript(watchScreen);
    const page = await context.newPage();
    await page.setViewportSize({ width: 1080, height: 1920 });
    // Whatever it once had is on its disk, with and without a hub.
    if (this.#isNew) awaitContent(page);
    this.#isNew = false;
    await page.goto(`${this.#url}/kiosk/?site=wenzhou`);
    return page;
  }

  /** The power goes: the browser with all its processes is gone at once. */
  async cut(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = undefined;
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    this.#killGroup(child);
    await ended;
    // What the screen had said is on its way to us, at most.
    await Promise.race([this.#browser?.close().catch(() => undefined), wait(STOPPED_WITHIN_MS)]);
  }

  /** Ends it and removes its profile. */
  async end(): Promise<void> {
    await this.cut();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #debugPort(file: string): Promise<string> {
    for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await wait(50)) {
      const port = (await readFile(file, 'utf8').catch(() => '')).split('\n')[0];
      if (port) return port;
    }
    throw new Error('the browser did not start');
  }

  #killGroup(child = this.#process): void {
    try {
      if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
}

/** Runs in the page: tells heading and code of each screen as soon as they are drawn, through all shadow roots. */
function watchScreen(): void {
  const tell = (window as unknown as { linliSaid?: (said: Said) => void }).linliSaid;
  const deep = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((each) => [
      each,
      ...(each.shadowRoot ? deep(each.shadowRoot) : []),
    ]);
  let before = '';
  const look = (): void => {
    const elements = deep(document);
    const heading = elements.find((each) => each.localName === 'h1')?.textContent.trim() ?? '';
    const code = elements
      .filter((each) => each.childElementCount === 0)
      .map((each) => /^\d{3} \d{3} \d{3}$/u.exec(each.textContent.trim())?.[0])
      .find((each) => each !== undefined)
      ?.replaceAll(' ', '');
    const now = `${heading} ${code ?? ''}`;
    if (now !== before) {
      before = now;
      tell?.({ heading, code });
    }
    setTimeout(look, 5);
  };
  look();
}
