import { css } from 'lit';

/** What the parts of the people desk have in common. */
export const peopleStyles = css`
  td {
    overflow-wrap: break-word;
  }
  #scope {
    flex: 0 1 20rem;
    inline-size: auto;
  }
  .roles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
    gap: 0 var(--space-2);
    margin: 0;
    padding: 0;
    border: 0;
  }
  .roles legend {
    padding: 0;
    font-weight: var(--weight-strong);
  }
  .roles .check {
    align-items: flex-start;
    padding-block: 0.35rem;
  }
  .roles input {
    flex: none;
    margin-block-start: 0.2rem;
  }
  form.wide {
    max-inline-size: none;
  }
  form.wide > .field {
    max-inline-size: 26rem;
  }
  .once {
    display: block;
    margin-block: var(--space-1);
    font:
      600 1.5rem / 1.4 ui-monospace,
      'Cascadia Mono',
      'DejaVu Sans Mono',
      monospace;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .disabled {
    color: var(--muted);
  }
`;
