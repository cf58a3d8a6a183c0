/**
 * A visit: one person in front of the terminal, from the first touch to "finished", an idle end, or a crash.
 * `attract` has nobody in front of it; `prompt` asks whether somebody is still there.
 */
export type Visit =
  | { readonly state: 'attract' }
  | { readonly state: 'active'; readonly touchedAtMs: number }
  | { readonly state: 'prompt'; readonly endsAtMs: number };

export type VisitEvent =
  | { readonly kind: 'touch'; readonly nowMs: number }
  | { readonly kind: 'tick'; readonly nowMs: number }
  | { readonly kind: 'finish' };

export interface VisitLimits {
  readonly idlePromptSeconds: number;
  readonly idleCountdownSeconds: number;
}

export function nextVisit(visit: Visit, event: VisitEvent, limits: VisitLimits): Visit {
  switch (event.kind) {
    case 'finish':
      return { state: 'attract' };
    case 'touch':
      return { state: 'active', touchedAtMs: event.nowMs };
    case 'tick':
      switch (visit.state) {
        case 'attract':
          return visit;
        case 'active':
          return event.nowMs - visit.touchedAtMs >= limits.idlePromptSeconds * 1_000
            ? { state: 'prompt', endsAtMs: event.nowMs + limits.idleCountdownSeconds * 1_000 }
            : visit;
        case 'prompt':
          return event.nowMs >= visit.endsAtMs ? { state: 'attract' } : visit;
      }
  }
}
