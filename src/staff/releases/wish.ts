import type { Audience, NewPublication, Silence } from '../../model/schema/staff-releases.ts';
import { wallClock, wallClockMs } from '../../model/time.ts';

/** What somebody chose on the page that publishes, as its fields have it. */
export interface Wish {
  readonly to: Audience['kind'];
  readonly ids: readonly string[];
  readonly percent: number;
  /** Undefined: somebody says when all get it. */
  readonly watchMinutes: number | undefined;
  readonly haltErrors: number;
  readonly silenceMinutes: Silence;
  readonly when: 'now' | 'later';
  /** `YYYY-MM-DDTHH:MM` by the site's clock. */
  readonly at: string;
  readonly note: string;
}

export const PLAIN_WISH: Wish = {
  to: 'all',
  ids: [],
  percent: 10,
  watchMinutes: 30,
  haltErrors: 3,
  silenceMinutes: 5,
  when: 'now',
  at: '',
  note: '',
};

export const WATCHES = [10, 30, 60, 240, 1_440] as const;
/** As `silences` of the schema, which stays out of what a browser loads. */
export const SILENCES: readonly Silence[] = [5, 15, 60];

const keyOf = (site: string): string => `linli.staff.releases.${site}`;

/** What was chosen before the session ended or the page was opened anew. */
export function recallWish(site: string): Wish {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(site)) ?? '{}');
    return { ...PLAIN_WISH, ...(kept as Partial<Wish>) };
  } catch {
    return PLAIN_WISH;
  }
}

export function keepWish(site: string, wish: Wish | undefined): void {
  try {
    if (wish) sessionStorage.setItem(keyOf(site), JSON.stringify(wish));
    else sessionStorage.removeItem(keyOf(site));
  } catch {
    // A browser that keeps nothing still has what is on the page.
  }
}

/** @returns milliseconds since 1970; undefined where no time is chosen */
export function dueMs({ when, at }: Wish, timeZone: string): number | undefined {
  const [day, time] = at.split('T');
  return when === 'later' && day && time ? wallClockMs(day, time.slice(0, 5), timeZone) : undefined;
}

/** The next full hour by the site's clock, as a field for day and time has it. */
export function nextHour(nowMs: number, timeZone: string): string {
  const hourMs = 3_600_000;
  const { day, time } = wallClock(Math.ceil((nowMs + 1) / hourMs) * hourMs, timeZone);
  return `${day}T${time}`;
}

/** What is sent to the hub. */
export function asked(
  wish: Wish,
  { id, version, timeZone }: { readonly id: string; readonly version: number; readonly timeZone: string },
): NewPublication {
  const due = dueMs(wish, timeZone);
  const note = wish.note.trim();
  const watching = {
    ...(wish.watchMinutes === undefined ? {} : { watchMinutes: wish.watchMinutes }),
    haltErrors: wish.haltErrors,
    silenceMinutes: wish.silenceMinutes,
  };
  return {
    id,
    version,
    to: audienceOf(wish),
    ...(wish.to === 'all' ? {} : watching),
    ...(note === '' ? {} : { note }),
    ...(due === undefined ? {} : { at: new Date(due).toISOString() }),
  };
}

function audienceOf({ to, ids, percent }: Wish): Audience {
  if (to === 'terminals') return { kind: to, ids: [...ids] };
  return to === 'share' ? { kind: to, percent } : { kind: 'all' };
}
