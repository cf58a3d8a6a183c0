import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import { KioskView } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';

/** Where help is: people first. A hotline is shown only where the site has one, and never as an emergency line. */
@customElement('linli-help-view')
export class HelpView extends KioskView {
  static override styles = viewStyles;

  protected override render(): TemplateResult {
    const { site } = this.terminal;
    return html`
      <h1 tabindex="-1">${this.t('help.heading')}</h1>
      <p class="lead">${this.t('help.staff')}</p>
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
      <linli-button
        variant="primary"
        size="large"
        icon="arrow-left"
        label=${this.t('help.back')}
        @click=${() => this.leave('back')}
      ></linli-button>
    `;
  }
}
