import { MOST_CHARACTERS } from '../../model/other-code.ts';
import type { DecodedCode } from './codes.ts';
import type { FromDecoder, ToDecoder } from './messages.ts';
import { pixelsOf } from './pixels.ts';

/** An engine inside its worker: pixels in, codes out. */
export interface EngineDriver {
  start(wasmUrl: string): Promise<void>;
  read(pixels: ImageData): Promise<readonly DecodedCode[]>;
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
      const found = await engine.read(pixelsOf(data.frame));
      // A code may hold a whole page: no more than is ever looked at leaves the worker.
      const codes = found.map((code) => ({ ...code, text: code.text.slice(0, MOST_CHARACTERS) }));
      say({ kind: 'decoded', id: data.id, codes });
    } catch (error) {
      say({ kind: 'broken', id: data.id, reason: reasonOf(error) });
    }
  };
}
