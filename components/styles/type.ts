import { css } from 'lit';

/** Headings, paragraphs and the few text roles views may use. Sizes and weights come from tokens.css. */
export const type = css`
  h1,
  h2,
  h3 {
    font-weight: var(--weight-strong);
    line-height: var(--leading-heading);
    text-wrap: balance;
  }
  h1 {
    font-size: var(--type-title);
  }
  h2 {
    font-size: var(--type-heading);
  }
  h3 {
    font-size: var(--type-lead);
  }
  p {
    max-inline-size: var(--measure);
    line-height: var(--leading-text);
  }
  p:lang(en) {
    max-inline-size: var(--measure-latin);
  }
  .lead {
    font-size: var(--type-lead);
  }
  .small {
    font-size: var(--type-small);
  }
  .muted {
    color: var(--muted);
  }
  .strong {
    font-weight: var(--weight-strong);
  }
  .digits {
    font-variant-numeric: tabular-nums;
  }
  .figure {
    font-size: var(--type-figure);
    font-weight: var(--weight-strong);
    font-variant-numeric: tabular-nums;
    line-height: 1.1;
  }
`;
