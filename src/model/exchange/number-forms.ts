import type { FaultCode } from './faults.ts';
import type { Form, Read } from './forms.ts';
import { instantOf, wallTextOf } from './zoned.ts';

const good = (value: unknown): Read => ({ ok: true, value });
const bad = (code: FaultCode, value: string): Read => ({ ok: false, fault: { code, values: { value } } });

/** Digits and signs as a Chinese keyboard writes them. */
export const narrow = (text: string): string =>
  text
    .replaceAll(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .trim();

export const wholeNumber: Form = {
  parts: 1,
  write: (value) => (Number.isInteger(value) ? [String(value)] : undefined),
  read: ([cell = '']) => {
    const plain = narrow(cell).replaceAll(/[\s,]/gu, '');
    return /^[+-]?\d{1,15}(?:\.0+)?$/u.test(plain) ? good(Number(plain)) : bad('not-number', cell);
  },
};

const pad = (digits: string | undefined): string => (digits ?? '').padStart(2, '0');
const exists = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(day);
};

/** Day 0 of the numbers that spreadsheets count days by, in milliseconds since 1970. */
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** @returns `YYYY-MM-DD` of `2026-5-1`, `2026/5/1`, `2026.5.1`, `2026年5月1日` or a day's number; undefined where there is no such day */
export function dayOf(cell: string): string | undefined {
  const text = narrow(cell);
  if (/^\d{5}$/u.test(text))
    return new Date(SERIAL_ZERO_MS + Number(text) * DAY_MS).toISOString().slice(0, 10);
  const [, year, month, date] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/u.exec(text) ?? [];
  const day = `${year}-${pad(month)}-${pad(date)}`;
  return year !== undefined && exists(day) ? day : undefined;
}

/** @returns `HH:MM` of `9:00`, `09：00`, `9点30分`, `9点半` or a part of a day */
export function timeOf(cell: string): string | undefined {
  const text = narrow(cell);
  if (/^0?\.\d+$|^0$/u.test(text)) {
    const minutes = Math.round(Number(text) * 1_440);
    return minutes < 1_440
      ? `${pad(String(Math.floor(minutes / 60)))}:${pad(String(minutes % 60))}`
      : undefined;
  }
  const match = /^(\d{1,2})(?::(\d{2})(?::\d{2})?|[点时](?:(\d{1,2})分?|(半))?)$/u.exec(text);
  if (!match) return undefined;
  const minutes = match[2] ?? match[3] ?? (match[4] ? '30' : '0');
  return Number(match[1]) < 24 && Number(minutes) < 60 ? `${pad(match[1])}:${pad(minutes)}` : undefined;
}

export const day: Form = {
  parts: 1,
  write: (value) => (typeof value === 'string' && dayOf(value) === value ? [value] : undefined),
  read: ([cell = '']) => {
    const value = dayOf(cell);
    return value === undefined ? bad('bad-day', cell) : good(value);
  },
};

export const time: Form = {
  parts: 1,
  write: (value) => (typeof value === 'string' && timeOf(value) === value ? [value] : undefined),
  read: ([cell = '']) => {
    const value = timeOf(cell);
    return value === undefined ? bad('bad-time', cell) : good(value);
  },
};

/** A moment as the wall clock of the site shows it: `2026-05-01 08:00`. */
export const moment: Form = {
  parts: 1,
  write: (value, { timeZone }) => {
    const words = typeof value === 'string' ? wallTextOf(value, timeZone) : undefined;
    return words === undefined ? undefined : [words];
  },
  read: ([cell = ''], _present, { timeZone }) => {
    const text = narrow(cell);
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u.test(text) && Number.isFinite(Date.parse(text))) return good(text);
    const [, first = '', second] = /^(.+?)(?:[\sT]+([\d:点时分半]+))?$/u.exec(text) ?? [];
    const onDay = dayOf(first);
    const at = second === undefined ? '00:00' : timeOf(second);
    return onDay === undefined || at === undefined
      ? bad('bad-instant', cell)
      : good(instantOf(onDay, at, timeZone));
  },
};
