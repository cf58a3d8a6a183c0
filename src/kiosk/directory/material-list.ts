import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import { focus } from '../../../components/styles/focus.ts';
import '../../access/messages/hand-off.ts';
import type { GuideHandOff } from '../../model/hand-off.ts';
import type { Place } from '../../model/schema/place.ts';
import type { Service } from '../../model/schema/service.ts';
import '../shell/hand-off/hand-off-panel.ts';
import type { Terminal } from '../shell/terminal.ts';
import { partStyles } from '../shell/view-styles.ts';
import { materialDetails } from './guide-facts.ts';
import { tick, ticksOf } from './ticks.ts';

type Materials = NonNullable<Service['guide']['materials']>;

/** What to bring, to be ticked off here and taken along on a phone. */
@customElement('linli-material-list')
export class MaterialList extends LitElement {
  static override styles = [
    ...partStyles,
    focus,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      button {
        display: flex;
        gap: var(--space-2);
        align-items: flex-start;
        inline-size: 100%;
        min-block-size: var(--target);
        padding: var(--space-2) 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .box {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: 1.6em;
        block-size: 1.6em;
        border: 2px solid var(--line-strong);
        border-radius: 0.35em;
      }
      [aria-checked='true'] .box {
        border-color: var(--positive);
        background: var(--positive);
        color: var(--on-tone);
      }
      .what {
        display: flex;
        flex: 1 1 0;
        flex-direction: column;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .what strong {
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) terminal!: Terminal;
  @property({ attribute: false }) service!: Service;
  @property({ attribute: false }) place: Place | undefined;
  /** What lives as long as the visit does. */
  @property({ attribute: false }) visit: object = this;
  @state() private touches = 0;

  protected override render(): TemplateResult {
    const { t } = this.terminal.words;
    const ticks = ticksOf(this.visit, this.service.id);
    const missing = this.#materials.filter(
      ({ noLongerRequired }, index) => !noLongerRequired && !ticks.has(index),
    ).length;
    return html`<h2>${t('ticks.heading')}</h2>
      <p>
        ${t('ticks.how')}
        <strong role="status"
          >${missing > 0 ? t('ticks.missing', { n: missing }) : t('ticks.complete')}</strong
        >
      </p>
      <ul>
        ${this.#materials.map((each, index) => this.#row(each, index, ticks.has(index)))}
      </ul>
      <linli-hand-off-panel
        .terminal=${this.terminal}
        .question=${() => this.#guide()}
        label=${t('hand-off.guide-start')}
        how=${t('hand-off.guide-how')}
      ></linli-hand-off-panel>`;
  }

  get #materials(): Materials {
    return this.service.guide.materials ?? [];
  }

  #row(each: Materials[number], index: number, ticked: boolean): TemplateResult {
    const { words } = this.terminal;
    const details = materialDetails(each, words);
    return html`<li>
      <button type="button" role="checkbox" aria-checked=${ticked} @click=${() => this.#tick(index)}>
        <span class="box">${ticked ? html`<linli-icon name="check"></linli-icon>` : nothing}</span>
        <span class="what">
          <strong>${words.of(each.name)}</strong>
          ${details === '' ? nothing : html`<span class="muted">${details}</span>`}
        </span>
      </button>
    </li>`;
  }

  #tick(index: number): void {
    tick(this.visit, this.service.id, index);
    this.touches += 1;
  }

  #guide(): GuideHandOff {
    const { service, place } = this;
    const { window, hours, phone, fee } = service.guide;
    const ticks = ticksOf(this.visit, service.id);
    const address = place?.address;
    return {
      kind: 'guide',
      hall: this.terminal.site.hall,
      service: service.name,
      materials: this.#materials.map((each, index) => ({ ...each, ticked: ticks.has(index) })),
      facts: {
        ...(window ? { window } : {}),
        ...(hours ? { hours } : {}),
        ...(phone ? { phone } : {}),
        ...(fee ? { fee } : {}),
      },
      ...(place ? { place: { name: place.name, ...(address ? { address } : {}) } } : {}),
      withoutScreen: service.withoutScreen,
      demo: this.terminal.site.demo,
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-material-list': MaterialList;
  }
}
