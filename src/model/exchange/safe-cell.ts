/**
 * A text that begins like this is run as a formula by spreadsheet programs (CSV injection, CWE-1236). The wide forms count
 * too: programs set to Chinese or Japanese read them alike.
 */
const LIKE_FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;
const GUARDED = /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/** What is written into a cell, so that no program runs it. `safeCell` and `fromSafeCell` undo each other for every text. */
export const safeCell = (text: string): string => (LIKE_FORMULA.test(text) ? `'${text}` : text);

/** The text that a cell stands for. */
export const fromSafeCell = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
