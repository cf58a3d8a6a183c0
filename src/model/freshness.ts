/** How current what a screen shows is, from when the terminal last heard from the hub. */
export type Freshness =
  | { readonly state: 'fresh' }
  | { readonly state: 'stale'; readonly sinceMs: number; readonly minutes: number }
  | { readonly state: 'never' };

/**
 * @param syncedAtMs when the last exchange with the hub ended well, by the terminal's clock; undefined: never
 * @param nowMs the terminal's clock now
 * @param staleAfterMinutes the site's limit
 */
export function freshness(
  syncedAtMs: number | undefined,
  nowMs: number,
  staleAfterMinutes: number,
): Freshness {
  if (syncedAtMs === undefined) return { state: 'never' };
  // A clock that was set back must not make old data look new for ever: a negative age counts as its size.
  const minutes = Math.floor(Math.abs(nowMs - syncedAtMs) / 60_000);
  return minutes < staleAfterMinutes ? { state: 'fresh' } : { state: 'stale', sinceMs: syncedAtMs, minutes };
}
