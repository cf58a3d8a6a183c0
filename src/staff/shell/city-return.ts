const BACK = 'linli.staff.back';

/** What the address says after the city's login: it was done, took too long, or failed. */
export type CityReturn = 'done' | 'over' | 'failed';

/** Remembers the page that somebody was on, and leaves for the city's login. */
export function leaveFor(url: string): void {
  try {
    sessionStorage.setItem(BACK, location.pathname);
  } catch {
    // Without it one comes back to the start.
  }
  location.assign(url);
}

/** Reads how it went, once: the address is as before afterwards. */
export function takeCityReturn(): CityReturn | undefined {
  const said = new URLSearchParams(location.search).get('city');
  if (said !== 'done' && said !== 'over' && said !== 'failed') return undefined;
  history.replaceState(null, '', location.pathname);
  return said;
}

/** Goes back to the page that somebody was on before they left. */
export function goBack(): void {
  const path = takeBack();
  if (!path?.startsWith('/staff/') || path === location.pathname) return;
  history.replaceState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}

function takeBack(): string | undefined {
  try {
    const path = sessionStorage.getItem(BACK) ?? undefined;
    sessionStorage.removeItem(BACK);
    return path;
  } catch {
    return undefined;
  }
}
