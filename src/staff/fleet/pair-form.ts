import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FleetClient } from '../../api/staff-fleet.ts';
import type { Fleet } from '../../model/schema/staff-fleet.ts';
import { textField } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type Said, act, saidNote } from './acts.ts';
import { fleetStyles } from './fleet-styles.ts';
import { fleetWords } from './fleet-words.ts';
import { placeField } from './place-field.ts';

const EMPTY = { code: '', name: '', place: '' } as const;

/** Lets a new terminal in by the code on its screen. */
@customElement('linli-pair-form')
export class PairForm extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      #code {
        max-inline-size: 14rem;
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.1em;
        text-transform: uppercase;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: FleetClient;
  @property({ attribute: false }) fleet!: Fleet;
  @state() said: Said | undefined;
  @state() busy = false;
  @state() private typed: { readonly code: string; readonly name: string; readonly place: string } = EMPTY;

  protected override render(): TemplateResult {
    const words = fleetWords(this.staff);
    const { t } = words;
    const waiting = this.fleet.terminals.filter(({ status }) => status === 'waiting').length;
    const address = (page: string): string => `${location.origin}/${page}/?site=${this.staff.site.id}`;
    const type = (typed: Partial<typeof this.typed>): void => void (this.typed = { ...this.typed, ...typed });
    return html`<section class="panel stack">
      <h2>${t('pair.heading')}</h2>
      ${saidNote(this.said)}
      <p>
        ${t('pair.text', { address: address('kiosk') })}
        ${t('pair.text.display', { address: address('display') })}
      </p>
      ${waiting > 0 ? html`<p><strong>${t('pair.waiting', { n: waiting })}</strong></p>` : nothing}
      <form autocomplete="off" @submit=${this.#onSubmit}>
        ${textField({
          id: 'code',
          label: t('pair.code'),
          hint: t('pair.code.hint'),
          value: this.typed.code,
          maxLength: 20,
          onInput: (code) => type({ code }),
        })}
        ${textField({
          id: 'new-name',
          label: t('settings.name'),
          hint: t('settings.name.hint'),
          value: this.typed.name,
          maxLength: 24,
          onInput: (name) => type({ name }),
        })}
        ${placeField('new-place', words, this.fleet, this.typed.place, (place) => type({ place }))}
        <button type="submit" class="primary" ?disabled=${this.busy || this.typed.code.trim() === ''}>
          ${t('pair.do')}
        </button>
      </form>
    </section>`;
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const words = fleetWords(this.staff);
    const { code, name, place } = this.typed;
    const signs = code.normalize('NFKC').replaceAll(/[^A-Za-z0-9]/gu, '');
    // What cannot be a code is no other than one that nobody shows.
    if (signs.length !== 8) {
      this.said = { tone: 'bad', text: words.t('error.fleet.code-unknown') };
      return;
    }
    const shown = name.trim() === '' ? words.t('use.kiosk') : name.trim();
    const answer = this.client.pair({ code: signs, name, place });
    if (await act(this, words, answer, () => words.t('pair.done', { name: shown }))) this.typed = EMPTY;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-pair-form': PairForm;
  }
}
