import { css } from 'lit';

/** What the pages of the content desk have in common: the way back, heads with something to do at their end, dialogs. */
export const pageStyles = css`
  .crumb a {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    min-block-size: 2rem;
    --icon-size: 1.2em;
  }
  .top {
    justify-content: space-between;
  }
  .foot {
    justify-content: flex-end;
  }
  .plain {
    display: grid;
    gap: 0.25rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;
