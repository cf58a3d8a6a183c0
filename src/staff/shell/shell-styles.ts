import { css } from 'lit';

/** The frame around every desk: a slim bar at the top, and the page below. */
export const shellStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 100vh;
  }
  .skip {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    z-index: 2;
    transform: translateY(-110%);
  }
  .skip:focus {
    transform: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
    padding: 0.25rem max(var(--space-2), env(safe-area-inset-right)) 0.25rem
      max(var(--space-2), env(safe-area-inset-left));
    border-block-end: 1px solid var(--line);
    background: var(--surface-raised);
  }
  .brand {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--target);
    color: var(--text);
    font-weight: var(--weight-strong);
    text-decoration: none;
  }
  .where {
    line-height: var(--leading-heading);
  }
  nav {
    display: flex;
    flex-wrap: wrap;
  }
  nav a {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-block-size: var(--target);
    padding-inline: 0.75rem;
    border-block: 3px solid transparent;
    color: var(--text);
    text-decoration: none;
    --icon-size: 1.2em;
  }
  nav a:hover {
    background: var(--surface-sunken);
  }
  nav a[aria-current='page'] {
    border-block-end-color: var(--accent);
    font-weight: var(--weight-strong);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin-inline-start: auto;
  }

  .tools button {
    padding-inline: 0.75rem;
  }
  /* On a phone: name and ways out, then where one is, then the desks in one row that can be pushed along. */
  @media (max-width: 44rem) {
    .where {
      order: 1;
      flex-basis: 100%;
    }
    header nav {
      order: 2;
      flex: 1 1 100%;
      flex-wrap: nowrap;
      margin-inline: calc(var(--space-2) * -1);
      overflow-x: auto;
      white-space: nowrap;
    }
  }
  /* In sight wherever one has scrolled to; on a low screen, as at 400 %, it would take what is being read. */
  .strip {
    position: sticky;
    inset-block-start: 0;
    z-index: 4;
  }
  @media (max-height: 30rem) {
    .strip {
      position: static;
    }
  }
  .below {
    flex: 1;
    display: flex;
    min-inline-size: 0;
  }
  .rail {
    position: sticky;
    inset-block-start: var(--top, 0px);
    flex: 0 0 12rem;
    flex-direction: column;
    flex-wrap: nowrap;
    align-self: flex-start;
    max-block-size: calc(100vh - var(--top, 0px));
    padding-block: var(--space-1);
    overflow-y: auto;
  }
  .rail a {
    gap: 0.6em;
    min-block-size: 2.5rem;
    padding-inline: var(--space-2);
    border-block: 0;
    border-inline-start: 3px solid transparent;
    line-height: var(--leading-heading);
  }
  .rail a[aria-current='page'] {
    border-inline-start-color: var(--accent);
    background: var(--surface-raised);
  }
  .rail .group {
    padding: var(--space-2) var(--space-2) 0.25rem;
    color: var(--muted);
    font-size: var(--type-small);
  }
  @media (max-width: 62rem) {
    .below {
      flex-direction: column;
    }
    .rail {
      position: static;
      flex: none;
      flex-direction: row;
      align-self: stretch;
      border-block-end: 1px solid var(--line);
      background: var(--surface-raised);
      overflow-x: auto;
      white-space: nowrap;
    }
    .rail a {
      min-block-size: var(--target);
      border-block: 3px solid transparent;
      border-inline-start: 0;
    }
    .rail a[aria-current='page'] {
      border-block-end-color: var(--accent);
    }
    .rail .group {
      display: none;
    }
  }
  main {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
    inline-size: 100%;
    padding: var(--space-3) max(var(--space-2), env(safe-area-inset-right)) var(--space-4)
      max(var(--space-2), env(safe-area-inset-left));
  }
  main:focus {
    outline: none;
    box-shadow: none;
  }
  main.narrow {
    max-inline-size: 64rem;
    margin-inline: auto;
  }
  main.narrow > .one {
    inline-size: 100%;
    max-inline-size: 30rem;
    margin-inline: auto;
  }
  .together {
    margin-block: var(--space-2) 0;
    color: var(--muted);
    font-size: var(--type-small);
  }
  details.site > summary {
    min-block-size: var(--target);
    padding-block: var(--space-1);
    border-block-end: 1px solid var(--line);
    cursor: pointer;
  }
  /* Beside the mark that unfolds it, not below. */
  summary > h2.row {
    display: inline-flex;
    vertical-align: middle;
  }
  .desks {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr));
    gap: var(--space-2);
    margin-block-start: var(--space-1);
  }
  .desk {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    block-size: 100%;
    padding: var(--space-2);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    color: var(--text);
    text-decoration: none;
    --icon-size: 2rem;
  }
  .desk linli-icon {
    color: var(--accent);
  }
  .desk:hover {
    border-color: var(--text);
  }
  .desk:active {
    background: var(--surface-sunken);
  }
  .desk strong,
  .desk .hint {
    display: block;
    font-weight: var(--weight-strong);
  }
  .desk .hint {
    font-weight: var(--weight-text);
  }
`;
