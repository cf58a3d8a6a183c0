import { css } from 'lit';

/** The number on the screen: what holds, the number itself as the largest thing, and the code beside it. */
export const ticketStyles = css`
  :host {
    display: flex;
    flex: 1 0 auto;
    flex-direction: column;
    gap: var(--space-3);
  }
  p,
  figure {
    margin: 0;
  }
  .state {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    padding: var(--space-3);
    border-radius: var(--radius-2);
    background: var(--info-soft);
  }
  .state linli-icon {
    --icon-size: min(2.5rem, calc(var(--unit) * 3));
    color: var(--info);
  }
  .state.positive {
    background: var(--positive-soft);
  }
  .state.positive linli-icon {
    color: var(--positive);
  }
  .state.caution {
    background: var(--caution-soft);
  }
  .state.caution linli-icon {
    color: var(--caution);
  }
  .state strong {
    display: block;
    font-size: var(--type-title);
    font-weight: 600;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  /* Whoever is called goes now: read at a glance, from where they stand. */
  .state.called strong {
    font-size: var(--type-figure);
    line-height: 1.15;
  }
  /* A live region that says nothing takes no room. */
  .quiet {
    margin-bottom: calc(-1 * var(--space-3));
  }
  .card {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-4);
    align-items: flex-start;
    padding: var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius-3);
    background: var(--surface-raised);
    overflow-wrap: anywhere;
  }
  .what {
    display: contents;
  }
  .head {
    flex: 1 1 100%;
  }
  .facts {
    display: flex;
    flex: 2 1 14rem;
    flex-direction: column;
    gap: var(--space-1);
    min-width: 0;
  }
  .queue {
    font-size: var(--type-heading);
    font-weight: 600;
    line-height: 1.25;
  }
  /* The largest thing there is: read from two steps away, and remembered. */
  .number {
    font-size: min(10rem, calc(1rem + var(--unit) * 9));
    font-weight: 600;
    line-height: 1.1;
    letter-spacing: 0.03em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .ahead {
    font-size: var(--type-heading);
    font-weight: 600;
    line-height: 1.3;
    font-variant-numeric: tabular-nums;
  }
  .estimate,
  .where,
  .next {
    font-size: var(--type-lead);
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }
  .muted {
    color: var(--muted);
  }
  .code {
    flex: 1 1 calc(var(--unit) * 16);
    min-width: 0;
    text-align: center;
  }
  .code linli-qr {
    width: min(100%, calc(var(--unit) * 16));
    margin: 0 auto;
  }
  .code strong {
    display: block;
    font-weight: 600;
    line-height: 1.3;
  }
  .code .muted {
    font-size: var(--type-small);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  /* As the ways on of every screen. */
  @media (orientation: portrait) {
    .actions {
      margin-block-start: auto;
    }
    .actions > *,
    .actions > ::slotted(*) {
      flex: 1 1 auto;
    }
    .actions > [variant='primary'],
    .actions > ::slotted([variant='primary']) {
      flex-basis: 100%;
    }
  }
  /* On a lying glass the code stands beside everything else, so that what can be done stays in sight. */
  @media (orientation: landscape) {
    .card {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
      padding: var(--space-3);
    }
    .what {
      display: block;
      min-width: 0;
    }
    .number {
      font-size: min(7rem, calc(1rem + var(--unit) * 6));
    }
    .code linli-qr {
      width: min(100%, calc(var(--unit) * 13));
    }
  }
`;
