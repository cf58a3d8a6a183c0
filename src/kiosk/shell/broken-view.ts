import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/empty/empty.ts';
import { KioskView } from './kiosk-view.ts';
import { viewStyles } from './view-styles.ts';

/** What a visitor sees when something nobody foresaw went wrong: what happened, and what to do next. */
@customElement('linli-broken-view')
export class BrokenView extends KioskView {
  static override styles = viewStyles;

  protected override render(): TemplateResult {
    return html`
      <linli-empty
        whole
        icon="triangle-alert"
        heading=${this.t('broken.heading')}
        text=${this.t('broken.text')}
      >
        <linli-button
          variant="primary"
          size="large"
          icon="rotate-ccw"
          label=${this.t('broken.restart')}
          @click=${() => this.leave('home')}
        >
        </linli-button>
      </linli-empty>
    `;
  }
}
