import type { Change } from '../../src/model/schema/document.ts';
import type { ContentPreview } from '../../src/model/schema/staff-content.ts';
import { type SlotRow, toSlot } from '../database/rows.ts';
import type { Query } from '../database/database.ts';
import type { CompiledDraft } from './compiled.ts';

const DAYS_MS = 14 * 86_400_000;
/** More than a preview shows; a hall with more times than that has them soon. */
const MOST_SLOTS = 4_000;

/** The documents that a terminal would have if the draft were published now, with the times that can be booked now. */
export async function readPreview(
  query: Query,
  site: string,
  draft: CompiledDraft,
  nowMs: number,
): Promise<ContentPreview> {
  const shown = await draft.shown();
  const services = new Set(shown.filter(({ kind }) => kind === 'service').map(({ id }) => id));
  const rows = await query<{ slot: SlotRow }>(
    `select to_jsonb(t) as slot from slot t
      where t.site = $1 and t.ends_at > $2 and t.starts_at < $3 order by t.starts_at, t.id limit $4`,
    [site, new Date(nowMs), new Date(nowMs + DAYS_MS), MOST_SLOTS],
  );
  const slots = rows
    .map(({ slot }): Change => ({ kind: 'slot', id: slot.id, body: toSlot(slot) }))
    .filter(({ kind, body }) => kind === 'slot' && body !== null && services.has(body.service));
  return {
    version: draft.version,
    changes: [...shown, ...slots].map(({ kind, id, body }) => ({
      kind,
      id,
      body: body && { ...body },
    })),
    faults: draft.faults,
  };
}
