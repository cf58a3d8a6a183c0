import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import { KioskView } from '../shell/kiosk-view.ts';

/** What stands on the glass while nobody is there: the hall, the day, and one invitation. */
@customElement('linli-attract-view')
export class AttractView extends KioskView {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      height: 100%;
      box-sizing: border-box;
      padding: var(--space-6) var(--space-5);
      justify-content: space-between;
      gap: var(--space-4);
      text-align: center;
      overflow: auto;
    }
    .day {
      color: var(--muted);
      font-size: 1.25rem;
      margin: 0;
    }
    .time {
      display: block;
      font-size: 4.2rem;
      font-weight: 600;
      line-height: 1.1;
      color: var(--text);
      font-variant-numeric: tabular-nums;
      margin-bottom: var(--space-2);
    }
    h1 {
      margin: var(--space-5) 0 0;
      font-size: 2.44rem;
      font-weight: 600;
      line-height: 1.25;
    }
    .site {
      margin: var(--space-1) 0 0;
      font-size: 1.25rem;
      color: var(--muted);
    }
    button {
      font: inherit;
      color: inherit;
      cursor: pointer;
    }
    .begin {
      border: 0;
      border-radius: 1.5rem;
      background: var(--accent);
      color: var(--on-accent);
      padding: var(--space-6) var(--space-4);
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: var(--space-2);
    }
    .begin linli-icon {
      font-size: 3.5rem;
    }
    .begin strong {
      font-size: 1.953rem;
      font-weight: 600;
      line-height: 1.3;
    }
    .begin span {
      font-size: 1.25rem;
    }
    .begin:active {
      transform: scale(0.985);
    }
    .other {
      align-self: center;
      margin-top: var(--space-4);
      min-height: 72px;
      min-width: 12rem;
      border: 2px solid var(--line);
      border-radius: 999px;
      background: var(--surface-raised);
      padding: 0 var(--space-4);
    }
    button:focus-visible {
      outline: 4px solid var(--focus, var(--accent));
      outline-offset: 4px;
    }
    .invite {
      display: flex;
      flex-direction: column;
    }
    .tag {
      color: var(--muted);
      margin: 0;
    }
    @media (orientation: landscape) {
      :host {
        display: grid;
        grid-template-columns: 1fr 1fr;
        align-items: center;
        column-gap: var(--space-6);
      }
      .tag {
        grid-column: 1 / -1;
      }
    }
  `;

  @property({ type: Number }) nowMs = 0;

  protected override render() {
    const { site, clock } = this.terminal;
    const bilingual = site.languages.includes('en');
    return html`
      <div class="hall">
        <p class="day"><span class="time">${clock.time(this.nowMs)}</span>${clock.day(this.nowMs)}</p>
        <h1>${this.of(site.hall)}</h1>
        <p class="site">${this.of(site.name)}</p>
      </div>
      <div class="invite">
        <button class="begin" type="button">
          <linli-icon name="layout-grid"></linli-icon>
          <strong>${this.t('attract.begin')}</strong>
          <span>${this.t('attract.hint')}</span>
        </button>
        ${
          bilingual
            ? html`<button class="other" type="button" data-language="en" lang="en">
                ${this.t('attract.english')}
              </button>`
            : ''
        }
      </div>
      <p class="tag">${site.demo ? this.t('header.demo-long') : ''}</p>
    `;
  }
}
