import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/field/field.ts';
import '../../../components/keyboard/keyboard.ts';
import type { FieldInputEvent } from '../../../components/field/field.ts';
import type { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import { pageSounds } from '../../devices/sounds.ts';
import { type ScanNote, beginScan, isOurs, onScan } from '../shell/scan/scan-flow.ts';
import { type ScanVoice, renderNote, sayAloud, spokenNote } from '../shell/scan/scan-note.ts';
import '../shell/scan/scan-panel.ts';
import type { ScanEvent } from '../shell/scan/scan-panel.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { ArrivalScreen, IdentifyEvent } from './arrival-screen.ts';
import type { Goal } from './flow.ts';

const CODE_LENGTH = 9;

/**
 * Show a code, or type its nine digits.
 *
 * @slot phone - A third way: with one's own phone.
 * @fires linli-identify - the text of a code of ours, or nine digits
 */
@customElement('linli-identify-screen')
export class IdentifyScreen extends ArrivalScreen {
  static override styles = [
    viewStyles,
    css`
      /* A part that nobody fills takes no room. */
      slot {
        display: contents;
      }
      /* The other ways stand together, one like the other. */
      .ways {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      @media (orientation: portrait) {
        .columns {
          flex: 1 0 auto;
        }
      }
      /* On a lying glass they stand below the field, beside the keys. */
      @media (orientation: landscape) {
        .columns {
          grid-template-rows: auto 1fr;
        }
        .columns linli-keyboard {
          grid-column: 2;
          grid-row: 1 / span 2;
        }
      }
    `,
  ];

  @property() goal: Goal = 'check-in';
  /** What this screen is for; the words of the goal where nothing else is said. */
  @property() heading = '';
  @property() lead = '';
  @property({ type: Boolean }) typing = false;
  /** Which codes are read here. */
  @property({ attribute: false }) accepts: (text: string) => boolean = isOurs;
  @property({ attribute: false }) voice: ScanVoice | undefined;
  @state() private code = '';
  /** About what a hand scanner read; what the camera saw is told with its picture. */
  @state() private note: ScanNote | undefined;
  #flow = beginScan;

  /** Takes what a hand scanner read: a code of ours is passed on, of any other its kind is told. */
  offer(text: string): void {
    const { flow, outcome } = onScan(this.#flow, text, performance.now(), this.accepts);
    this.#flow = flow;
    if (!outcome) return;
    pageSounds.play(outcome.kind === 'read' ? 'read' : 'not-read');
    if (outcome.kind === 'read') this.#identify(outcome.text);
    else {
      this.note = outcome.note;
      sayAloud(this.voice, this.terminal.words, spokenNote(this.terminal.words, outcome.note));
    }
  }

  protected override render(): TemplateResult {
    const heading = this.heading || this.t(this.goal === 'check-in' ? 'arrival.heading' : 'manage.heading');
    return html`<h1 tabindex="-1">${heading}</h1>
      ${this.note ? renderNote(this.terminal.words, this.note) : nothing}
      ${this.typing ? this.#digits() : this.#scanner()}`;
  }

  #scanner(): TemplateResult {
    return html`
      <p class="lead">${this.lead || this.t('arrival.how')}</p>
      <div class="columns stack">
        <linli-scan-panel
          .words=${this.terminal.words}
          .accepts=${this.accepts}
          .voice=${this.voice}
          @linli-scan=${(event: ScanEvent) => this.#identify(event.text)}
        ></linli-scan-panel>
        ${this.#otherWays()}
      </div>
    `;
  }

  #otherWays(): TemplateResult {
    const { typing } = this;
    return html`<div class="ways">
      <linli-button
        size="large"
        icon=${typing ? 'qr-code' : 'keyboard'}
        label=${this.t(typing ? 'arrival.scan' : 'arrival.type')}
        @click=${() => this.step({ kind: 'how', typing: !typing })}
      ></linli-button>
      <slot name="phone"></slot>
    </div>`;
  }

  #digits(): TemplateResult {
    return html`
      <div class="columns stack">
        <linli-field
          code
          label=${this.t('arrival.code')}
          hint=${this.t('arrival.code-hint')}
          .value=${this.code.replaceAll(/(\d{3})(?=\d)/gu, '$1 ')}
          @linli-input=${(event: FieldInputEvent) => this.#type(event.value)}
        ></linli-field>
        <linli-keyboard
          layout="digits"
          large
          label=${this.t('arrival.code')}
          .labels=${{ delete: this.t('key.delete'), done: this.t('key.done') }}
          @linli-key=${this.#onKey}
        ></linli-keyboard>
        ${this.#otherWays()}
      </div>
    `;
  }

  #type(text: string): void {
    this.note = undefined;
    this.code = text.replaceAll(/\D/gu, '').slice(0, CODE_LENGTH);
    if (this.code.length === CODE_LENGTH) this.#identify(this.code);
  }

  #identify(text: string): void {
    if (text !== '') this.dispatchEvent(new IdentifyEvent(text));
  }

  readonly #onKey = (event: KeyEvent): void => {
    if (event.key === 'done') this.#identify(this.code);
    else this.#type(event.key === 'delete' ? this.code.slice(0, -1) : this.code + event.key);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-identify-screen': IdentifyScreen;
  }
}
