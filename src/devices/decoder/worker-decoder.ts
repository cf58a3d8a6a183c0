import type { DecodedCode } from './codes.ts';
import type { Engine, Frame, FromDecoder, ToDecoder } from './messages.ts';

/** Finds the QR codes in a picture, away from the page's thread. */
export interface Decoder {
  readonly engine: Engine;
  /**
   * @param frame handed over: a camera's frame is closed when it was read; an ImageData is copied
   * @returns every code that was read, in no order; none where nothing was found
   * @throws where the engine broke down or was closed: make another decoder
   */
  decode(frame: Frame): Promise<readonly DecodedCode[]>;
  close(): void;
}

interface Waiting {
  readonly resolve: (found: readonly DecodedCode[]) => void;
  readonly reject: (reason: Error) => void;
}

const START_TIMEOUT_MS = 15_000;

function whenReady(worker: Worker, wasmUrl: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the decoder did not start')), START_TIMEOUT_MS);
    const done = (reason?: string) => {
      clearTimeout(timer);
      if (reason === undefined) resolve();
      else reject(new Error(reason));
    };
    worker.onmessage = ({ data }: MessageEvent<FromDecoder>) => {
      if (data.kind === 'ready') done();
      else if (data.kind === 'failed') done(data.reason);
    };
    worker.onerror = (event) => done(event.message || 'the decoder did not load');
    worker.postMessage({ kind: 'start', wasmUrl } satisfies ToDecoder);
  });
}

/**
 * A decoder over a worker that speaks the messages of `messages.ts`. Ends the worker where it does not start.
 * @param wasmUrl absolute
 * @throws where the engine does not run in this browser
 */
export async function startDecoder(worker: Worker, engine: Engine, wasmUrl: string): Promise<Decoder> {
  try {
    await whenReady(worker, wasmUrl);
  } catch (error) {
    worker.terminate();
    throw error;
  }

  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let brokenBy: Error | undefined;
  const end = (reason: Error) => {
    brokenBy = reason;
    worker.terminate();
    for (const each of waiting.values()) each.reject(reason);
    waiting.clear();
  };
  worker.onerror = (event) => end(new Error(event.message || 'the decoder broke down'));
  worker.onmessage = ({ data }: MessageEvent<FromDecoder>) => {
    if (data.kind === 'broken') end(new Error(data.reason));
    if (data.kind !== 'decoded') return;
    waiting.get(data.id)?.resolve(data.codes);
    waiting.delete(data.id);
  };

  return {
    engine,
    decode(frame) {
      if (brokenBy) return Promise.reject(brokenBy);
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        const transfer = 'close' in frame ? [frame] : [];
        worker.postMessage({ kind: 'decode', id, frame } satisfies ToDecoder, transfer);
      });
    },
    close: () => end(new Error('the decoder is closed')),
  };
}
