import { css } from 'lit';

/** How a press looks; `data-pressed` is set by PressFeedback at the first touch, before the browser calls it active. */
export const press = css`
  button {
    transition:
      transform var(--motion) ease-out,
      background-color var(--motion) ease-out,
      border-color var(--motion) ease-out;
  }
  button:not(:disabled):active,
  button[data-pressed] {
    transform: scale(0.975);
    transition-duration: 0ms;
  }
  @media (prefers-reduced-motion: reduce) {
    button:not(:disabled):active,
    button[data-pressed] {
      transform: none;
    }
  }
`;
