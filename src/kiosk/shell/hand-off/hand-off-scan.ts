import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../access/messages/hand-off.ts';
import type { ScanHandOff } from '../../../model/hand-off.ts';
import { ScanEvent } from '../scan/scan-panel.ts';
import type { Terminal } from '../terminal.ts';
import { partStyles } from '../view-styles.ts';
import './hand-off-panel.ts';
import type { HandOffAnswerEvent } from './hand-off-panel.ts';

/**
 * The phone looks at the terminal instead of the other way round: it sends a pass it remembers, or nine digits typed there.
 *
 * @fires linli-scan - the text, to be judged like any that was scanned
 */
@customElement('linli-hand-off-scan')
export class HandOffScan extends LitElement {
  static override styles = partStyles;

  @property({ attribute: false }) terminal!: Terminal;
  @property() purpose: ScanHandOff['purpose'] = 'check-in';

  protected override render(): TemplateResult {
    const { t } = this.terminal.words;
    return html`<linli-hand-off-panel
      .terminal=${this.terminal}
      .question=${() => this.#question()}
      label=${t('hand-off.scan-start')}
      how=${t('hand-off.scan-how')}
      @linli-hand-off-answer=${this.#onAnswer}
    ></linli-hand-off-panel>`;
  }

  #question(): ScanHandOff {
    return { kind: 'scan', hall: this.terminal.site.hall, purpose: this.purpose };
  }

  readonly #onAnswer = ({ answer }: HandOffAnswerEvent): void => {
    if (answer.kind === 'code') this.dispatchEvent(new ScanEvent(answer.text));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-hand-off-scan': HandOffScan;
  }
}
