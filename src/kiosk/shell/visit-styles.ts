import { css } from 'lit';

/** The frame around every screen: header on top, content, and the bar at the bottom or, on a wide glass, at the side. */
export const visitStyles = css`
  :host {
    display: grid;
    height: 100%;
    grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
    grid-template-areas: 'header' 'strips' 'content' 'bar';
  }
  .header {
    grid-area: header;
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    padding: var(--space-2) var(--space-4);
    border-bottom: 1px solid var(--line);
    /* Nothing to touch and little to read here: it grows less than the content. */
    font-size: min(0.833rem, 3.4vmin);
  }
  .hall {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .hall-name {
    font-weight: 600;
    font-size: 1.2em;
  }
  .site-name {
    color: var(--muted);
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
  }
  .time {
    font-size: 1.5em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    order: 1;
  }
  .tag {
    padding: 0 var(--space-1);
    border: 1px solid var(--line);
    border-radius: 999px;
    color: var(--muted);
    white-space: nowrap;
  }
  .tag.caution {
    color: var(--caution);
    border-color: currentColor;
  }
  .strips {
    grid-area: strips;
  }
  .strip {
    margin: 0;
    padding: var(--space-1) var(--space-4);
    background: var(--caution-soft);
    color: var(--text);
    font-size: min(0.833rem, 4.2vmin);
  }
  .content {
    grid-area: content;
    min-height: 0;
    min-width: 0;
  }
  linli-scroll {
    height: 100%;
  }
  /* A screen is as high as the glass, though it has little to say. */
  .screen {
    display: flex;
    flex-direction: column;
  }
  .screen > * {
    flex: 1 0 auto;
    inline-size: 100%;
  }
  .screen[hidden] {
    display: none;
  }
  .bar {
    grid-area: bar;
    border-top: 1px solid var(--line);
    background: var(--surface-raised);
  }
  @media (orientation: landscape) {
    :host {
      grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr) auto;
      grid-template-areas: 'header bar' 'strips bar' 'content bar';
    }
    .bar {
      border-top: 0;
      border-left: 1px solid var(--line);
      min-height: 0;
      overflow-y: auto;
    }
  }
`;
