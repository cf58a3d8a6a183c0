import { html, type TemplateResult } from 'lit';
import '../../../components/button/button.ts';
import { KioskView } from './kiosk-view.ts';
import { viewStyles } from './view-styles.ts';

/** One screen of a flow: it is given what there is to show, reads nothing itself, and says what the person did. */
export abstract class FlowScreen extends KioskView {
  static override styles = [viewStyles];

  /** The way to a person, at the end of a row of buttons. */
  protected helpButton(): TemplateResult {
    return html`<linli-button
      size="large"
      icon="hand-helping"
      label=${this.t('bar.help')}
      @click=${() => this.go({ view: 'help' })}
    ></linli-button>`;
  }
}
