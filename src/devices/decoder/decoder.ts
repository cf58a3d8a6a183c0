import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { scriptUrl } from '../trusted-url.ts';
import jsWorkerUrl from './zxing-js.worker.ts?worker&url';
import wasmWorkerUrl from './zxing-wasm.worker.ts?worker&url';
import { type Decoder, startDecoder } from './worker-decoder.ts';

export type { Decoder } from './worker-decoder.ts';

const startWorker = (url: string): Worker => new Worker(scriptUrl(url), { type: 'module' });

/**
 * The best decoder that runs here: zxing-wasm, or @zxing/library where WebAssembly is missing or fails to start
 * (docs/decisions/0003-decoder.md). Each engine is loaded only when it is the one to run.
 * @throws where no engine runs
 */
export async function createDecoder(): Promise<Decoder> {
  const wasmHref = new URL(wasmUrl, location.href).href;
  if (typeof WebAssembly === 'object') {
    try {
      return await startDecoder(startWorker(wasmWorkerUrl), 'zxing-wasm', wasmHref);
    } catch {
      // `engine` tells that the slower one took its place.
    }
  }
  return startDecoder(startWorker(jsWorkerUrl), 'zxing-js', wasmHref);
}
