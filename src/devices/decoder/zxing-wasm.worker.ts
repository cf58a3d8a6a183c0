import { serveDecoder } from './serve.ts';
import { readWithWasm, startWasm } from './zxing-wasm.ts';

serveDecoder({ start: startWasm, read: (pixels) => readWithWasm(pixels) });
