import { type TemplateResult, html, nothing } from 'lit';
import type { ScanHandOff } from '../../model/hand-off.ts';
import { keptWhen } from '../kept-page.ts';
import type { KeptPass } from '../kept.ts';
import type { PhoneWords } from '../words.ts';
import { icon } from './part.ts';

export interface ScanContext {
  readonly words: PhoneWords;
  /** What this phone remembers of this hall. */
  readonly kept: readonly KeptPass[];
  readonly digits: string;
  readonly complains: boolean;
  readonly busy: boolean;
  readonly onDigits: (digits: string) => void;
  /** A pass, or nine digits. */
  readonly onSend: (text: string) => void;
}

export const isCode = (digits: string): boolean => /^\d{9}$/u.test(digits);

/** Sends a terminal what it would otherwise scan. */
export function scanPart(_question: ScanHandOff, context: ScanContext): TemplateResult {
  const { words, kept, digits, complains, busy, onDigits, onSend } = context;
  const type = (event: Event): void => {
    onDigits((event.target as HTMLInputElement).value.replace(/\D/gu, '').slice(0, 9));
  };
  return html`<section class="card form">
    <h1 tabindex="-1">${words.t('scan.heading')}</h1>
    <label class="field">
      <span class="strong">${words.t('scan.digits')}</span>
      <input
        class="input digits"
        name="digits"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        maxlength="11"
        .value=${digits.replace(/(\d{3})(?=\d)/gu, '$1 ')}
        @input=${type}
      />
      ${
        complains && !isCode(digits)
          ? html`<span class="wrong" role="alert"
              >${icon('triangle-alert')}<span>${words.t('scan.digits-wrong')}</span></span
            >`
          : nothing
      }
    </label>
    <button type="button" class="button primary" ?disabled=${busy} @click=${() => onSend(digits)}>
      ${icon('check')}<span>${words.t('scan.send')}</span>
    </button>
    ${
      kept.length === 0
        ? html`<p class="small muted">${words.t('scan.none')}</p>`
        : html`<h2>${words.t('scan.kept')}</h2>
            <ul class="choices">
              ${kept.map(
                (each) =>
                  html`<li>
                    <button type="button" class="choice" ?disabled=${busy} @click=${() => onSend(each.pass)}>
                      <span class="strong">${words.of(each.name)}</span>
                      <span>${keptWhen(each, words.language)}</span>
                    </button>
                  </li>`,
              )}
            </ul>`
    }
  </section>`;
}
