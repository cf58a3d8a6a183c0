import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../access/messages/arrival.ts';
import { dayAndTime } from '../shell/slots/slot-options.ts';
import { ArrivalScreen } from './arrival-screen.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Judged } from './judge.ts';

/** Several come with one pass: who is here now? All of them is the first answer. */
@customElement('linli-party-screen')
export class PartyScreen extends ArrivalScreen {
  @property({ attribute: false }) facts!: BookingFacts;
  @property({ attribute: false }) judged!: Judged;

  protected override render(): TemplateResult {
    const { slot, service } = this.facts;
    const ahead = this.judged.party?.ahead.length ?? 0;
    const here = this.judged.party?.here ?? 0;
    const fewer = Array.from({ length: Math.max(0, ahead - 1) }, (_nobody, index) => ahead - 1 - index);
    return html`
      <h1 tabindex="-1">${this.t('party.question')}</h1>
      <p class="lead">
        ${this.of(service?.name)}${slot ? html` · ${dayAndTime(slot, this.terminal.clock)}` : nothing}
      </p>
      ${
        here > 0
          ? html`<linli-banner tone="info" icon="users">${this.t('party.here', { n: here })}</linli-banner>`
          : nothing
      }
      <div class="row">
        <linli-button
          class="grow"
          size="large"
          variant="primary"
          icon="users"
          label=${this.t(here > 0 ? 'party.rest' : 'party.all', { n: ahead })}
          @click=${() => this.step({ kind: 'here', people: ahead })}
        ></linli-button>
      </div>
      <div class="row">
        ${fewer.map(
          (n) =>
            html`<linli-button
              class="grow"
              size="large"
              label=${this.t('party.only', { n })}
              @click=${() => this.step({ kind: 'here', people: n })}
            ></linli-button>`,
        )}
      </div>
      <p>${this.t('party.later')}</p>
      <div class="ways">${this.helpButton()}</div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-party-screen': PartyScreen;
  }
}
