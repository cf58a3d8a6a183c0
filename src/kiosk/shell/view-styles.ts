import { css } from 'lit';

/** What every screen has in common: margins, the one heading, a lead, and how blocks follow each other. */
export const viewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--space-4);
    padding: var(--space-4);
    box-sizing: border-box;
    max-width: 66rem;
    margin: 0 auto;
  }
  h1 {
    margin: 0;
    font-size: var(--type-title);
    font-weight: 600;
    line-height: 1.25;
    outline: none;
    overflow-wrap: anywhere;
  }
  h2 {
    margin: 0;
    font-size: var(--type-heading);
    font-weight: 600;
    line-height: 1.25;
  }
  p {
    margin: 0;
    line-height: 1.5;
    max-width: 36em;
  }
  .lead {
    font-size: var(--type-lead);
    line-height: 1.4;
  }
  .muted {
    color: var(--muted);
  }
  .stack {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }
  .grow {
    flex: 1 1 auto;
  }
  ul.plain {
    list-style: none;
    margin: 0;
    padding: 0;
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
  }
  @media (orientation: landscape) {
    .columns {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--space-4);
      align-items: start;
    }
  }
`;

/** Of an element that is a part of a screen: the margins are the screen's. */
export const partStyles = [
  viewStyles,
  css`
    :host {
      padding: 0;
      margin: 0;
      max-width: none;
    }
  `,
];
