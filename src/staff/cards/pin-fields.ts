import { type TemplateResult, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CardDeskKey } from '../../access/messages/card-desk.ts';
import type { CardWords } from './card-words.ts';

/** The number as its holder typed it, twice. */
export interface PinPair {
  readonly first: string;
  readonly again: string;
}

export const NO_PIN: PinPair = { first: '', again: '' };

/** What is the matter with it; undefined where nothing is. Whether it is too easy the hub says. */
export function pinFault({ first, again }: PinPair): Extract<CardDeskKey, `pin.${string}`> | undefined {
  if (!/^\d{4,6}$/u.test(first)) return 'pin.wrong-length';
  return first === again ? undefined : 'pin.different';
}

/** Two fields that show dots: the resident types, others stand at the desk. */
export const pinFields = (
  { t }: CardWords,
  pin: PinPair,
  fault: string,
  onInput: (pin: PinPair) => void,
): TemplateResult => html`
  ${(['first', 'again'] as const).map(
    (name) =>
      html`<div class="field">
        <label for="pin-${name}">${t(`pin.${name}`)}</label>
        <input
          id="pin-${name}"
          type="password"
          inputmode="numeric"
          maxlength="6"
          autocomplete="off"
          .value=${live(pin[name])}
          aria-invalid=${fault === '' ? 'false' : 'true'}
          @input=${(event: InputEvent) =>
            onInput({ ...pin, [name]: (event.target as HTMLInputElement).value.replaceAll(/\D/gu, '') })}
        />
      </div>`,
  )}
  ${fault === '' ? nothing : html`<p role="alert" class="fault">${fault}</p>`}
`;
