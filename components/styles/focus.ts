import { css } from 'lit';

/** One focus ring for everything: dark with a light halo, so that it shows on every surface and on the accent. */
export const focus = css`
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 4px solid var(--focus);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--focus-halo);
  }
`;
