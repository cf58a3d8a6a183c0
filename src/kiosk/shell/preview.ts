import { terminalKeys } from '../../local/keys.ts';
import { MemoryDriver } from '../../local/memory-driver.ts';
import { Store } from '../../local/store.ts';
import { type PreviewMessage, type PreviewReady, isPreviewMessage } from '../../model/preview.ts';
import type { CardWay } from '../../model/schema/card.ts';
import { Runtime } from './runtime.ts';
import { WayEvent, elderWay } from './way.ts';

const usualWay: CardWay = { textStep: 0, contrast: 'normal', voice: false };

/**
 * A page in a frame that focuses something takes the focus away from whoever types around it: nothing is focused unless
 * this page has the focus already.
 */
function leaveFocus(): void {
  const focus = Reflect.get(HTMLElement.prototype, 'focus');
  HTMLElement.prototype.focus = function (options) {
    if (document.hasFocus()) focus.call(this, options);
  };
}

/**
 * The terminal as it would be with somebody's draft: the same screens on a store in memory, which only the editor's page
 * fills. It has no line to the hub, so nothing that is pressed here leaves this page.
 */
export class Preview {
  readonly runtime: Runtime;

  private constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  static async start(site: string): Promise<Preview> {
    leaveFocus();
    const driver = new MemoryDriver();
    const store = await Store.open(site, driver, `preview.${site}`);
    return new Preview(
      await Runtime.on(store, await terminalKeys(driver), () => ({ stop: () => undefined })),
    );
  }

  /** Listens for drafts from the page around this one, and says that it does. */
  hear(onMessage: (message: PreviewMessage) => void): void {
    addEventListener('message', (event: MessageEvent<unknown>) => {
      if (event.origin !== location.origin || event.source !== parent || !isPreviewMessage(event.data))
        return;
      const message = event.data;
      void this.#take(message).then(() => onMessage(message));
    });
    parent.postMessage({ linli: 'preview-ready' } satisfies PreviewReady, location.origin);
  }

  /** Turns a visit's screen to the elder way, or back. */
  turn(frame: EventTarget, elder: boolean): void {
    frame.dispatchEvent(new WayEvent(elder ? elderWay : usualWay));
  }

  async #take({ changes }: PreviewMessage): Promise<void> {
    const mark = { epoch: 'preview', cursor: '', syncedAtMs: Date.now(), clockOffsetMs: 0 };
    await this.runtime.store.apply(changes, mark, true);
  }
}
