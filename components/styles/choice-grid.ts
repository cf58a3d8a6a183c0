import { css } from 'lit';

/** A touch tile in a grid, for things chosen with a word of explanation: days, times, options. Goes after `choice`. */
export const choiceGrid = css`
  :host {
    display: block;
  }
  /* The element says with --column how wide a tile is at least. */
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--column)), 1fr));
    gap: var(--gap);
  }
  .choice {
    align-items: center;
    block-size: 100%;
    min-block-size: var(--target-large);
  }
  .label {
    font-size: var(--type-lead);
    font-weight: var(--weight-strong);
  }
`;
