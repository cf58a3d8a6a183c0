import { css } from 'lit';

/** Tiles in the columns of the home screen, each with what shows that it can be dragged. */
export const tileGridStyles = css`
  ul {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    display: grid;
  }
  .tile {
    justify-content: flex-start;
    gap: 0.75rem;
    min-block-size: 5rem;
    padding: 0.6rem 2.25rem 0.6rem 0.75rem;
    border-color: var(--line);
    text-align: start;
    overflow-wrap: anywhere;
    --icon-size: 1.4rem;
  }
  .tile[aria-pressed='true'] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  .mark {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.4rem;
    block-size: 2.4rem;
    border-radius: var(--radius-1);
    background: var(--accent-soft);
    color: var(--accent);
  }
  .words {
    display: grid;
    gap: 0.2rem;
    min-inline-size: 0;
  }
  .label {
    font-weight: var(--weight-strong);
    line-height: var(--leading-heading);
  }
  .hint {
    line-height: var(--leading-heading);
  }
  #how {
    margin-block-end: var(--space-1);
  }
  .tools + .hint {
    margin-block-start: var(--space-1);
  }
  .grip {
    position: absolute;
    inset-block-start: 0.35rem;
    inset-inline-end: 0.35rem;
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    border-radius: 6px;
    color: var(--muted);
    cursor: grab;
    touch-action: none;
    --icon-size: 1.25rem;
  }
  .grip:hover {
    background: var(--surface-sunken);
  }
  .faulty {
    color: var(--danger);
    font-size: var(--type-small);
    font-weight: var(--weight-strong);
  }
  .ghost {
    opacity: 0.4;
  }
  .tools {
    margin-block-start: var(--space-2);
  }
  @media (max-width: 46rem) {
    ul {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  .said {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
