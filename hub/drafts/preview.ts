import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Change } from '../../src/model/schema/document.ts';
import { type SlotRow, toSlot } from '../database/rows.ts';
import type { Query } from '../database/database.ts';
import type { CompiledDraft } from './compiled.ts';

const unpack = promisify(gunzip);
const DAYS_MS = 14 * 86_400_000;
/** More than a preview shows; a hall with more times than that has them soon. */
const MOST_SLOTS = 4_000;

/**
 * The documents that a terminal would have if the draft were published now, with the times that can be booked now.
 * @returns `ContentPreview` as JSON: the documents of a large draft are never taken apart here
 */
export async function readPreview(
  query: Query,
  site: string,
  { version, faults, shown }: CompiledDraft,
  nowMs: number,
): Promise<Buffer> {
  const rows = await query<{ slot: SlotRow }>(
    `select to_jsonb(t) as slot from slot t
      where t.site = $1 and t.ends_at > $2 and t.starts_at < $3 and t.service = any($5)
      order by t.starts_at, t.id limit $4`,
    [site, new Date(nowMs), new Date(nowMs + DAYS_MS), MOST_SLOTS, shown.services],
  );
  const slots = rows.map(({ slot }): Change => ({ kind: 'slot', id: slot.id, body: toSlot(slot) }));
  const documents = await unpack(shown.documents);
  const isEmpty = documents.length <= '[]'.length;
  return Buffer.concat([
    Buffer.from(`{"version":${version},"faults":${JSON.stringify(faults)},"changes":`),
    documents.subarray(0, -1),
    Buffer.from(`${isEmpty || slots.length === 0 ? '' : ','}${JSON.stringify(slots).slice(1)}}`),
  ]);
}
