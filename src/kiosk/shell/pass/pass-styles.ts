import { css } from 'lit';

/** The pass on the screen: what it is beside the codes; under each other where space ends. */
export const passStyles = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: var(--space-4);
    align-items: start;
    padding: var(--space-4);
    border: 1px solid var(--line);
    border-radius: 1.25rem;
    background: var(--surface-raised);
  }
  .what {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  p,
  figure {
    margin: 0;
  }
  .service {
    font-size: var(--type-heading);
    font-weight: 600;
    line-height: 1.25;
  }
  .when {
    font-size: var(--type-title);
    font-weight: 600;
    line-height: 1.25;
    font-variant-numeric: tabular-nums;
  }
  .when span {
    display: inline-block;
  }
  .more {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .state,
  .helped {
    display: flex;
    gap: var(--space-1);
  }
  .state {
    padding: var(--space-1) var(--space-2);
    border-radius: var(--radius-1);
    background: var(--caution-soft);
    font-weight: 600;
  }
  .state linli-icon {
    color: var(--caution);
  }
  linli-icon {
    --icon-size: 1.2em;
    margin-top: 0.15em;
  }
  .muted {
    color: var(--muted);
  }
  .code {
    font-size: var(--type-title);
    font-weight: 600;
    letter-spacing: 0.04em;
    font-variant-numeric: tabular-nums;
  }
  .codes {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
    min-width: 0;
  }
  .check-in {
    width: min(100%, calc(var(--unit) * 18));
    margin: 0 auto;
    text-align: center;
    font-weight: 600;
  }
  .phone {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
    padding-top: var(--space-3);
    border-top: 2px solid var(--line);
  }
  .phone linli-qr {
    flex: 0 0 calc(var(--unit) * 9);
    width: calc(var(--unit) * 9);
  }
  .phone figcaption {
    display: flex;
    flex: 1 1 9rem;
    flex-direction: column;
    gap: var(--space-1);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .phone strong {
    display: flex;
    gap: var(--space-1);
    font-weight: 600;
    line-height: 1.25;
    text-wrap: balance;
  }
  .phone .muted {
    font-size: var(--type-small);
    text-wrap: balance;
  }
  /* On a lying glass the codes stand side by side, so that what can be done stays in sight. */
  @media (orientation: landscape) {
    .card {
      padding: var(--space-3);
    }
    .what {
      gap: var(--space-1);
    }
    .codes {
      flex-flow: row wrap;
      justify-content: space-evenly;
      align-items: start;
    }
    .check-in {
      width: min(100%, calc(var(--unit) * 14));
      margin: 0;
    }
    .phone {
      flex: 0 1 calc(var(--unit) * 12);
      padding: 0;
      border: 0;
    }
    .phone figcaption {
      flex-basis: 100%;
    }
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin-top: var(--space-3);
  }
  /* As wide together as the card above them. */
  @media (orientation: portrait) {
    .actions > linli-button {
      flex: 1 1 auto;
    }
  }
  .calendar {
    max-width: 22rem;
    margin: 0 auto;
  }
  a {
    color: var(--accent);
    display: inline-block;
    padding: 1rem 0;
    min-height: 60px;
    box-sizing: border-box;
  }
`;
