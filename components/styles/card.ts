import { css } from 'lit';

/** The surface of a thing that can be touched; nothing else gets one. */
export const card = css`
  .card {
    border: 2px solid var(--line);
    border-radius: var(--radius-2);
    background: var(--surface-raised);
    box-shadow: var(--shadow);
  }
  .card[data-pressed],
  .card:not(:disabled):active {
    border-color: var(--accent);
    background: var(--accent-soft);
    box-shadow: none;
  }
  .card:focus-visible {
    box-shadow: 0 0 0 3px var(--focus-halo);
  }
`;
