import { css } from 'lit';
import { desk } from '../shell/desk-styles.ts';

const own = css`
  .standing {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font-weight: var(--weight-strong);
    white-space: nowrap;
    --icon-size: 1.25em;
  }
  .up {
    color: var(--positive);
  }
  .down {
    color: var(--danger);
  }
  .waiting,
  .revoked {
    color: var(--muted);
  }
  p {
    max-inline-size: 52rem;
  }
  .facts {
    display: flex;
    flex-direction: column;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--type-small);
    line-height: 1.5;
  }
  .wrong {
    color: var(--danger);
    font-weight: var(--weight-strong);
  }
  .quiet-text {
    font-weight: var(--weight-text);
    color: var(--muted);
  }
  .name {
    font-weight: var(--weight-strong);
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: var(--space-1) var(--space-3);
    margin: 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  code {
    overflow-wrap: anywhere;
  }
  wa-dialog {
    --width: min(36rem, 92vw);
  }
`;

/** How everything of this desk looks. */
export const fleetStyles = [desk, own];
