import { type AuditDeskKey, auditDeskEn, auditDeskZh } from '../../access/messages/audit-desk.ts';
import type { AuditKind, AuditRow } from '../../model/schema/staff-audit.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export type AuditWords = DeskWords<AuditDeskKey>;

export const auditWords = ({ words, site }: StaffContext): AuditWords =>
  deskWords({ zh: auditDeskZh, en: auditDeskEn }, words.language, site.timeZone);

export const KINDS: readonly AuditKind[] = [
  'door',
  'people',
  'content',
  'release',
  'exchange',
  'booking',
  'fleet',
  'figures',
  'care',
  'audit',
];

const isKey = (key: string): key is AuditDeskKey => Object.keys(auditDeskZh).includes(key);

/** What was done, in words; of what has none yet, the part of the hub and its name there. */
export function eventInWords({ t }: AuditWords, { event }: AuditRow): string {
  const key = `event.${event}`;
  if (isKey(key)) return t(key);
  const part = `kind.${event.split('.')[0] ?? ''}`;
  return isKey(part) ? `${t(part)} · ${event}` : event;
}
