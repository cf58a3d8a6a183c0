import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { type TemplateResult, html } from 'lit';

/** Something that is asked before it is done, and names what comes of it. */
export interface Question {
  readonly heading: string;
  readonly text: string;
  readonly yes: string;
  readonly danger?: boolean;
  readonly act: () => void;
}

/** The dialogue of a question; closed where there is none. */
export const askDialog = (question: Question | undefined, no: string, onClose: () => void): TemplateResult =>
  html`<wa-dialog
    label=${question?.heading ?? ''}
    .open=${question !== undefined}
    @wa-hide=${(event: Event) => {
      // Menus inside hide, too, and say so with the same event.
      if (event.target === event.currentTarget) onClose();
    }}
  >
    <p>${question?.text}</p>
    <div slot="footer" class="row">
      <button type="button" @click=${onClose}>${no}</button>
      <button
        type="button"
        class=${question?.danger ? 'danger' : 'primary'}
        @click=${() => {
          onClose();
          question?.act();
        }}
      >
        ${question?.yes}
      </button>
    </div>
  </wa-dialog>`;
