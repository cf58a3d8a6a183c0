import type { Act } from './predict.ts';

/** What a key does on the counter's page. */
export type KeyAct = 'next' | 'undo' | 'keys' | 'counter' | Exclude<Act['does'], 'undo' | 'call' | 'resume'>;

/** One letter each, the same in every language; shown on the buttons. */
export const KEYS: Readonly<Record<KeyAct, string>> = {
  next: 'N',
  recall: 'R',
  serve: 'S',
  finish: 'F',
  miss: 'M',
  park: 'P',
  'pass-on': 'T',
  undo: 'U',
  counter: 'C',
  keys: 'K',
};

const ACTS = new Map(Object.entries(KEYS).map(([act, key]) => [key.toLowerCase(), act as KeyAct]));

const TYPED = new Set(['INPUT', 'SELECT', 'TEXTAREA']);

/** Where a key was pressed, through the shadow roots. */
const targetOf = (event: KeyboardEvent): Element | undefined => {
  const [target] = event.composedPath();
  return target instanceof Element ? target : undefined;
};

/**
 * @returns what the key does; undefined for a key that is somebody else's: with a modifier, held down, in a field, in a
 * dialogue
 */
export function keyAct(event: KeyboardEvent): KeyAct | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return undefined;
  const target = targetOf(event);
  if (target && (TYPED.has(target.tagName) || target.closest('dialog') !== null)) return undefined;
  return ACTS.get(event.key.toLowerCase());
}
