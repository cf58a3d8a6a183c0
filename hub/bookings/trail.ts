import type { Query } from '../database/database.ts';

/** What happens to a booking after it was made. What its holder should hear of is read from here, too. */
export type TrailEvent =
  | 'helped'
  | 'changed'
  | 'cancelled'
  | 'offered'
  | 'accepted'
  | 'lapsed'
  | 'checked-in'
  | 'used-twice'
  | 'checked-out'
  /** Two adults were told by terminals that were cut off that they may pick the same person up: this one came later. */
  | 'picked-up-twice'
  /** An adult who had been taken off the list went with the person: the terminal had not heard of it. */
  | 'picked-up-by-dropped'
  | 'adult-named'
  | 'adult-dropped'
  /** A pass was shown before its booking had reached the hub. */
  | 'came-before'
  | 'over-cap'
  | 'reminder'
  | 'no-show'
  | 'phoned'
  | 'not-phoned'
  | 'withdrawn'
  | 'reopened'
  | 'moved';

export interface TrailEntry {
  readonly site: string;
  readonly booking: string;
  readonly event: TrailEvent;
  /** A terminal's thumbprint, `pass` (the phone page), `staff` with an id behind it or without, or `hub`. */
  readonly by: string;
  readonly atMs: number;
  readonly detail?: object;
}

export async function leaveTrail(query: Query, entry: TrailEntry): Promise<void> {
  await query('insert into trail (site, booking, at, event, by, detail) values ($1, $2, $3, $4, $5, $6)', [
    entry.site,
    entry.booking,
    new Date(entry.atMs),
    entry.event,
    entry.by,
    entry.detail ?? null,
  ]);
}
