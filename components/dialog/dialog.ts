import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { focus } from '../styles/focus.ts';
import { reset } from '../styles/reset.ts';
import { type } from '../styles/type.ts';

/** The person asked to leave the dialog without an answer (Escape). The owner decides and sets `open`. */
export class DialogCancelEvent extends Event {
  constructor() {
    super('linli-dialog-cancel', { bubbles: true, composed: true });
  }
}

/**
 * A question that must be answered before going on: a native modal dialog. A touch beside it does nothing, because a
 * resting hand would answer.
 *
 * @slot - What is asked.
 * @slot actions - The answers, as buttons.
 * @fires linli-dialog-cancel
 */
@customElement('linli-dialog')
export class LinliDialog extends LitElement {
  static override styles = [
    reset,
    type,
    focus,
    css`
      :host {
        display: contents;
      }
      dialog {
        inline-size: min(max(calc(var(--unit) * 36), 22rem), 100vw - var(--space-4));
        max-inline-size: none;
        max-block-size: calc(100vh - var(--space-4));
        margin: auto;
        padding: var(--space-5);
        border: 0;
        border-radius: var(--radius-3);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: var(--shadow-lifted);
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgba(44, 35, 24, 0.55);
      }
      dialog:focus-visible {
        outline: none;
      }
      /* The answers stay in sight; what does not fit above them scrolls. */
      #body {
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
        min-block-size: 4rem;
        margin-block-start: var(--space-2);
        overflow-y: auto;
      }
      .actions {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-4);
      }
      .actions ::slotted(*) {
        flex: 1 1 9rem;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property() heading = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open')) this.#follow();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A dialog taken out of the document loses its place in the top layer.
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.hasUpdated) this.dialog.close();
  }

  override render(): TemplateResult {
    return html`<dialog
      tabindex="-1"
      aria-labelledby="heading"
      aria-describedby="body"
      @cancel=${this.#onCancel}
      @close=${this.#onClose}
    >
      <h2 id="heading">${this.heading}</h2>
      <div id="body"><slot></slot></div>
      <div class="actions"><slot name="actions"></slot></div>
    </dialog>`;
  }

  #follow(): void {
    if (this.open && !this.dialog.open) this.#show();
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  /** The focus goes to the dialog as a whole, so that it is read from its heading on and no answer lies under Enter. */
  #show(): void {
    this.dialog.showModal();
    this.dialog.focus();
  }

  #onCancel(event: Event): void {
    event.preventDefault();
    this.dispatchEvent(new DialogCancelEvent());
  }

  /** Browsers let a second Escape close a dialog whatever the page says; that is asking to leave, too. */
  #onClose(): void {
    if (this.open && this.isConnected) this.dispatchEvent(new DialogCancelEvent());
    if (this.open && this.isConnected && !this.dialog.open) this.#show();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-dialog': LinliDialog;
  }
  interface GlobalEventHandlersEventMap {
    'linli-dialog-cancel': DialogCancelEvent;
  }
}
