import { css } from 'lit';

/** What the pages of this desk share beside the desks' own look. */
export const exchangeStyles = css`
  .drop {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--space-1);
    padding: var(--space-4) var(--space-3);
    border: 2px dashed var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    text-align: center;
  }
  .drop.over {
    border-color: var(--accent);
    background: var(--surface-sunken);
  }
  textarea {
    inline-size: 100%;
    min-block-size: 10rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    color: var(--text);
    font: inherit;
  }
  progress {
    inline-size: min(100%, 24rem);
    block-size: 1rem;
    accent-color: var(--accent);
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
  }
  .counts button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .fault {
    color: var(--danger);
    font-weight: var(--weight-strong);
  }
  .scroll {
    overflow-x: auto;
  }
  .sample {
    max-inline-size: 22rem;
    color: var(--muted);
    font-size: var(--type-small);
    overflow-wrap: anywhere;
  }
  .wide {
    max-inline-size: none;
  }
  .narrow {
    max-inline-size: 26rem;
  }
  ul {
    margin: 0;
    padding-inline-start: 1.25rem;
  }
  details > summary {
    min-block-size: var(--target);
    align-content: center;
    cursor: pointer;
  }
  .code {
    display: block;
    inline-size: min(100%, 14rem);
  }
  h3 {
    margin: 0;
    font-size: var(--type-body, 1rem);
  }
  .change {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .old {
    color: var(--muted);
  }
`;
