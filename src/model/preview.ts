import type { Change } from './schema/document.ts';
import type { Language } from './schema/text.ts';

/** Which screen of the terminal a preview shows; the first screen where none is named. */
export type PreviewScreen =
  | { readonly view: 'home' | 'search' | 'places' | 'notices' | 'indicators' }
  | { readonly view: 'service' | 'place' | 'notice'; readonly id: string };

/**
 * What an editor's page posts to the terminal that it shows in a frame (`/kiosk/?site=…&preview=1`): the whole content,
 * and how to show it. The frame answers `PreviewReady` once it listens.
 */
export interface PreviewMessage {
  readonly linli: 'preview';
  /** Every document of the draft: what is not named is not there. */
  readonly changes: readonly Change[];
  readonly language: Language;
  /** Large type and strong contrast, as the holder of an assist card may have it. */
  readonly elder: boolean;
  readonly screen?: PreviewScreen;
}

export interface PreviewReady {
  readonly linli: 'preview-ready';
}

/** Whether something that another window posted is for a preview. */
export const isPreviewMessage = (data: unknown): data is PreviewMessage =>
  typeof data === 'object' && data !== null && (data as { readonly linli?: unknown }).linli === 'preview';
