import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/icon/icon.ts';
import '../../../../components/qr/qr.ts';
import '../../../../components/time-left/time-left.ts';
import '../../../../components/wait/wait.ts';
import '../../../access/messages/hand-off.ts';
import { qrMatrix } from '../../../devices/qr-code.ts';
import type { HandOffAnswer, HandOffQuestion } from '../../../model/hand-off.ts';
import type { Terminal } from '../terminal.ts';
import { partStyles } from '../view-styles.ts';
import { HAND_OFF_MS, HandOffDesk, type HandOffState } from './hand-off-desk.ts';

/** A phone answered; whatever it says is to be judged like anything typed or scanned. */
export class HandOffAnswerEvent extends Event {
  readonly answer: HandOffAnswer;

  constructor(answer: HandOffAnswer) {
    super('linli-hand-off-answer');
    this.answer = answer;
  }
}

/**
 * Hands something to a phone: a button first; then a code, once and for minutes; then what the phone makes of it. Leaving the
 * screen ends it.
 *
 * @fires linli-hand-off-answer
 */
@customElement('linli-hand-off-panel')
export class HandOffPanel extends LitElement {
  static override styles = [
    ...partStyles,
    css`
      .code {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        align-items: center;
        padding: var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius-3);
        background: var(--surface-raised);
      }
      linli-qr {
        flex: 0 0 auto;
        inline-size: min(100%, calc(var(--unit) * 13));
      }
      .how {
        display: flex;
        flex: 1 1 14rem;
        flex-direction: column;
        gap: var(--space-2);
        min-inline-size: 0;
      }
      .how strong {
        font-size: var(--type-lead);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
      }
    `,
  ];

  @property({ attribute: false }) terminal!: Terminal;
  /** Made at the moment it is handed over. */
  @property({ attribute: false }) question!: () => HandOffQuestion;
  /** What the button says, and what the phone will do. */
  @property() label = '';
  @property() how = '';
  @property() icon = 'smartphone';
  @state() private hand: HandOffState = { state: 'idle' };

  readonly #desk = new HandOffDesk(
    (hand) => {
      this.hand = hand;
    },
    (answer) => this.dispatchEvent(new HandOffAnswerEvent(answer)),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#desk.end();
  }

  /** The code and what came of it are brought into sight: the button was somewhere below. */
  protected override updated(changed: PropertyValues): void {
    const before = changed.get('hand') as HandOffState | undefined;
    if (before && before.state !== this.hand.state && this.hand.state !== 'idle')
      void this.#shown().then(() => this.scrollIntoView({ block: 'nearest' }));
  }

  protected override render(): TemplateResult {
    const { t } = this.terminal.words;
    const { hand } = this;
    switch (hand.state) {
      case 'idle':
        return this.#button(this.label, this.icon);
      case 'making':
        return html`<linli-wait label=${t('hand-off.making')}></linli-wait>`;
      case 'open':
        return html`<div class="code" role="group" aria-label=${this.label}>
          <linli-qr .matrix=${qrMatrix(hand.link)} label=${t('hand-off.qr')}></linli-qr>
          <div class="how">
            <strong>${t('hand-off.scan')}</strong>
            <p>${this.how}</p>
            <p class="muted">${t('hand-off.once')}</p>
            ${this.#left(hand.untilMs)}${this.#stopButton()}
          </div>
        </div>`;
      case 'taken':
        return html`<linli-banner tone="info" icon="smartphone" heading=${t('hand-off.taken')}>
            ${t('hand-off.taken-next')}
          </linli-banner>
          ${this.#left(hand.untilMs)}
          <div class="row">${this.#button(t('hand-off.renew'), 'rotate-ccw')}${this.#stopButton()}</div>`;
      case 'answered':
        return html`<linli-banner
          tone="positive"
          icon="check"
          heading=${t('hand-off.answered')}
        ></linli-banner>`;
      case 'ended':
        return html`<linli-banner tone="caution" heading=${t(`hand-off.${hand.why}`)}>
            ${t(`hand-off.${hand.why}-next`)}
          </linli-banner>
          <div class="row">
            ${hand.why === 'too-long' ? nothing : this.#button(t('hand-off.renew'), 'rotate-ccw')}
            ${this.#stopButton()}
          </div>`;
    }
  }

  /** Before they are drawn the parts have no height to bring anywhere. */
  #shown(): Promise<unknown> {
    const parts = [
      ...this.renderRoot.querySelectorAll<LitElement>('linli-qr, linli-banner, linli-time-left'),
    ];
    return Promise.all(parts.map((part) => part.updateComplete));
  }

  #left(untilMs: number): TemplateResult {
    const { t } = this.terminal.words;
    return html`<linli-time-left
      .untilMs=${untilMs}
      .totalMs=${HAND_OFF_MS}
      .now=${() => this.terminal.runtime?.store.now() ?? Date.now()}
      label=${t('hand-off.left')}
      name=${t('hand-off.left')}
    ></linli-time-left>`;
  }

  #button(label: string, icon: string): TemplateResult {
    return html`<linli-button
      icon=${icon}
      label=${label}
      ?disabled=${!this.terminal.runtime}
      @click=${this.#begin}
    ></linli-button>`;
  }

  #stopButton(): TemplateResult {
    return html`<linli-button
      variant="quiet"
      icon="x"
      label=${this.terminal.words.t('hand-off.stop')}
      @click=${() => void this.#desk.end()}
    ></linli-button>`;
  }

  readonly #begin = (): void => {
    const { runtime, sync, site } = this.terminal;
    if (!runtime) return;
    // What cannot leave now would only wait for a phone that has gone.
    if (sync.state === 'offline') this.hand = { state: 'ended', why: 'no-network' };
    else void this.#desk.begin({ runtime, site: site.id, origin: location.origin }, this.question());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-hand-off-panel': HandOffPanel;
  }
  interface HTMLElementEventMap {
    'linli-hand-off-answer': HandOffAnswerEvent;
  }
}
