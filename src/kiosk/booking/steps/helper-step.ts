import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../../components/banner/banner.ts';
import '../../../../components/button/button.ts';
import '../../../../components/chips/chips.ts';
import type { ChooseEvent } from '../../../../components/events/choose-event.ts';
import type { Words } from '../../../access/say.ts';
import type { Helper } from '../../../model/schema/command.ts';
import { partStyles } from '../../shell/view-styles.ts';

/** Somebody said for whom they book, and that it is agreed to; or that it is for themselves after all. */
export class HelperEvent extends Event {
  readonly helper: Helper | undefined;

  constructor(helper: Helper | undefined) {
    super('linli-helper', { bubbles: true, composed: true });
    this.helper = helper;
  }
}

/** What each of the three things can be, in the order it is asked. */
const ASKED = {
  relation: ['family', 'neighbour', 'volunteer', 'staff', 'other'],
  consent: ['present', 'told'],
  scope: ['book', 'manage'],
} as const satisfies { readonly [K in keyof Helper]?: readonly Helper[K][] };
type Asked = keyof typeof ASKED;
const asked = Object.keys(ASKED) as Asked[];

/** Asked of somebody who books for another: who they are, whether the person agrees, and to what. */
@customElement('linli-helper-step')
export class HelperStep extends LitElement {
  static override styles = partStyles;

  @property({ attribute: false }) words!: Words;
  /** What was said before. */
  @property({ attribute: false }) helper: Partial<Helper> = {};
  @state() private chosen: Partial<Helper> = {};
  @state() private complained = false;

  protected override render(): TemplateResult {
    const { t } = this.words;
    return html`
      <p>${t('other.intro')}</p>
      ${asked.map((thing) => this.#question(thing))}
      ${
        this.complained && this.#complete === undefined
          ? html`<linli-banner tone="caution" icon="info" heading=${t('other.missing')}></linli-banner>`
          : nothing
      }
      <div class="ways">
        <linli-button
          variant="primary"
          size="large"
          label=${t('who.next')}
          @click=${this.#onNext}
        ></linli-button>
        <linli-button
          size="large"
          label=${t('other.self')}
          @click=${() => this.dispatchEvent(new HelperEvent(undefined))}
        ></linli-button>
      </div>
    `;
  }

  #question(thing: Asked) {
    const { t } = this.words;
    const chosen = this.#said[thing];
    return html`
      <linli-chips
        label=${t(`other.${thing}`)}
        .options=${ASKED[thing].map((id) => ({ id, label: t(`other.${thing}.${id}` as 'other.scope.book') }))}
        .selected=${chosen === undefined ? [] : [chosen]}
        @linli-choose=${(event: ChooseEvent) => (this.chosen = { ...this.chosen, [thing]: event.id })}
      ></linli-chips>
      ${thing === 'consent' ? html`<p class="muted">${t('other.ask-first')}</p>` : nothing}
    `;
  }

  get #said(): Partial<Helper> {
    return { ...this.helper, ...this.chosen };
  }

  get #complete(): Helper | undefined {
    const { relation, consent, scope } = this.#said;
    return relation && consent && scope ? { relation, consent, scope } : undefined;
  }

  readonly #onNext = (): void => {
    this.complained = true;
    if (this.#complete) this.dispatchEvent(new HelperEvent(this.#complete));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-helper-step': HelperStep;
  }
  interface HTMLElementEventMap {
    'linli-helper': HelperEvent;
  }
}
