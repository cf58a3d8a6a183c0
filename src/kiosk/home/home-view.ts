import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/tile/tile.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { type Route, routeOf } from '../shell/route.ts';
import { viewStyles } from '../shell/view-styles.ts';

/** The first question of a visit: what is it about? Reads the site document alone. */
@customElement('linli-home-view')
export class HomeView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 11.5rem), 1fr));
        gap: var(--space-3);
      }
      @media (orientation: landscape) {
        .tiles {
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 14.5rem), 1fr));
        }
      }
      .first,
      .second {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 11.5rem), 1fr));
        gap: var(--space-2) var(--space-3);
      }
      .second {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
      }
      /* Four stand two by two, or side by side: never three and one. */
      @media (orientation: portrait) {
        .first.four {
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
        }
        .tiles {
          flex: 1 0 auto;
          grid-auto-rows: 1fr;
          gap: var(--space-2) var(--space-3);
        }
      }
      :host {
        gap: var(--space-3);
      }
    `,
  ];

  /** Whether a number can be taken here; its words come only where it can. */
  readonly #givesNumbers = new Live(this, ['queue'], async ({ store }) => {
    const gives = (await store.all('queue')).some(({ walkIns }) => walkIns);
    if (gives) await import('../../access/messages/queue.ts');
    return gives;
  });

  protected override updated(): void {
    // For whoever began before the first screen had fetched it.
    if (this.terminal.runtime) void import('../shell/withdrawn/withdrawn-strip.ts').catch(() => undefined);
  }

  protected override render(): TemplateResult {
    const { site } = this.terminal;
    return html`
      <div>
        <h1 tabindex="-1">${this.t('home.heading')}</h1>
        <linli-withdrawn-strip .terminal=${this.terminal}></linli-withdrawn-strip>
      </div>
      <div class="first ${this.#givesNumbers.value ? 'four' : ''}">
        ${this.#shortcut('home.search', 'search', { view: 'search' }, 'primary')}
        ${this.#shortcut('home.check-in', 'qr-code', { view: 'arrival', purpose: 'check-in' })}
        ${this.#givesNumbers.value ? this.#shortcut('home.take-number', 'ticket', { view: 'queue' }) : nothing}
        ${this.#shortcut('home.my-booking', 'calendar-check', { view: 'arrival', purpose: 'manage' })}
      </div>
      <div class="tiles">
        ${site.tiles.map(
          (tile) =>
            html`<linli-tile
              label=${this.of(tile.label)}
              hint=${this.of(tile.hint)}
              icon=${tile.icon}
              @click=${() => this.go(routeOf(tile.opens, tile.label))}
            ></linli-tile>`,
        )}
      </div>
      <div class="second">
        ${this.#shortcut('home.all-services', 'list', { view: 'services' }, 'quiet')}
        ${this.#shortcut('home.places', 'map-pin', { view: 'places' }, 'quiet')}
        ${this.#shortcut('home.notices', 'bell', { view: 'notices' }, 'quiet')}
        ${this.#shortcut('home.indicators', 'chart-column', { view: 'indicators' }, 'quiet')}
      </div>
    `;
  }

  #shortcut(
    label:
      | 'home.search'
      | 'home.check-in'
      | 'home.take-number'
      | 'home.my-booking'
      | 'home.all-services'
      | 'home.places'
      | 'home.notices'
      | 'home.indicators',
    icon: string,
    route: Route,
    variant: 'primary' | 'secondary' | 'quiet' = 'secondary',
  ) {
    return html`<linli-button
      variant=${variant}
      size=${variant === 'quiet' ? 'normal' : 'large'}
      icon=${icon}
      label=${this.t(label)}
      @click=${() => this.go(route)}
    ></linli-button>`;
  }
}
