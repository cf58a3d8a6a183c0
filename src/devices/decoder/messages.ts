import type { CameraFrame } from '../camera/frame.ts';
import type { DecodedCode } from './codes.ts';

/** What the page and a decoder's worker say to each other. */

export type Engine = 'zxing-wasm' | 'zxing-js';

export type Frame = CameraFrame | ImageData;

export type ToDecoder =
  /** Always the first: where the engine's WebAssembly is. The engine without one ignores it. */
  | { readonly kind: 'start'; readonly wasmUrl: string }
  | { readonly kind: 'decode'; readonly id: number; readonly frame: Frame };

export type FromDecoder =
  | { readonly kind: 'ready' }
  /** The engine does not run here. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'decoded'; readonly id: number; readonly codes: readonly DecodedCode[] }
  /** The engine broke down over one frame. */
  | { readonly kind: 'broken'; readonly id: number; readonly reason: string };
