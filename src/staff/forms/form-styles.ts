import { css } from 'lit';
import { desk } from '../shell/desk-styles.ts';

/** How a form looks, beside what all desks share. */
const own = css`
  :host {
    max-inline-size: 60rem;
  }
  h3,
  h4 {
    margin: 0;
    font-size: inherit;
  }
  .form,
  .body,
  .inner {
    display: grid;
    /* Two fields beside one another where both are short and there is room. */
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr));
    align-items: start;
    gap: var(--space-2);
    min-inline-size: 0;
  }
  .wide,
  .section,
  .body > .issues,
  .form > .issues,
  .form > .said,
  .inner > .wide,
  .item.inline .bar > .body > * {
    grid-column: 1 / -1;
  }
  .section {
    border: 1px solid var(--line);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
  }
  .section > .body {
    padding: var(--space-1) var(--space-2) var(--space-2);
  }
  .section .section {
    background: var(--surface);
  }
  .inner {
    padding-inline-start: var(--space-2);
    border-inline-start: 3px solid var(--line);
  }
  .fold {
    justify-content: flex-start;
    gap: 0.5rem;
    inline-size: 100%;
    border-color: transparent;
    background: transparent;
    font-weight: var(--weight-strong);
    text-align: start;
    overflow-wrap: anywhere;
  }
  h3 > .fold {
    font-size: var(--type-lead);
  }

  .field {
    gap: 0.35rem;
    min-inline-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.6rem;
  }
  .name {
    font-weight: var(--weight-strong);
  }
  label.plain,
  .plain {
    font-weight: var(--weight-text);
    font-size: var(--type-small);
    color: var(--muted);
  }
  .hint,
  .muted {
    margin: 0;
    color: var(--muted);
  }
  .inner.hours {
    display: flex;
    flex-direction: column;
    padding: 0;
    border: 0;
    gap: var(--space-1);
  }
  .unset .hint {
    margin-block-start: -0.25rem;
  }
  .small {
    min-block-size: 2.25rem;
    padding: 0.1rem 0.7rem;
    font-size: var(--type-small);
  }
  .small.quiet {
    min-block-size: 1.75rem;
    padding-inline: 0.25rem;
    color: var(--accent);
    text-decoration: underline;
  }
  .add {
    align-self: flex-start;
  }
  .icon {
    min-block-size: 2.5rem;
    min-inline-size: 2.5rem;
    padding: 0;
  }
  button[aria-disabled='true'] {
    border-style: dashed;
    color: var(--line-strong);
  }

  textarea {
    margin: 0;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    color: var(--text);
    font: inherit;
    line-height: var(--leading-text);
    resize: none;
    overflow: hidden;
  }
  /* A box grows with what is typed: a copy of the text behind it is as tall as the text. */
  .grow {
    display: grid;
  }
  .grow::after {
    content: attr(data-text);
    padding: 0.5rem 0.75rem;
    border: 1px solid transparent;
    line-height: var(--leading-text);
    white-space: pre-wrap;
    visibility: hidden;
  }
  .grow > textarea,
  .grow::after {
    grid-area: 1 / 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  textarea[aria-invalid='true'],
  input[aria-invalid='true'],
  select[aria-invalid='true'] {
    border: 2px solid var(--danger);
  }
  .count {
    align-self: flex-end;
    color: var(--muted);
    font-size: var(--type-small);
    font-variant-numeric: tabular-nums;
  }
  .count.over {
    color: var(--danger);
    font-weight: var(--weight-strong);
  }
  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
  }
  .language {
    display: flex;
    flex: 1 1 16rem;
    flex-direction: column;
    gap: 0.15rem;
    min-inline-size: 0;
  }
  .lacks {
    color: var(--caution);
  }
  .short {
    inline-size: 12rem;
    max-inline-size: 100%;
  }
  select,
  .clock {
    max-inline-size: 24rem;
  }
  .ends {
    align-items: flex-end;
  }
  .ends > .field {
    flex: 1 1 12rem;
  }
  /* What to write there was said at the first of the list. */
  .again > .field > .hint {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .toggle[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  .toggle {
    min-block-size: 2.5rem;
    padding-inline: 0.6rem;
  }
  input[type='color'] {
    inline-size: 4rem;
    padding: 0.2rem;
  }
  .swatch {
    inline-size: 10rem;
    block-size: 3rem;
    font-size: 16px;
    font-weight: 600;
  }
  code {
    padding: 0.15rem 0.5rem;
    border-radius: 4px;
    background: var(--surface-sunken);
  }

  .issues {
    display: flex;
    flex-direction: column;
    gap: 0.25rem;
  }
  .issue,
  .warning {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
    margin: 0;
    max-inline-size: none;
    color: var(--danger);
    font-weight: var(--weight-strong);
    --icon-size: 1.25em;
  }
  .warning {
    padding: var(--space-1) var(--space-2);
    border-radius: 4px;
    background: var(--caution-soft);
    color: var(--caution);
    flex-wrap: nowrap;
  }
  .issue > span,
  .warning > span {
    flex: 1 1 8rem;
    min-inline-size: 0;
  }
  .tag.bad {
    border-color: var(--danger);
    background: var(--danger-soft);
    color: var(--danger);
  }

  .items,
  .chips {
    display: flex;
    flex-direction: column;
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .item {
    border: 1px solid var(--line);
    border-radius: var(--radius-1);
    background: var(--surface);
  }
  .item > .body {
    padding: 0.25rem var(--space-2) var(--space-2);
  }
  .item.inline {
    padding: var(--space-1);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem;
  }
  .bar > .fold,
  .bar > .body {
    flex: 1 1 12rem;
    inline-size: auto;
    min-inline-size: 0;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    padding: 0.25rem;
  }
  .grip {
    padding: 0.5rem 0.15rem;
    color: var(--muted);
    cursor: grab;
    touch-action: none;
  }
  .sortable-ghost {
    opacity: 0.4;
  }
  .chips {
    flex-flow: row wrap;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    max-inline-size: 100%;
    padding-inline-start: 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-round);
    background: var(--surface);
    overflow-wrap: anywhere;
  }
  .chip.bad {
    border-color: var(--danger);
    color: var(--danger);
  }
  .chip > button {
    min-block-size: 2.5rem;
    min-inline-size: 2.5rem;
    padding: 0;
    border-color: transparent;
    border-radius: var(--radius-round);
    background: transparent;
  }

  .said {
    position: sticky;
    z-index: 10;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
    padding: var(--space-1) var(--space-2);
    border-radius: var(--radius-1);
    background: var(--text);
    color: var(--surface-raised);
  }
  .said.quiet {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const formStyles = [desk, own];
