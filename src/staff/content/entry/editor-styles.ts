import { css } from 'lit';
import { stateStyles } from '../state-tag.ts';

/** The form on the left, the terminal on the right; on a narrow page one of them. */
export const editorStyles = [
  stateStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      gap: var(--space-2);
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-1) var(--space-2);
      position: sticky;
      inset-block-start: var(--top, 0px);
      z-index: 2;
      margin-block: calc(var(--space-1) * -1);
      padding-block: var(--space-1);
      background: var(--surface);
    }
    .head h1 {
      overflow-wrap: anywhere;
    }
    .saving {
      color: var(--muted);
      font-size: var(--type-small);
    }
    .saving.saved {
      color: var(--positive);
    }
    .saving.unsaved,
    .saving.clash {
      color: var(--danger);
      font-weight: var(--weight-strong);
    }
    .tools {
      margin-inline-start: auto;
    }
    .tools button,
    .tools .button {
      min-block-size: 2.5rem;
      padding-inline: 0.75rem;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(19rem, 24rem);
      gap: var(--space-3);
      align-items: start;
    }
    .right {
      position: sticky;
      inset-block-start: calc(var(--top, 0px) + 4.5rem);
      min-inline-size: 0;
    }
    .left {
      min-inline-size: 0;
    }
    .panes {
      display: none;
    }
    .news {
      display: flex;
      align-items: center;
      gap: var(--space-1);
    }
    .news .note {
      flex: 1;
    }
    pre {
      max-block-size: 16rem;
      margin: 0;
      padding: var(--space-2);
      overflow: auto;
      background: var(--surface-sunken);
      font: inherit;
      white-space: pre-wrap;
      user-select: all;
    }
    .unseen {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    summary {
      font-weight: var(--weight-strong);
      cursor: pointer;
    }
    details.panel {
      padding-block: var(--space-1);
    }
    .checks .sum {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      max-inline-size: none;
      --icon-size: 1.35rem;
    }
    .checks .good {
      color: var(--positive);
    }
    .checks .bad {
      color: var(--danger);
      font-weight: var(--weight-strong);
    }
    .checks ul {
      display: grid;
      gap: var(--space-1);
      max-block-size: 14rem;
      margin: var(--space-1) 0 0;
      padding: 0;
      overflow: auto;
      list-style: none;
    }
    .checks li {
      display: flex;
      gap: 0.5rem;
      --icon-size: 1.25rem;
    }
    .checks li.bad {
      font-weight: inherit;
      color: inherit;
    }
    .checks li.bad linli-icon {
      color: var(--danger);
    }
    .checks li.look linli-icon {
      color: var(--caution);
    }
    .jump {
      display: inline;
      min-block-size: 0;
      padding: 0;
      border: 0;
      border-radius: 2px;
      background: none;
      color: var(--accent);
      font-weight: var(--weight-strong);
      text-align: start;
      text-decoration: underline;
    }
    @media (max-width: 64rem) {
      .panes {
        display: flex;
        gap: var(--space-1);
      }
      .panes button {
        flex: 1;
      }
      .panes button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: var(--weight-strong);
      }
      .columns {
        grid-template-columns: minmax(0, 1fr);
      }
      .columns.form .right,
      .columns.preview .left {
        display: none;
      }
      .right {
        position: static;
      }
    }
  `,
];
