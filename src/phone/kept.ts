import type { Localized } from '../model/schema/text.ts';
import type { PassView } from '../model/schema/phone.ts';
import { type PhoneLink, readLink, writeLink } from './link.ts';

/** A pass that this phone remembers, because its owner said so: the only thing this page ever keeps. */
export interface KeptPass extends PhoneLink {
  readonly name: Localized;
  /** Of a number. */
  readonly number?: string;
  /** Of a booking, milliseconds since 1970. */
  readonly startMs?: number;
  readonly timeZone: string;
  /** After which it is forgotten. */
  readonly untilMs: number;
}

const PLACE = 'linli.kept';
const MOST = 20;
const HOUR_MS = 3_600_000;

type Box = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The phone's memory. Where the browser lets the page have none, each use of it throws, and is caught here. */
export const phoneMemory: Box = {
  getItem: (place) => localStorage.getItem(place),
  setItem: (place, text) => localStorage.setItem(place, text),
  removeItem: (place) => localStorage.removeItem(place),
};

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;

function read(value: unknown): KeptPass | undefined {
  const from = (value ?? {}) as Readonly<Record<string, unknown>>;
  const name = (from['name'] ?? {}) as Readonly<Record<string, unknown>>;
  const { site, pass, number, startMs, timeZone, untilMs } = from;
  if (!isText(site, 64) || !isText(pass, 200) || !isText(timeZone, 64)) return undefined;
  if (!readLink(writeLinkSafely({ site, pass }))) return undefined;
  if (!isText(name['zh'], 200) || typeof untilMs !== 'number') return undefined;
  const en = isText(name['en'], 800) ? { en: name['en'] } : {};
  return {
    site,
    pass,
    timeZone,
    untilMs,
    name: { zh: name['zh'], ...en },
    ...(isText(number, 8) ? { number } : {}),
    ...(typeof startMs === 'number' ? { startMs } : {}),
  };
}

function writeLinkSafely(link: PhoneLink): string {
  try {
    return writeLink(link);
  } catch {
    return '';
  }
}

/** What this phone remembers; what has ended is forgotten. Never throws, whatever lies there. */
export function readKept(box: Box, nowMs: number): readonly KeptPass[] {
  try {
    const found: unknown = JSON.parse(box.getItem(PLACE) ?? '[]');
    if (!Array.isArray(found)) return [];
    const all = found.flatMap((each) => read(each) ?? []);
    const kept = all.filter(({ untilMs }) => untilMs > nowMs).slice(0, MOST);
    if (kept.length < found.length) write(box, kept);
    return kept;
  } catch {
    return [];
  }
}

/** @returns false where this phone lets the page keep nothing */
export function keep(box: Box, pass: KeptPass, nowMs: number): boolean {
  const others = readKept(box, nowMs).filter((each) => !isSame(each, pass));
  return write(box, [pass, ...others].slice(0, MOST));
}

export const drop = (box: Box, link: PhoneLink, nowMs: number): boolean =>
  write(
    box,
    readKept(box, nowMs).filter((each) => !isSame(each, link)),
  );

export const isSame = (one: PhoneLink, other: PhoneLink): boolean =>
  one.site === other.site && one.pass === other.pass;

/** What is remembered of a pass that is open: a name and a time to know it by, and nothing of the person. */
export function keptOf(link: PhoneLink, view: PassView): KeptPass {
  const { timeZone } = view.site;
  if (view.kind === 'ticket') {
    const { number, queue, takenAt } = view.turn;
    return { ...link, name: queue.name, number, timeZone, untilMs: Date.parse(takenAt) + 12 * HOUR_MS };
  }
  const ends = [view.slot, ...view.also, ...view.series.map(({ slot }) => slot)];
  const lastMs = Math.max(...ends.map(({ endsAt }) => Date.parse(endsAt)));
  const startMs = Date.parse(view.slot.startsAt);
  return { ...link, name: view.service.name, startMs, timeZone, untilMs: lastMs + HOUR_MS };
}

function write(box: Box, kept: readonly KeptPass[]): boolean {
  try {
    if (kept.length === 0) box.removeItem(PLACE);
    else box.setItem(PLACE, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}
