import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/wait/wait.ts';
import '../../access/messages/help.ts';
import type { HelpStanding } from '../shell/help-line.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';

const LOOK_MS = 1_000;

/**
 * Where help is: people first, and a button that calls one. A hotline is shown only where the site has one, and never as
 * an emergency line.
 */
@customElement('linli-help-view')
export class HelpView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .call {
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
      }
      .call linli-button {
        align-self: stretch;
      }
    `,
  ];

  /** What lies under this screen: the route's view. */
  @property() from = 'home';
  @state() private failed = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  readonly #standing = new Live(this, ['help-call', 'outbox'], ({ help }) =>
    help.standing(this.terminal.site.help),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    // That more people were told comes with time alone.
    this.#timer = setInterval(() => this.#standing.refresh(), LOOK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    const { site } = this.terminal;
    return html`
      <h1 tabindex="-1">${this.t('help.heading')}</h1>
      <div class="call" role="status">${this.#call(this.#standing.value ?? 'none')}</div>
      ${this.#called ? nothing : html`<p class="lead">${this.t('help.staff')}</p>`}
      <p>${this.t('help.what-they-do')}</p>
      ${site.hotlines.map(
        (line) =>
          html`<linli-banner
            tone=${line.emergency ? 'danger' : 'info'}
            icon="phone"
            heading="${this.of(line.label)} ${line.number}"
          >
            ${line.emergency ? '' : this.t('help.not-emergency')}
          </linli-banner>`,
      )}
      <h2>${this.t('help.how')}</h2>
      <ol class="stack">
        <li>${this.t('help.how-1')}</li>
        <li>${this.t('help.how-2')}</li>
        <li>${this.t('help.how-3')}</li>
      </ol>
      <div class="ways">
        <linli-button
          size="large"
          icon="arrow-left"
          label=${this.t('help.back')}
          @click=${() => this.leave('back')}
        ></linli-button>
      </div>
    `;
  }

  /** Who waits here for somebody is not sent to the desk. */
  get #called(): boolean {
    const standing = this.#standing.value;
    return standing === 'told' || standing === 'wider' || standing === 'coming';
  }

  #call(standing: HelpStanding): TemplateResult {
    if (this.failed) return this.#cannot('help.cannot');
    const online = this.terminal.sync.state === 'online';
    switch (standing) {
      case 'none':
        return online ? this.#button('help.call') : this.#cannot('help.offline');
      case 'sending':
        return online
          ? html`<linli-wait label=${this.t('help.sending')}></linli-wait>${this.#takeBack()}`
          : html`${this.#cannot('help.offline-sent')}${this.#takeBack()}`;
      case 'told':
      case 'wider':
      case 'coming':
        return html`<linli-banner
            tone=${standing === 'wider' ? 'caution' : 'positive'}
            heading=${this.t(`help.${standing}`)}
          >
            ${this.t(`help.${standing}.next`)}
          </linli-banner>
          ${online ? nothing : html`<p>${this.t('help.offline-now')}</p>`} ${this.#takeBack()}`;
      case 'done':
        return html`<p class="lead">${this.t('help.done')}</p>
          ${online ? this.#button('help.call-again') : this.#cannot('help.offline')}`;
      case 'late':
        return html`<linli-banner tone="caution" heading=${this.t('error.help.too-old')}></linli-banner>
          ${online ? this.#button('help.call-again') : this.#cannot('help.offline')}`;
    }
  }

  #button(label: 'help.call' | 'help.call-again'): TemplateResult {
    return html`<linli-button
      variant="primary"
      size="large"
      icon="hand-helping"
      label=${this.t(label)}
      ?disabled=${!this.terminal.runtime}
      @click=${() => void this.#onCall()}
    ></linli-button>`;
  }

  #takeBack(): TemplateResult {
    return html`<linli-button
      size="large"
      icon="undo-2"
      label=${this.t('help.take-back')}
      @click=${() => void this.terminal.runtime?.help.end().then(() => this.#standing.refresh())}
    ></linli-button>`;
  }

  #cannot(key: 'help.offline' | 'help.offline-sent' | 'help.cannot'): TemplateResult {
    return html`<linli-banner tone="caution" heading=${this.t(key)}>
      ${this.t('help.go-there')}
    </linli-banner>`;
  }

  async #onCall(): Promise<void> {
    try {
      await this.terminal.runtime?.help.call(this.from);
      this.#standing.refresh();
    } catch {
      // Storage is full: nothing was kept, and nobody will hear of it.
      this.failed = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-help-view': HelpView;
  }
}
