import { contentRoles } from '../../model/editing/index.ts';
import type { AuditRow } from '../../model/schema/staff-audit.ts';
import type { ContentRole } from '../../model/schema/staff-content.ts';
import { wallClock } from '../../model/time.ts';
import { type AuditWords, type AuditKey, isAuditKey } from './audit-words.ts';

/** A terminal's id (RFC 7638), of which the beginning is its name until it gets one. */
const THUMBPRINT = /^[\w-]{43}$/u;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The kind of content a line is of; undefined where it is of something else. */
export const contentOf = ({ event, detail: { role } }: AuditRow): ContentRole | undefined =>
  event.startsWith('content.') ? contentRoles.find((one) => one === role) : undefined;

const keyFor = (...names: readonly string[]): AuditKey | undefined =>
  names.find((name): name is AuditKey => isAuditKey(name));

/** What a field of the hub's own is called; by its name there where it has no words. */
export function fieldText({ t }: AuditWords, name: string): string {
  const key = keyFor(`field.${name}`);
  return key ? t(key) : name;
}

/** How values read that are no content. */
export interface ValueReader {
  readonly words: AuditWords;
  readonly timeZone: string;
  /** What a role of the staff is called, where it is one. */
  readonly roleName: (role: string) => string | undefined;
}

/**
 * A value of the hub's own as people read it.
 * @param field what it is the value of: the same word may mean different things
 */
export function valueText(reader: ValueReader, field: string, value: unknown): string {
  const { words, timeZone } = reader;
  const { t } = words;
  if (value === undefined || value === null || value === '') return t('diff.none');
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    const key = keyFor(`value.${field === 'why' ? 'by' : field}.${value}`);
    if (key) return t(key);
    if (INSTANT.test(value)) {
      const { day, time } = wallClock(Date.parse(value), timeZone);
      return `${day} ${time}`;
    }
    if (THUMBPRINT.test(value)) return `T-${value.slice(0, 4).toUpperCase()}`;
    return (/^roles?$/u.test(field) ? reader.roleName(value) : undefined) ?? value;
  }
  if (Array.isArray(value))
    return value.length === 0
      ? t('diff.none')
      : value
          .map((item: unknown) => valueText(reader, field, item))
          .join(words.language === 'en' ? '; ' : '；');
  if (!isFields(value)) return '';
  return Object.entries(value)
    .map(([name, inner]) => `${fieldText(words, name)} ${valueText(reader, name, inner)}`)
    .join(words.language === 'en' ? ', ' : '，');
}
