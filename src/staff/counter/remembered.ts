const COUNTER = 'linli-staff-counter';
const KEYS = 'linli-staff-keys';

/** What this browser remembers of the page: the counter it stands at, and whether keys act. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

export const recallCounter = (site: string): string | undefined => read(`${COUNTER}-${site}`) ?? undefined;
export const rememberCounter = (site: string, counter: string | undefined): void =>
  write(`${COUNTER}-${site}`, counter);

export const recallKeys = (): boolean => read(KEYS) !== 'off';
export const rememberKeys = (on: boolean): void => write(KEYS, on ? 'on' : 'off');
