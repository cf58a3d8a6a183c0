import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/qr/qr.ts';
import '../../../components/wait/wait.ts';
import '../../access/messages/arrival.ts';
import type { MessageKey } from '../../access/say.ts';
import { type Paper, printSlip } from '../../devices/printer.ts';
import { qrMatrix } from '../../devices/qr-code.ts';
import type { CommandState } from '../../local/outbox.ts';
import { type SlipLine, slipContent } from '../shell/pass/slip.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { AdultAction } from './flow.ts';

/** What became of naming an adult, whose pass is then shown once, or of taking one off the list. */
@customElement('linli-adult-sent-screen')
export class AdultSentScreen extends ArrivalScreen {
  static override styles = [
    viewStyles,
    css`
      figure {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-4);
        margin: 0;
      }
      linli-qr {
        flex: none;
        width: min(100%, 18rem);
      }
      figcaption {
        flex: 1 1 16rem;
      }
    `,
  ];

  @property({ attribute: false }) facts!: BookingFacts;
  @property({ attribute: false }) action!: AdultAction;
  @property({ attribute: false }) outcome: CommandState = { state: 'pending' };
  /** True while a wait for the hub's answer can be stood. */
  @property({ type: Boolean }) patient = false;

  protected override render(): TemplateResult {
    const { outcome } = this;
    const names = this.action.kind === 'name-adult';
    if (outcome.state === 'pending' && this.patient)
      return html`<h1 tabindex="-1">${this.t('manage.sending')}</h1>
        <linli-wait label=${this.t('manage.sending-text')}></linli-wait>`;
    if (outcome.state === 'done' && outcome.pass !== undefined) return this.#pass(outcome.pass);
    if (outcome.state === 'done')
      return this.#say('adults.dropped', 'positive', this.t('adults.dropped-text'));
    if (outcome.state === 'refused')
      return this.#say(
        names ? 'adults.not-added' : 'adults.not-dropped',
        'caution',
        this.errorText(outcome.error),
      );
    return names
      ? this.#say('adults.not-added', 'caution', this.t('adults.no-network'))
      : this.#say('adults.drop-kept', 'caution', this.t('adults.drop-kept-text'));
  }

  #pass(pass: string): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t('adults.added')}</h1>
      <linli-banner tone="positive" icon="circle-check">${this.t('adults.added-text')}</linli-banner>
      <figure>
        <linli-qr .matrix=${qrMatrix(pass)} label=${this.t('adults.qr')}></linli-qr>
        <figcaption>
          <p class="lead">${this.#title}</p>
          <p>${this.of(this.facts.service?.name)}</p>
          <p>${this.t('adults.qr-how')}</p>
        </figcaption>
      </figure>
      <div class="row">
        <linli-button
          icon="printer"
          label=${this.t('pass.print-slip')}
          @click=${() => this.#print(pass, 'slip-80mm')}
        ></linli-button>
        <linli-button
          icon="printer"
          label=${this.t('pass.print-a4')}
          @click=${() => this.#print(pass, 'a4')}
        ></linli-button>
      </div>
      <div class="ways">${this.#waysOn()}</div>
    `;
  }

  get #title(): string {
    return this.action.kind === 'name-adult'
      ? this.t('adults.pass-of', { who: this.t(`adults.relation.${this.action.relation}`) })
      : '';
  }

  #print(pass: string, paper: Paper): void {
    const lines: readonly SlipLine[] = [
      { kind: 'small', text: this.of(this.terminal.site.hall) },
      { kind: 'title', text: this.#title },
      { kind: 'text', text: this.of(this.facts.service?.name) },
      { kind: 'text', text: this.of(this.facts.place?.name) },
      { kind: 'code', text: pass, label: this.t('adults.qr') },
      { kind: 'small', text: this.t('adults.slip') },
    ];
    void printSlip(slipContent(lines, paper), paper);
  }

  #say(heading: MessageKey, tone: 'positive' | 'caution', text: string): TemplateResult {
    return html`
      <h1 tabindex="-1">${this.t(heading)}</h1>
      <linli-banner tone=${tone} icon=${tone === 'positive' ? 'circle-check' : 'info'}>${text}</linli-banner>
      <div class="ways">${this.#waysOn()} ${tone === 'caution' ? this.helpButton() : nothing}</div>
    `;
  }

  #waysOn(): TemplateResult {
    return html`
      <linli-button
        size="large"
        variant="primary"
        icon="check"
        label=${this.t('book.done')}
        @click=${() => this.leave('end')}
      ></linli-button>
      <linli-button
        size="large"
        icon="users"
        label=${this.t('adults.others')}
        @click=${() => this.step({ kind: 'adults', adding: false })}
      ></linli-button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-adult-sent-screen': AdultSentScreen;
  }
}
