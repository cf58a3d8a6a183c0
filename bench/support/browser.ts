import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type CDPSession, type Page, chromium } from '@playwright/test';
import { chromiumFlags } from '../../test/support/chromium-flags.ts';

/** A terminal's portrait screen. */
const SCREEN = { width: 1080, height: 1920 };

/** A browser whose profile nobody used before. */
export interface FreshBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * @param initScript runs in each page before the page's own scripts
 * @param flags for the browser besides those that every bench starts it with
 */
export async function openFresh(initScript?: string, flags: readonly string[] = []): Promise<FreshBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'linli-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...chromiumFlags, ...flags],
    viewport: SCREEN,
    serviceWorkers: 'allow',
  });
  if (initScript !== undefined) await context.addInitScript({ content: initScript });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A page with its line to the browser's own tools, which no content security policy stands in the way of. */
export interface Probe {
  readonly page: Page;
  readonly tools: CDPSession;
  /** Makes the page's main thread so many times slower. */
  slow(times: number): Promise<void>;
  /** @returns milliseconds of work of the main thread so far; what else the machine does is not in it */
  worked(): Promise<number>;
  /** @returns what the page's objects take after a collection */
  heapBytes(): Promise<number>;
  /** @returns what the expression comes to, awaited, copied as JSON */
  evaluate<T>(expression: string): Promise<T>;
}

export async function openProbe(context: BrowserContext): Promise<Probe> {
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metric = async (wanted: string): Promise<number> => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  };
  return {
    page,
    tools,
    async slow(rate) {
      await tools.send('Emulation.setCPUThrottlingRate', { rate });
    },
    worked: async () => (await metric('TaskDuration')) * 1_000,
    async heapBytes() {
      await tools.send('HeapProfiler.collectGarbage');
      return metric('JSHeapUsedSize');
    },
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await tools.send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as T;
    },
  };
}
