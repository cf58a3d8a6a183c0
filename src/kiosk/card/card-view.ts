import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/empty/empty.ts';
import '../../../components/tile/tile.ts';
import '../../../components/wait/wait.ts';
import type { Service } from '../../model/schema/service.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import type { Route } from '../shell/route.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { WayEvent } from '../shell/way.ts';
import { type CardFlow, afterAnswer, backFrom } from './card-flow.ts';
import { checkCard } from './check-card.ts';
import './own-screen.ts';
import './pin-screen.ts';
import type { PinEvent } from './pin-screen.ts';

/** How long a person stands before the screen says that they may as well do something else. */
const PATIENCE_MS = 6_000;
/** The step of text size from which on choices are lines. */
const LARGE_STEP = 2;
/** Where meals are had, as places are sorted. */
const MEAL_PLACE = 'canteen';

/**
 * Somebody showed an assist card: the screen turns the way its holder likes, for this visit, greets without a name, and
 * offers at most five things. Anything personal is shown only after the holder's number.
 */
@customElement('linli-card-view')
export class CardView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13.5rem), 1fr));
        gap: var(--space-3);
      }
      .number {
        font-size: var(--type-title);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  /** What stands in the code of the card; lives in memory only. */
  @property({ attribute: false }) token = '';
  @state() private flow: CardFlow = { step: 'checking' };
  #patience: ReturnType<typeof setTimeout> | undefined;

  readonly #checked = new Live(this, ['card', 'pass-key'], (runtime) =>
    checkCard(runtime, this.terminal.site, this.token),
  );
  readonly #offers = new Live(this, ['service', 'queue'], async ({ store }) => ({
    meals: (await store.all('service')).filter((each) => each.bookable && each.placeKind === MEAL_PLACE),
    queues: (await store.all('queue')).length,
  }));
  readonly #answer = new Live(this, ['outbox'], async ({ outbox }) =>
    this.flow.step === 'opening'
      ? { command: this.flow.command, state: await outbox.state(this.flow.command) }
      : undefined,
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#giveUp();
  }

  override stepBack(): boolean {
    const back = backFrom(this.flow);
    if (!back) return false;
    this.#to(back);
    return true;
  }

  override focusHeading(): void {
    const screen = this.renderRoot.querySelector<KioskView>('.screen');
    if (screen) void screen.updateComplete.then(() => screen.focusHeading());
    else super.focusHeading();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#hearCheck();
    this.#hearAnswer();
  }

  protected override render(): TemplateResult {
    const { flow, terminal } = this;
    switch (flow.step) {
      case 'checking':
        return html`<linli-wait label=${this.t('card.checking')}></linli-wait>`;
      case 'bad':
        return this.#empty('id-card', `card.bad.${flow.fault}`, 'card.bad.next', this.#without());
      case 'hello':
        return this.#hello();
      case 'phone':
        return this.#phone();
      case 'pin':
        return html`<linli-pin-screen
          class="screen"
          .terminal=${terminal}
          .left=${flow.left}
          @linli-pin=${this.#onPin}
        ></linli-pin-screen>`;
      case 'opening':
        return flow.patient
          ? html`<linli-wait label=${this.t('card.pin-checking')}></linli-wait>`
          : this.#empty('hourglass', 'card.slow', 'card.slow-next', this.#home());
      case 'shut':
        return this.#shut(flow.why);
      case 'mine':
        return html`<linli-own-screen
            class="screen"
            .terminal=${terminal}
            .linked=${flow.linked}
          ></linli-own-screen>
          <div class="ways">${this.#home()}</div>`;
    }
  }

  #hello(): TemplateResult {
    const offers = this.#offers.value;
    return html`
      <h1 tabindex="-1">${this.t('card.hello')}</h1>
      <p class="lead">${this.t('card.what')}</p>
      <div class="choices">
        ${this.#choice('card.mine', 'calendar-check', () => this.#mine())}
        ${offers && offers.queues > 0 ? this.#choice('card.number', 'ticket', () => this.#leaveFor('queue')) : nothing}
        ${offers && offers.meals.length > 0 ? this.#choice('card.meal', 'soup', () => this.#meal(offers.meals)) : nothing}
        ${this.#choice('card.person', 'hand-helping', () => this.go({ view: 'help' }))}
        ${this.#choice('card.phone', 'phone', () => this.#toPhone())}
      </div>
    `;
  }

  #choice(
    label: 'card.mine' | 'card.number' | 'card.meal' | 'card.person' | 'card.phone',
    icon: string,
    act: () => void,
  ): TemplateResult {
    const isLarge = 'card' in this.flow && this.flow.card.way.textStep >= LARGE_STEP;
    // In the largest letters a tile would leave room for three of the five.
    return isLarge
      ? html`<linli-button size="large" icon=${icon} label=${this.t(label)} @click=${act}></linli-button>`
      : html`<linli-tile label=${this.t(label)} icon=${icon} @click=${act}></linli-tile>`;
  }

  /** Numbers the site itself gave; an emergency line only where the site says that it is one. */
  #phone(): TemplateResult {
    const { hotlines } = this.terminal.site;
    if (hotlines.length === 0)
      return this.#empty('phone', 'card.phone.unset', 'card.phone.unset-next', this.#help());
    return html`
      <h1 tabindex="-1">${this.t('card.phone.heading')}</h1>
      <p class="lead">${this.t('card.phone.how')}</p>
      ${hotlines.map(
        ({ label, number, emergency }) =>
          html`<linli-banner tone=${emergency ? 'danger' : 'info'} icon="phone" heading=${this.of(label)}>
            <p class="number">${number}</p>
            ${emergency ? '' : this.t('help.not-emergency')}
          </linli-banner>`,
      )}
      ${this.#home()}
    `;
  }

  #shut(why: 'offline' | 'locked' | 'failed'): TemplateResult {
    const again = html`<linli-button
      slot="actions"
      size="large"
      icon="rotate-ccw"
      label=${this.t('card.again')}
      @click=${() => this.#mine()}
    ></linli-button>`;
    const icon = why === 'locked' ? 'lock' : 'triangle-alert';
    return this.#empty(
      icon,
      `card.${why}`,
      `card.${why}-next`,
      html`${why === 'locked' ? nothing : again}${this.#help()}${this.#home()}`,
    );
  }

  #empty(
    icon: string,
    heading: Parameters<CardView['t']>[0],
    text: Parameters<CardView['t']>[0],
    actions: TemplateResult,
  ): TemplateResult {
    return html`<linli-empty whole icon=${icon} heading=${this.t(heading)} text=${this.t(text)}>
      ${actions}
    </linli-empty>`;
  }

  #help(): TemplateResult {
    return html`<linli-button
      slot="actions"
      variant="primary"
      size="large"
      icon="hand-helping"
      label=${this.t('card.person')}
      @click=${() => this.go({ view: 'help' })}
    ></linli-button>`;
  }

  #home(): TemplateResult {
    return html`<linli-button
      slot="actions"
      size="large"
      icon="arrow-left"
      label=${this.t('card.back')}
      @click=${() => this.stepBack()}
    ></linli-button>`;
  }

  #without(): TemplateResult {
    return html`${this.#help()}<linli-button
        slot="actions"
        size="large"
        icon="home"
        label=${this.t('card.without')}
        @click=${() => this.leave('home')}
      ></linli-button>`;
  }

  /** Also later, while the card is in use: it may be revoked in this very moment. */
  #hearCheck(): void {
    const checked = this.#checked.value;
    if (!checked) return;
    if (!checked.ok) {
      if (this.flow.step !== 'bad') this.#to({ step: 'bad', fault: checked.error });
    } else if (this.flow.step === 'checking') {
      this.dispatchEvent(new WayEvent(checked.value.way));
      this.#to({ step: 'hello', card: checked.value });
    }
  }

  #hearAnswer(): void {
    const { flow } = this;
    if (flow.step !== 'opening') return;
    const known = this.#answer.value;
    const next = afterAnswer(flow, known?.command === flow.command ? known.state : undefined);
    if (next !== flow) this.#to(next);
    // A number that waits for the network would open the card for whoever stands here then.
    else if (this.terminal.sync.state === 'offline')
      this.#to({ step: 'shut', card: flow.card, why: 'offline' });
  }

  #to(flow: CardFlow): void {
    if (flow.step !== 'opening') this.#giveUp();
    const { step } = this.flow;
    this.flow = flow;
    if (flow.step !== step || flow.step === 'pin') void this.beginScreen();
  }

  /** Nobody waits for the answer any more: a number that has not left this terminal does not leave it. */
  #giveUp(): void {
    clearTimeout(this.#patience);
    if (this.flow.step === 'opening') void this.terminal.runtime?.outbox.withdraw(this.flow.command);
  }

  #mine(): void {
    const { flow } = this;
    if (flow.step === 'checking' || flow.step === 'bad') return;
    const { card } = flow;
    const { state } = this.terminal.sync;
    if ('linked' in flow) this.#to({ step: 'mine', card, linked: flow.linked });
    else if (state === 'online') this.#to({ step: 'pin', card });
    else this.#to({ step: 'shut', card, why: state === 'offline' ? 'offline' : 'failed' });
  }

  #toPhone(): void {
    if (this.flow.step === 'hello') this.#to({ ...this.flow, step: 'phone' });
  }

  #leaveFor(view: 'queue'): void {
    if ('card' in this.flow) this.go({ view, card: this.flow.card.id });
  }

  #meal(meals: readonly Service[]): void {
    if (!('card' in this.flow)) return;
    const [only] = meals;
    const services = meals.map(({ id }) => id as string);
    const route: Route =
      only && meals.length === 1
        ? { view: 'book', service: only.id, card: this.flow.card.id }
        : { view: 'services', target: { view: 'services', services } };
    this.go(route);
  }

  readonly #onPin = async ({ pin }: PinEvent): Promise<void> => {
    const { flow } = this;
    const { runtime } = this.terminal;
    if (flow.step !== 'pin' || !runtime) return;
    const { card } = flow;
    try {
      const command = await runtime.submit('open-card', { card: card.id, pin });
      this.#to({ step: 'opening', card, command, patient: true });
      this.#answer.refresh();
      this.#patience = setTimeout(() => {
        if (this.flow.step === 'opening') this.flow = { ...this.flow, patient: false };
      }, PATIENCE_MS);
    } catch {
      this.#to({ step: 'shut', card, why: 'failed' });
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-card-view': CardView;
  }
}
