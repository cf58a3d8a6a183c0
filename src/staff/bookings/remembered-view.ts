/** How the calendar was last looked at in this tab: nothing of any person. */
export interface KeptView {
  readonly days: 1 | 7;
  readonly service: string;
  readonly place: string;
  readonly onlyBooked: boolean;
}

const PLAIN: KeptView = { days: 1, service: '', place: '', onlyBooked: false };
const key = (site: string): string => `linli.staff.bookings.view.${site}`;

export function recallView(site: string): KeptView {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(site)) ?? '{}');
    return { ...PLAIN, ...(typeof kept === 'object' ? (kept as Partial<KeptView>) : {}) };
  } catch {
    return PLAIN;
  }
}

export function rememberView(site: string, view: KeptView): void {
  try {
    sessionStorage.setItem(key(site), JSON.stringify(view));
  } catch {
    // A browser that keeps nothing shows today again.
  }
}
