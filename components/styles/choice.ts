import { css } from 'lit';

/** A thing that can be chosen from a set: chips, days, times. Chosen is filled and carries a check mark. */
export const choice = css`
  .choice {
    display: flex;
    inline-size: 100%;
    min-block-size: var(--target);
    padding: var(--space-1) var(--space-2);
    border: 2px solid var(--line);
    border-radius: var(--radius-2);
    background: var(--surface-raised);
    box-shadow: var(--shadow);
    line-height: var(--leading-heading);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .choice[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  /* After the chosen look, with a colour of its own: a chosen thing can be pressed, too. */
  .choice[data-pressed],
  .choice:not(:disabled):active {
    border-color: var(--accent);
    background: var(--accent-soft);
    color: var(--text);
  }
  .choice:focus-visible {
    box-shadow: 0 0 0 3px var(--focus-halo);
  }
  .choice:disabled {
    border-style: dashed;
    border-color: var(--line-strong);
    background: transparent;
    box-shadow: none;
    color: var(--muted);
  }
  /* What is said besides the name of the thing. */
  .detail,
  .count {
    color: var(--muted);
  }
  .count {
    font-size: var(--type-small);
  }
  [aria-pressed='true'] :is(.detail, .count) {
    color: inherit;
  }
`;
