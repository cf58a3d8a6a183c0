import { css } from 'lit';
import { focus } from '../../../components/styles/focus.ts';
import { reset } from '../../../components/styles/reset.ts';
import { type } from '../../../components/styles/type.ts';

/**
 * How a desk looks: forms in one column, plain buttons, dense tables with a head that stays. Sizes and colours come from
 * tokens.css. For every element of the staff's pages.
 */
const own = css`
  :host {
    display: block;
  }
  :focus-visible {
    outline-width: 3px;
    outline-offset: 2px;
  }
  h1 {
    font-size: var(--type-heading);
  }
  h2 {
    font-size: var(--type-lead);
  }
  h1:focus {
    outline: none;
    box-shadow: none;
  }
  a {
    color: var(--accent);
  }
  .stack {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
  }
  .panel {
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-block-size: var(--target);
    padding: 0.25rem 1rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    color: var(--text);
    line-height: var(--leading-heading);
    text-align: center;
    text-decoration: none;
    -webkit-user-select: none;
    user-select: none;
    --icon-size: 1.25em;
  }
  button:hover:not(:disabled),
  .button:hover {
    border-color: var(--text);
  }
  button:active:not(:disabled),
  .button:active {
    background: var(--surface-sunken);
  }
  button.primary,
  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: var(--weight-strong);
  }
  button.primary:active:not(:disabled) {
    background: var(--accent-pressed);
  }
  button.danger {
    border-color: var(--danger);
    background: var(--danger);
    color: var(--on-tone);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
  }
  button:disabled {
    border-color: var(--line-strong);
    border-style: dashed;
    background: transparent;
    color: var(--muted);
  }

  form {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    max-inline-size: 26rem;
  }
  form > button {
    align-self: flex-start;
  }
  .field {
    display: flex;
    flex-direction: column;
    gap: 0.25rem;
  }
  label {
    font-weight: var(--weight-strong);
  }
  label.check {
    display: inline-flex;
    align-items: center;
    align-self: flex-start;
    gap: 0.5rem;
    min-block-size: var(--target);
    font-weight: var(--weight-text);
  }
  input[type='checkbox'] {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    accent-color: var(--accent);
  }
  input:not([type='checkbox']),
  select {
    inline-size: 100%;
    min-block-size: var(--target);
    margin: 0;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    color: var(--text);
    font: inherit;
  }
  [aria-invalid='true'] {
    border-color: var(--danger);
    border-width: 2px;
  }
  .hint {
    max-inline-size: none;
    color: var(--muted);
    font-size: var(--type-small);
  }

  .note {
    display: flex;
    align-items: flex-start;
    gap: 0.5rem;
    max-inline-size: none;
    padding: var(--space-1) var(--space-2);
    border-inline-start: 4px solid currentColor;
    border-radius: 4px;
    background: var(--info-soft);
    color: var(--info);
    --icon-size: 1.5rem;
  }
  .note.good {
    background: var(--positive-soft);
    color: var(--positive);
  }
  .note.bad {
    background: var(--danger-soft);
    color: var(--danger);
  }

  /* A place where something is said later takes no room until then. */
  [role='alert']:empty,
  [role='status']:empty {
    position: absolute;
  }

  .tag {
    display: inline-block;
    padding-inline: 0.4em;
    border: 1px solid currentColor;
    border-radius: 4px;
    font-size: var(--type-small);
    line-height: 1.4;
    white-space: nowrap;
  }

  kbd {
    padding-inline: 0.35em;
    border: 1px solid currentColor;
    border-radius: 4px;
    font:
      600 0.8em/1.4 ui-monospace,
      'DejaVu Sans Mono',
      monospace;
    opacity: 0.8;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    background: var(--surface-raised);
  }
  th,
  td {
    padding: 0.5rem 0.75rem;
    border-block-end: 1px solid var(--line);
    text-align: start;
    vertical-align: middle;
  }
  /* In a narrow column a label breaks between words only. */
  td button,
  td .button,
  td label.check {
    overflow-wrap: normal;
    word-break: keep-all;
  }
  thead th {
    white-space: nowrap;
    position: sticky;
    inset-block-start: 0;
    background: var(--surface-sunken);
    font-size: var(--type-small);
    font-weight: var(--weight-strong);
  }

  /* A phone has no room for columns: each row is a block of lines; the heads are still read out. */
  @media (max-width: 46rem) {
    .stacks thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table.stacks,
    .stacks tbody,
    .stacks tr,
    .stacks th,
    .stacks td {
      display: block;
    }
    .stacks tr {
      padding-block: var(--space-1);
      border-block-end: 1px solid var(--line);
    }
    .stacks tbody th,
    .stacks td {
      padding: 0.15rem var(--space-2);
      border: 0;
    }
    /* A number alone says nothing: it has its head before it, where the table gives one. */
    .stacks td[data-head]::before {
      content: attr(data-head) '  ';
      color: var(--muted);
      font-size: var(--type-small);
    }
  }
`;

export const desk = [reset, type, focus, own];
