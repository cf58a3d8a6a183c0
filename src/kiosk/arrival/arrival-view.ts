import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/field/field.ts';
import '../../../components/icon/icon.ts';
import '../../../components/keyboard/keyboard.ts';
import '../../../components/wait/wait.ts';
import type { KeyEvent } from '../../../components/keyboard/keyboard.ts';
import type { FieldInputEvent } from '../../../components/field/field.ts';
import type { MessageKey, MessageValues } from '../../access/say.ts';
import { listenForScanner } from '../../devices/scanner/scanner.ts';
import type { Verdict } from '../../model/arrival.ts';
import { spokenCode } from '../../model/ids.ts';
import type { CommandId } from '../../model/schema/command.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import '../shell/pass/pass-card.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { type Judged, asCode, judge } from './judge.ts';
import './scan-panel.ts';
import type { ScanEvent } from './scan-panel.ts';

/** Where a person is in arriving, or in looking after a booking. */
type ArrivalFlow =
  | { readonly step: 'identify'; readonly typing: boolean }
  | { readonly step: 'judging' }
  | { readonly step: 'verdict'; readonly judged: Judged }
  | { readonly step: 'manage'; readonly judged: Judged }
  | { readonly step: 'cancel'; readonly judged: Judged }
  | { readonly step: 'cancelling'; readonly command: CommandId }
  | { readonly step: 'not-kept' };

const CODE_LENGTH = 9;
const TONES: Readonly<Partial<Record<Verdict['kind'], 'positive' | 'info'>>> = {
  welcome: 'positive',
  'welcome-unlisted': 'info',
  requested: 'info',
};
const ICONS: Readonly<Partial<Record<Verdict['kind'], string>>> = {
  welcome: 'circle-check',
  'welcome-unlisted': 'check',
  'too-early': 'clock',
  'too-late': 'clock',
  requested: 'clock',
};

/** Arrival: show the pass, scan it or type its code, and hear at once what holds; or look after a booking. */
@customElement('linli-arrival-view')
export class ArrivalView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .columns {
        display: grid;
        gap: var(--space-4);
      }
      .verdict {
        display: flex;
        flex-direction: column;
        align-items: center;
        text-align: center;
        gap: var(--space-3);
        padding: var(--space-6) var(--space-4);
        border-radius: 1.25rem;
        background: var(--caution-soft);
      }
      .verdict linli-icon {
        font-size: 5rem;
        color: var(--caution);
      }
      .verdict.positive {
        background: var(--positive-soft);
      }
      .verdict.positive linli-icon {
        color: var(--positive);
      }
      .verdict.info {
        background: var(--accent-soft);
      }
      .verdict.info linli-icon {
        color: var(--accent);
      }
    `,
  ];

  @property() purpose: 'check-in' | 'manage' = 'check-in';
  @state() private flow: ArrivalFlow = { step: 'identify', typing: false };
  @state() private code = '';
  #stopScanner: (() => void) | undefined;

  readonly #names = new Live(this, ['service', 'place'], async ({ store }) => ({
    services: new Map((await store.all('service')).map((service) => [service.id as string, service])),
    places: new Map((await store.all('place')).map((place) => [place.id as string, place])),
  }));

  readonly #cancelled = new Live(this, ['outbox'], async ({ outbox }) =>
    this.flow.step === 'cancelling' ? await outbox.state(this.flow.command) : undefined,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    // A hand scanner works on this screen whatever it shows, also while digits are typed.
    this.#stopScanner = listenForScanner(window, (text) => void this.#judge(text));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopScanner?.();
  }

  protected override render(): TemplateResult {
    if (!this.terminal.runtime) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const { flow } = this;
    switch (flow.step) {
      case 'identify':
        return this.#identify(flow.typing);
      case 'judging':
        return html`<h1 tabindex="-1">${this.t('arrival.judging')}</h1>
          <linli-wait label=${this.t('arrival.judging')}></linli-wait>`;
      case 'verdict':
        return this.#verdict(flow.judged);
      case 'manage':
        return this.#manage(flow.judged);
      case 'cancel':
        return this.#confirmCancel(flow.judged);
      case 'cancelling':
        return this.#cancelling();
      case 'not-kept':
        return html`<h1 tabindex="-1">${this.t('book.not-kept')}</h1>
          <linli-banner
            tone="danger"
            icon="triangle-alert"
            heading=${this.t('book.not-kept.storage-full')}
          ></linli-banner>`;
    }
  }

  #identify(typing: boolean) {
    const heading = this.t(this.purpose === 'check-in' ? 'arrival.heading' : 'manage.heading');
    if (typing)
      return html`
        <h1 tabindex="-1">${heading}</h1>
        <div class="columns">
          <linli-field
            label=${this.t('arrival.code')}
            hint=${this.t('arrival.code-hint')}
            inputmode="none"
            .value=${this.code.replaceAll(/(\d{3})(?=\d)/gu, '$1 ')}
            @linli-input=${(event: FieldInputEvent) => this.#type(event.value)}
          ></linli-field>
          <linli-keyboard
            layout="digits"
            .labels=${{ delete: this.t('key.delete'), space: this.t('key.space'), done: this.t('key.done') }}
            @linli-key=${this.#onKey}
          ></linli-keyboard>
        </div>
        <linli-button
          icon="qr-code"
          label=${this.t('arrival.scan')}
          @click=${() => this.#to({ step: 'identify', typing: false })}
        ></linli-button>
      `;
    return html`
      <h1 tabindex="-1">${heading}</h1>
      <p class="lead">${this.t('arrival.how')}</p>
      <linli-scan-panel
        .words=${this.terminal.words}
        @linli-scan=${(event: ScanEvent) => void this.#judge(event.text)}
      ></linli-scan-panel>
      <linli-button
        size="large"
        icon="keyboard"
        label=${this.t('arrival.type')}
        @click=${() => this.#to({ step: 'identify', typing: true })}
      ></linli-button>
    `;
  }

  #verdict(judged: Judged) {
    const { verdict } = judged;
    const values = this.#values(judged);
    const heading = this.t(`verdict.${verdict.kind}`, values);
    return html`
      <section class="verdict ${TONES[verdict.kind] ?? ''}">
        <linli-icon name=${ICONS[verdict.kind] ?? 'info'}></linli-icon>
        <h1 tabindex="-1">${heading}</h1>
        ${judged.slot ? html`<p class="lead">${this.#what(judged)}</p>` : nothing}
        <p class="lead">${this.t(`verdict.${verdict.kind}.next`, values)}</p>
        ${judged.error ? html`<p>${this.errorText(judged.error)}</p>` : nothing}
      </section>
      <div class="row">
        ${
          verdict.kind === 'welcome'
            ? html`<linli-button
                variant="primary"
                size="large"
                icon="check"
                label=${this.t('book.done')}
                @click=${() => this.leave('end')}
              ></linli-button>`
            : html`<linli-button
                  variant="primary"
                  size="large"
                  icon="rotate-ccw"
                  label=${this.t('arrival.again')}
                  @click=${this.#again}
                ></linli-button>
                <linli-button
                  size="large"
                  icon="hand-helping"
                  label=${this.t('bar.help')}
                  @click=${() => this.go({ view: 'help' })}
                ></linli-button>`
        }
      </div>
    `;
  }

  #manage(judged: Judged) {
    const { verdict, slot } = judged;
    const live = slot && ['welcome', 'too-early', 'too-late', 'requested'].includes(verdict.kind);
    if (!live) return this.#verdict(judged);
    const { services, places } = this.#names.value ?? {};
    const service = services?.get(slot.service);
    const requested = verdict.kind === 'requested';
    return html`
      <h1 tabindex="-1">${this.t(requested ? 'book.requested' : 'manage.confirmed')}</h1>
      ${requested ? html`<linli-banner tone="caution" icon="clock" heading=${this.t('book.requested')}>${this.t('book.requested-text')}</linli-banner>` : nothing}
      <linli-pass-card
        .terminal=${this.terminal}
        .details=${{ booking: judged.booking ?? '', code: judged.code, pass: judged.pass, slot, service, place: places?.get(slot.place) }}
      ></linli-pass-card>
      <div class="row">
        <linli-button
          size="large"
          variant="danger"
          icon="x"
          label=${this.t('manage.cancel')}
          @click=${() => this.#to({ step: 'cancel', judged })}
        ></linli-button>
        <linli-button
          size="large"
          label=${this.t('book.done')}
          @click=${() => this.leave('end')}
        ></linli-button>
      </div>
    `;
  }

  #confirmCancel(judged: Judged) {
    return html`
      <h1 tabindex="-1">${this.t('manage.cancel-sure')}</h1>
      <p class="lead">${this.#what(judged)}</p>
      <p>${this.t('manage.cancel-means')}</p>
      <div class="row">
        <linli-button
          size="large"
          variant="danger"
          icon="x"
          label=${this.t('manage.cancel-yes')}
          @click=${() => void this.#cancel(judged)}
        ></linli-button>
        <linli-button
          size="large"
          variant="primary"
          label=${this.t('manage.cancel-no')}
          @click=${() => this.#to({ step: 'manage', judged })}
        ></linli-button>
      </div>
    `;
  }

  #cancelling() {
    const outcome = this.#cancelled.value;
    const key: MessageKey =
      outcome?.state === 'done'
        ? 'manage.cancelled'
        : outcome?.state === 'refused'
          ? 'manage.cancel-refused'
          : 'manage.cancel-kept';
    return html`
      <h1 tabindex="-1">${this.t(key)}</h1>
      <linli-banner
        tone=${outcome?.state === 'done' ? 'positive' : 'caution'}
        icon=${outcome?.state === 'done' ? 'circle-check' : 'clock'}
        heading=${this.t(key)}
      >
        ${outcome?.state === 'refused' ? this.errorText(outcome.error) : this.t(outcome?.state === 'done' ? 'manage.cancelled-text' : 'manage.cancel-kept-text')}
      </linli-banner>
      <linli-button
        variant="primary"
        size="large"
        icon="check"
        label=${this.t('book.done')}
        @click=${() => this.leave('end')}
      ></linli-button>
    `;
  }

  /** Service and time of what was shown, in one line. */
  #what({ slot }: Judged): string {
    if (!slot) return '';
    const { clock } = this.terminal;
    const start = Date.parse(slot.startsAt);
    return `${this.of(this.#names.value?.services.get(slot.service)?.name)} · ${clock.shortDay(start)} ${clock.time(start)}`;
  }

  #values({ verdict, slot, code }: Judged): MessageValues {
    const { clock } = this.terminal;
    return {
      place: slot ? this.of(this.#names.value?.places.get(slot.place)?.name) : '',
      from:
        verdict.kind === 'too-early' ? `${clock.shortDay(verdict.fromMs)} ${clock.time(verdict.fromMs)}` : '',
      at: verdict.kind === 'already-used' && verdict.atMs !== undefined ? clock.time(verdict.atMs) : '',
      site: verdict.kind === 'foreign' ? this.of(verdict.siteName) : '',
      code: code ? spokenCode(code) : '',
    };
  }

  #type(text: string): void {
    this.code = text.replaceAll(/\D/gu, '').slice(0, CODE_LENGTH);
    if (asCode(this.code)) void this.#judge(this.code);
  }

  readonly #onKey = (event: KeyEvent): void => {
    if (event.key === 'done') void this.#judge(this.code);
    else this.#type(event.key === 'delete' ? this.code.slice(0, -1) : this.code + event.key);
  };

  readonly #again = (): void => {
    this.code = '';
    this.#to({ step: 'identify', typing: this.flow.step === 'verdict' && this.flow.judged.by === 'code' });
  };

  async #judge(text: string): Promise<void> {
    const { runtime, site } = this.terminal;
    // A camera sees the same code in many frames; the first one counts.
    if (!runtime || this.flow.step !== 'identify' || text === '') return;
    this.#to({ step: 'judging' });
    const judged = await judge(runtime, site, text);
    if (this.purpose === 'manage') {
      this.#to({ step: 'manage', judged });
      return;
    }
    try {
      await this.#record(judged);
      this.#to({ step: 'verdict', judged });
    } catch {
      this.#to({ step: 'not-kept' });
    }
  }

  /** A check-in is on disk before the person is told. */
  async #record({ verdict, booking, by }: Judged): Promise<void> {
    const { runtime } = this.terminal;
    if (booking === undefined || !runtime) return;
    if (verdict.kind === 'welcome') await runtime.submit('check-in', { booking, by, told: 'welcome' });
    if (verdict.kind === 'welcome-unlisted')
      await runtime.submit('check-in', { booking, by, told: 'ask-staff' });
  }

  async #cancel({ booking }: Judged): Promise<void> {
    if (booking === undefined || !this.terminal.runtime || this.flow.step !== 'cancel') return;
    this.#to({ step: 'judging' });
    try {
      const command = await this.terminal.runtime.submit('cancel', { booking });
      this.#to({ step: 'cancelling', command });
      this.#cancelled.refresh();
    } catch {
      this.#to({ step: 'not-kept' });
    }
  }

  #to(flow: ArrivalFlow): void {
    this.flow = flow;
    void this.updateComplete.then(() => this.focusHeading());
  }
}
