import type { FromDecoder, ToDecoder } from './messages.ts';
import { pixelsOf } from './pixels.ts';

/** An engine inside its worker: pixels in, text out. */
export interface EngineDriver {
  start(wasmUrl: string): Promise<void>;
  read(pixels: ImageData): Promise<string | undefined>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Answers the page's messages with an engine. Called once, by the worker's own file. */
export function serveDecoder(engine: EngineDriver): void {
  const say = (message: FromDecoder) => self.postMessage(message);
  self.onmessage = async ({ data }: MessageEvent<ToDecoder>) => {
    if (data.kind === 'start') {
      try {
        await engine.start(data.wasmUrl);
        say({ kind: 'ready' });
      } catch (error) {
        say({ kind: 'failed', reason: reasonOf(error) });
      }
      return;
    }
    try {
      const text = await engine.read(pixelsOf(data.frame));
      say({ kind: 'decoded', id: data.id, ...(text === undefined ? {} : { text }) });
    } catch (error) {
      say({ kind: 'broken', id: data.id, reason: reasonOf(error) });
    }
  };
}
