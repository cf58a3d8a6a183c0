import { serveDecoder } from './serve.ts';
import { readWithJs } from './zxing-js.ts';

serveDecoder({ start: () => Promise.resolve(), read: (pixels) => Promise.resolve(readWithJs(pixels)) });
