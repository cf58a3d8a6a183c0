import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import '../../../components/icon/icon.ts';

/** Something a person should read now: what happened, and what to do. */
export const note = (tone: 'info' | 'good' | 'bad', text: string): TemplateResult =>
  html`<p class="note ${tone}">
    <linli-icon
      name=${tone === 'good' ? 'circle-check' : tone === 'bad' ? 'circle-alert' : 'info'}
    ></linli-icon>
    <span>${text}</span>
  </p>`;

export interface TextField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'password';
  readonly autocomplete?: AutoFill;
  readonly hint?: string;
  readonly wrong?: boolean;
  readonly maxLength?: number;
}

/** One line to fill in, a native input: a password manager knows it by its `autocomplete`. */
export const textField = (field: TextField): TemplateResult => html`
  <div class="field">
    <label for=${field.id}>${field.label}</label>
    <input
      id=${field.id}
      name=${field.id}
      type=${field.type ?? 'text'}
      .value=${live(field.value)}
      maxlength=${field.maxLength ?? 200}
      autocomplete=${field.autocomplete ?? 'off'}
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${field.wrong ? 'true' : 'false'}
      aria-describedby=${field.hint === undefined ? nothing : `${field.id}-hint`}
      @input=${(event: InputEvent) => field.onInput((event.target as HTMLInputElement).value)}
    />
    ${field.hint === undefined ? nothing : html`<p class="hint" id="${field.id}-hint">${field.hint}</p>`}
  </div>
`;

/** Shows what is typed into the password fields of a form, for whoever types on glass. */
export const showPasswords = (
  label: string,
  shown: boolean,
  onChange: (shown: boolean) => void,
): TemplateResult =>
  html`<label class="check"
    ><input
      type="checkbox"
      .checked=${live(shown)}
      @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}
    />${label}</label
  >`;
