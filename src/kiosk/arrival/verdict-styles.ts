import { css } from 'lit';

/** A verdict: it fills the glass, or lies flat above the number that follows from it. */
export const verdictStyles = css`
  .verdict {
    display: flex;
    flex-direction: column;
    align-items: center;
    text-align: center;
    gap: var(--space-3);
    padding: var(--space-6) var(--space-4);
    border-radius: 1.25rem;
    background: var(--caution-soft);
  }
  .verdict > linli-icon {
    font-size: min(5rem, calc(var(--unit) * 6));
    color: var(--caution);
  }
  h1 {
    font-size: var(--type-figure);
    line-height: 1.15;
  }
  .ways {
    justify-content: center;
  }
  /* Where a number follows, it is what the eye goes to: the welcome lies flat above it. */
  .flat {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-1) var(--space-3);
    padding: var(--space-3) var(--space-4);
    align-items: center;
    text-align: start;
  }
  .flat > * {
    grid-column: 1 / -1;
  }
  .flat > linli-icon {
    grid-column: 1;
    font-size: min(3rem, calc(var(--unit) * 4));
  }
  .flat > h1 {
    grid-column: 2;
    font-size: var(--type-title);
  }
  .flat dd {
    font-size: var(--type-title);
  }
  /* On a lying glass both stand side by side, as long as the text lets them. */
  @media (orientation: landscape) {
    .together {
      flex-flow: row wrap;
      align-items: flex-start;
    }
    .together > .flat {
      flex: 2 1 20rem;
      box-sizing: border-box;
    }
    .together > linli-ticket-panel {
      flex: 3 1 36rem;
    }
  }
  .stack {
    flex: 1 0 auto;
    gap: var(--space-4);
  }
  /* Seen from the door: what holds fills the glass, and what can be done lies at its foot. */
  .verdict:not(.flat) {
    flex: 1 0 auto;
    justify-content: center;
  }
  .verdict:not(.flat) .lead {
    font-size: var(--type-heading);
    /* Chinese breaks at its punctuation, as long as a line holds what stands between. */
    word-break: keep-all;
    text-wrap: balance;
  }
  .positive {
    background: var(--positive-soft);
  }
  .positive > linli-icon {
    color: var(--positive);
  }
  .info {
    background: var(--accent-soft);
  }
  .info > linli-icon {
    color: var(--accent);
  }
  /* Read by whoever hands it over, from behind a counter. */
  .chosen {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-2) var(--space-5);
    margin: 0;
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-2);
    background: var(--surface-raised);
    overflow-wrap: anywhere;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
    font-size: var(--type-figure);
    font-weight: 600;
    line-height: 1.15;
  }
`;
