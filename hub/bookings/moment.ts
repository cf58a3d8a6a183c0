/** How far ahead of the hub's clock a terminal's may be and still be believed. */
const CLOCK_SKEW_MS = 300_000;

/**
 * When something happened before a terminal. The terminal's own time counts, because without a network it delivers late; a
 * time that lies ahead of the hub's clock is not believed, and the hub's own counts.
 * @param at the command's own time, RFC 3339
 * @param nowMs the hub's clock
 * @returns milliseconds since 1970
 */
export function momentOf(at: string, nowMs: number): number {
  const atMs = Date.parse(at);
  return atMs <= nowMs + CLOCK_SKEW_MS ? atMs : nowMs;
}
