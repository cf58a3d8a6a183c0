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
    text-wrap: balance;
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
    text-wrap: balance;
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
  /* The ways on from a screen. */
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  /* On a standing glass they are at its foot, where every hand reaches, and the first of them is as wide as the glass. */
  @media (orientation: portrait) {
    .ways {
      margin-block-start: auto;
    }
    .ways > * {
      flex: 1 1 auto;
    }
    .ways > [variant='primary'] {
      flex-basis: 100%;
    }
  }
  .beside {
    display: flex;
    flex: 1 0 auto;
    flex-direction: column;
    gap: var(--space-3);
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
  /* Summed up once more: the last words before the touch that counts. */
  .sum {
    font-size: var(--type-lead);
  }
  @media (orientation: landscape) {
    :host {
      gap: var(--space-3);
      padding-block: var(--space-3);
    }
    /* The ways on stand beside what they are about, in sight without a scroll. */
    .beside {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
      gap: var(--space-5);
      align-items: start;
    }
    .beside > .ways {
      flex-direction: column;
    }
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
    @media (orientation: landscape) {
      :host {
        padding: 0;
      }
    }
  `,
];
