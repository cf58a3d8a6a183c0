import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../access/messages/hand-off.ts';
import type { FormAnswer, FormHandOff } from '../../../model/hand-off.ts';
import type { Terminal } from '../terminal.ts';
import { partStyles } from '../view-styles.ts';
import './hand-off-panel.ts';
import type { HandOffAnswerEvent } from './hand-off-panel.ts';

/** A phone filled the form in. */
export class HandedFormEvent extends Event {
  readonly answer: FormAnswer;

  constructor(answer: FormAnswer) {
    super('linli-handed-form', { bubbles: true, composed: true });
    this.answer = answer;
  }
}

/**
 * A form that somebody fills in on a phone, while the person stands here.
 *
 * @fires linli-handed-form
 */
@customElement('linli-hand-off-form')
export class HandOffForm extends LitElement {
  static override styles = partStyles;

  @property({ attribute: false }) terminal!: Terminal;
  /** What is asked, made at the moment it is handed over. */
  @property({ attribute: false }) form!: () => FormHandOff;

  protected override render(): TemplateResult {
    const { t } = this.terminal.words;
    return html`<linli-hand-off-panel
      .terminal=${this.terminal}
      .question=${this.form}
      label=${t('hand-off.form-start')}
      how=${t('hand-off.form-how')}
      @linli-hand-off-answer=${this.#onAnswer}
    ></linli-hand-off-panel>`;
  }

  readonly #onAnswer = ({ answer }: HandOffAnswerEvent): void => {
    if (answer.kind === 'form') this.dispatchEvent(new HandedFormEvent(answer));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-hand-off-form': HandOffForm;
  }
  interface HTMLElementEventMap {
    'linli-handed-form': HandedFormEvent;
  }
}
