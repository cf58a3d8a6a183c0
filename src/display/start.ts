const KEPT = 'linli.display';

/** Which hall a display stands in. */
export interface Start {
  readonly site: string | undefined;
  /** A place of the site; undefined: everything of the site. */
  readonly place: string | undefined;
}

/** From the address, `?site=…&place=…`; without a site there, as it was the last time. */
export function readStart(): Start {
  const address = new URLSearchParams(location.search);
  const site = address.get('site') ?? undefined;
  if (site !== undefined) return { site, place: address.get('place') ?? undefined };
  try {
    const { site: last, place } = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Start>;
    return { site: last, place };
  } catch {
    return { site: undefined, place: undefined };
  }
}

export function rememberStart(start: Start): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(start));
  } catch {
    // Storage denied: the address must name the hall each time.
  }
}

const SPOKEN = 'linli.display.spoken';

/** The calls that were spoken before the page was loaded anew: they are not spoken again. Numbers of slips, no names. */
export function readSpoken(): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(SPOKEN) ?? '[]') as readonly string[]);
  } catch {
    return new Set();
  }
}

export function keepSpoken(done: ReadonlySet<string>): void {
  try {
    sessionStorage.setItem(SPOKEN, JSON.stringify([...done]));
  } catch {
    // Storage denied: after a reload a call of the last minute may be heard twice.
  }
}
