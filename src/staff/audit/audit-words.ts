import { type AuditDeskKey, auditDeskEn, auditDeskZh } from '../../access/messages/audit-desk.ts';
import { type AuditKind, type AuditRow, auditKind } from '../../model/schema/staff-audit.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type DeskWords, deskWords } from '../shell/words.ts';

export type AuditKey = AuditDeskKey;
export type AuditWords = DeskWords<AuditDeskKey>;

export const auditWords = ({ words, site }: Pick<StaffContext, 'words' | 'site'>): AuditWords =>
  deskWords({ zh: auditDeskZh, en: auditDeskEn }, words.language, site.timeZone);

export const KINDS: readonly AuditKind[] = auditKind.options;

export const isAuditKey = (key: string): key is AuditDeskKey => Object.keys(auditDeskZh).includes(key);

/** What was done, in words; of what has none yet, the part of the hub and its name there. */
export function eventInWords({ t }: AuditWords, { event }: Pick<AuditRow, 'event'>): string {
  const key = `event.${event}`;
  if (isAuditKey(key)) return t(key);
  const part = `kind.${event.split('.')[0] ?? ''}`;
  return isAuditKey(part) ? `${t(part)} · ${event}` : event;
}
