import { css, html, nothing, type TemplateResult } from 'lit';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/icon/icon.ts';
import '../../../../components/time-left/time-left.ts';
import type { TimeLeftEvent } from '../../../../components/time-left/time-left.ts';
import type { Desk } from '../desk.ts';
import type { Claim, Keeping } from '../flow-state.ts';

const LAST_MINUTE_SECONDS = 60;
/** When the ear is told how much is left: rarely. */
const SAID_MINUTES = [5, 3, 2];

export const keepingNoteStyles = css`
  .quiet {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-2);
    background: var(--info-soft);
    color: var(--info);
    max-width: none;
  }
  .quiet linli-icon {
    flex: none;
  }
`;

/** What the note needs of whoever shows it. */
export interface KeepingNote {
  /** The clock of the hub. */
  readonly now: () => number;
  /** True in the last minute of a hold. */
  readonly running: boolean;
  /** True once more time was asked for and until it was given. */
  readonly asked: boolean;
  readonly onTime: (seconds: number) => void;
  readonly onMore: () => void;
}

/** How the place is kept, in one calm line above the step. */
export function keepingNote(desk: Desk, claims: readonly Claim[], note: KeepingNote): TemplateResult {
  const keeping = mostUrgent(claims);
  const { t } = desk;
  switch (keeping.by) {
    case 'lease':
      return quiet('circle-check', t('hold.own'));
    case 'asking':
      return quiet('clock', t('hold.asking'));
    case 'hold':
      return timer(desk, keeping.untilMs, note);
    case 'ended':
      return html`<linli-banner tone="caution" icon="clock" heading=${t('hold.ended')}
        >${t('hold.ended-text')}</linli-banner
      >`;
    case 'refused':
      return html``;
    case 'none':
      return notKeptNote(desk, keeping);
  }
}

function notKeptNote(
  { t, ground }: Desk,
  { why }: Extract<Keeping, { readonly by: 'none' }>,
): TemplateResult {
  const text =
    why === 'line'
      ? t('wait.note-text', { n: ground.service.terms.offerMinutes })
      : t(why === 'no-network' ? 'hold.no-network-text' : 'hold.clock-text');
  const heading = why === 'line' ? t('wait.note') : t(`hold.${why}`);
  return html`<linli-banner tone="info" icon=${why === 'line' ? 'hourglass' : 'info'} heading=${heading}
    >${text}</linli-banner
  >`;
}

function timer({ t, terminal }: Desk, untilMs: number, note: KeepingNote): TemplateResult {
  const said = [
    ...SAID_MINUTES.map((n) => ({ atSeconds: n * 60, text: t('hold.minutes', { n }) })),
    { atSeconds: LAST_MINUTE_SECONDS, text: t('hold.last-minute') },
  ];
  return html`<linli-time-left
    name=${t('hold.label')}
    label=${t('hold.until', { time: terminal.clock.time(untilMs) })}
    .untilMs=${untilMs}
    .totalMs=${terminal.site.limits.holdMinutes * 60_000}
    .now=${note.now}
    .said=${said}
    @linli-time-left=${(event: TimeLeftEvent) => note.onTime(event.seconds)}
  >
    ${
      note.running
        ? html`<linli-button
            icon="plus"
            ?disabled=${note.asked}
            label=${t('hold.more')}
            @click=${note.onMore}
          ></linli-button>`
        : nothing
    }
  </linli-time-left>`;
}

const quiet = (icon: string, text: string): TemplateResult =>
  html`<p class="quiet" role="status"><linli-icon name=${icon}></linli-icon><span>${text}</span></p>`;

/** Of a row of times the one a person should know of first: what ran out, then what will. */
function mostUrgent(claims: readonly Claim[]): Keeping {
  const all = claims.map(({ keeping }) => keeping).filter(({ by }) => by !== 'refused');
  const holds = all.flatMap((keeping) => (keeping.by === 'hold' ? [keeping] : []));
  const soonest = holds.reduce<(typeof holds)[number] | undefined>(
    (one, other) => (one && one.untilMs <= other.untilMs ? one : other),
    undefined,
  );
  const first = (by: Keeping['by']) => all.find((keeping) => keeping.by === by);
  return first('ended') ?? soonest ?? first('asking') ?? first('none') ?? { by: 'lease' };
}
