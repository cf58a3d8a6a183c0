import { css } from 'lit';

/** The calendar: times down, days or services across; the heads stay. */
export const gridStyles = css`
  /* What is only read out stays within it: else the page itself would grow at the side. */
  .frame {
    position: relative;
    max-block-size: calc(100vh - 8rem);
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius-1);
  }
  table {
    inline-size: auto;
    min-inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    padding: 0.25rem;
    border-inline-end: 1px solid var(--line);
    vertical-align: top;
  }
  td {
    min-inline-size: 8.5rem;
  }
  tbody th,
  thead th:first-child {
    inline-size: 4.5rem;
    min-inline-size: 4.5rem;
    white-space: nowrap;
  }
  table.week {
    min-inline-size: max(100%, 66rem);
    table-layout: fixed;
  }
  p.hint {
    margin-block-end: var(--space-1);
  }
  thead th {
    z-index: 2;
    padding: 0.5rem;
    white-space: normal;
  }
  tbody th,
  thead th:first-child {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    background: var(--surface-sunken);
    font-variant-numeric: tabular-nums;
  }
  thead th:first-child {
    z-index: 3;
  }
  .today {
    color: var(--accent);
  }
  tr.now th {
    border-inline-start: 4px solid var(--accent);
  }
  .slot {
    display: flex;
    flex-direction: column;
    gap: 0.25rem;
    min-block-size: 3rem;
    padding: 0.25rem;
    border: 1px solid transparent;
    border-radius: var(--radius-1);
  }
  .slot + .slot {
    margin-block-start: 0.25rem;
    border-block-start-color: var(--line);
  }
  .slot.withdrawn,
  .slot.closed {
    background: var(--surface-sunken);
  }
  .slot.target {
    border: 1px dashed var(--accent);
    background: var(--accent-soft);
  }
  .slot.over {
    border-style: solid;
    outline: 2px solid var(--accent);
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
    font-size: var(--type-small);
    font-variant-numeric: tabular-nums;
  }
  .service {
    flex-basis: 100%;
    font-weight: var(--weight-strong);
  }
  .add {
    min-block-size: 2rem;
    margin-inline-start: auto;
    padding: 0 0.4rem;
  }
  progress {
    inline-size: 100%;
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    background: var(--line);
    accent-color: var(--accent);
    -webkit-appearance: none;
    appearance: none;
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  .booking {
    justify-content: flex-start;
    inline-size: 100%;
    min-block-size: var(--target);
    padding: 0.1rem 0.5rem;
    text-align: start;
    --icon-size: 1.1em;
  }
  .booking[draggable='true'] {
    cursor: grab;
  }
  /* A finger that stays takes the name up; it selects nothing, and opens no menu of the browser's. */
  .booking {
    -webkit-touch-callout: none;
    touch-action: pan-x pan-y;
  }
  .booking.dragged {
    opacity: 0.5;
  }
  .ghost {
    position: fixed;
    inset-block-start: 0;
    inset-inline-start: 0;
    z-index: 5;
    display: flex;
    flex-direction: column;
    padding: var(--space-1) var(--space-2);
    border: 2px solid var(--line-strong);
    border-radius: var(--radius-1);
    background: var(--surface-raised);
    pointer-events: none;
  }
  .ghost.over {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  .booking .digits {
    margin-inline-start: auto;
    color: var(--muted);
    font-size: var(--type-small);
    font-variant-numeric: tabular-nums;
  }
  .booking.checked-in,
  .booking.checked-out {
    background: var(--positive-soft);
    color: var(--positive);
  }
  .booking.waiting,
  .booking.offered {
    border-style: dashed;
    background: var(--caution-soft);
    color: var(--caution);
  }
  .booking.no-show {
    background: var(--surface-sunken);
    color: var(--muted);
  }
  .booking.pending {
    border-style: dashed;
    border-color: var(--accent);
  }
  .tag.caution {
    color: var(--caution);
  }
  .tag.bad {
    color: var(--danger);
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
