import { css } from 'lit';

/** Lines of text, one below the other, that take what room the marks beside them leave. */
export const words = css`
  .words {
    display: flex;
    flex: 1 1 0;
    flex-direction: column;
    gap: calc(var(--space-1) / 2);
    min-inline-size: 0;
    line-height: var(--leading-heading);
  }
`;
