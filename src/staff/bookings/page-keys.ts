/** The pages of the desk; the calendar has no name in the address. */
export const PAGES = ['calendar', 'new', 'find', 'calls', 'print'] as const;
export type PageName = (typeof PAGES)[number];

/** One letter each, the same in every language; shown on the links. */
export const PAGE_KEYS: Readonly<Record<PageName, string>> = {
  calendar: 'D',
  new: 'N',
  find: 'F',
  calls: 'L',
  print: 'P',
};
const UNDO = 'U';

const TYPED = new Set(['INPUT', 'SELECT', 'TEXTAREA']);

/** Whether a key is somebody else's: with a modifier, held down, in a field, in a dialogue. */
export function isForeign(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return true;
  const [target] = event.composedPath();
  return target instanceof Element && (TYPED.has(target.tagName) || target.closest('wa-dialog') !== null);
}

/** @returns the page a key leads to, or that it takes the last move back */
export function pageKey(event: KeyboardEvent): PageName | 'undo' | undefined {
  if (isForeign(event)) return undefined;
  const key = event.key.toUpperCase();
  if (key === UNDO) return 'undo';
  return PAGES.find((name) => PAGE_KEYS[name] === key);
}
