import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Language } from '../../model/schema/text.ts';
import { KioskView } from '../shell/kiosk-view.ts';
import type { Route } from '../shell/route.ts';

/** Somebody is there, and chose a language by the button they touched. */
export class BeginEvent extends Event {
  readonly language: Language;
  /** Where they want to begin, if not at home. */
  readonly route: Route | undefined;

  constructor(language: Language, route?: Route) {
    super('linli-begin', { bubbles: true, composed: true });
    this.language = language;
    this.route = route;
  }
}

/** Keeps the place of a text that comes a moment later. */
const NO_TIME = '\u00a0';

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
    .begin svg {
      width: 4rem;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.5;
      stroke-linecap: round;
      stroke-linejoin: round;
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
    .begin.scan {
      margin-top: var(--space-3);
      padding: var(--space-4);
      border: 3px solid var(--accent);
      background: var(--surface-raised);
      color: var(--accent);
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

  protected override updated(): void {
    // News are read from the local store: their element is fetched when the store is there, after the paint.
    if (this.terminal.runtime) void import('../shell/told/news.ts').catch(() => undefined);
  }

  protected override render(): TemplateResult {
    const { site, clock, sync } = this.terminal;
    const bilingual = site.languages.includes('en');
    return html`
      <div class="hall">
        <p class="day">
          <span class="time">${this.nowMs > 0 ? clock.time(this.nowMs) : NO_TIME}</span>${
            this.nowMs > 0 ? clock.day(this.nowMs) : NO_TIME
          }
        </p>
        <h1>${this.of(site.hall)}</h1>
        <p class="site">${this.of(site.name)}</p>
        <linli-news .terminal=${this.terminal} .nowMs=${this.nowMs}></linli-news>
      </div>
      <div class="invite">
        <button class="begin" type="button" @click=${() => this.#begin(site.languages[0] ?? 'zh-Hans')}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path
              d="M22 14a8 8 0 0 1-8 8M18 11v-1a2 2 0 0 0-4 0m0 0V9a2 2 0 0 0-4 0v1m0-.5V4a2 2 0 0 0-4 0v10"
            />
            <path
              d="M18 11a2 2 0 1 1 4 0v3a8 8 0 0 1-8 8h-2c-2.8 0-4.5-.9-6-2.3l-3.6-3.6a2 2 0 0 1 2.8-2.8L7 15"
            />
          </svg>
          <strong>${this.t('attract.begin')}</strong>
          <span>${this.t('attract.hint')}</span>
        </button>
        <button
          class="begin scan"
          type="button"
          @click=${() => this.#begin(site.languages[0] ?? 'zh-Hans', { view: 'arrival', purpose: 'check-in' })}
        >
          <strong>${this.t('attract.scan')}</strong>
          <span>${this.t('attract.scan-hint')}</span>
        </button>
        ${
          bilingual
            ? html`<button class="other" type="button" lang="en" @click=${() => this.#begin('en')}>
                ${this.t('attract.english')}
              </button>`
            : ''
        }
      </div>
      <p class="tag">
        ${sync.state === 'waiting' ? html`${this.t('header.waiting', { code: sync.code })}<br />` : ''}
        ${sync.state === 'revoked' ? html`${this.t('header.revoked')}<br />` : ''}
        ${site.demo ? this.t('header.demo-long') : ''}
      </p>
    `;
  }

  #begin(language: Language, route?: Route): void {
    this.dispatchEvent(new BeginEvent(language, route));
  }
}
