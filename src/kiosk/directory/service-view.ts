import { type PropertyValues, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/banner/banner.ts';
import '../../../components/button/button.ts';
import '../../../components/empty/empty.ts';
import '../../../components/facts/facts.ts';
import '../../../components/icon/icon.ts';
import '../../../components/wait/wait.ts';
import '../../access/messages/queue.ts';
import { queueOfService } from '../../model/queue.ts';
import type { ChannelKind, Service } from '../../model/schema/service.ts';
import type { Localized } from '../../model/schema/text.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { bookingFacts } from './booking-facts.ts';
import { guideSections, saysMaterials } from './guide-facts.ts';
import './material-list.ts';

const FOUR_WAYS: readonly ChannelKind[] = ['appointment', 'self-service', 'agent', 'home-visit'];
const ICONS: Readonly<Record<ChannelKind, string>> = {
  appointment: 'calendar-check',
  'self-service': 'scan-line',
  agent: 'handshake',
  'home-visit': 'house',
  phone: 'phone',
  online: 'message-circle',
  counter: 'users',
};

/** One service: what it is, the ways to get it, and the whole guide with what is not set. */
@customElement('linli-service-view')
export class ServiceView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .way {
        display: flex;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius, 1rem);
        background: var(--surface-raised);
      }
      .way.no {
        background: transparent;
        color: var(--muted);
      }
      .way linli-icon {
        font-size: 1.6rem;
        color: var(--accent);
        flex: none;
      }
      .way.no linli-icon {
        color: inherit;
      }
      .lines {
        max-width: none;
      }
      .lines strong,
      .lines span {
        display: block;
      }
      .lines strong {
        font-weight: 600;
      }
      .way strong {
        display: block;
        font-weight: 600;
      }
    `,
  ];

  @property() service = '';

  readonly #content = new Live(this, ['service', 'place', 'taxonomy', 'queue'], async ({ store }) => {
    const service = await store.get('service', this.service);
    const place = service?.place === undefined ? undefined : await store.get('place', service.place);
    const category = (await store.get('taxonomy', 'category'))?.terms.find(
      ({ id }) => id === service?.category,
    );
    const diet = (await store.get('taxonomy', 'diet'))?.terms ?? [];
    const audiences = (await store.get('taxonomy', 'audience'))?.terms ?? [];
    const queue = queueOfService(await store.all('queue'), this.service, service?.place);
    return {
      service,
      place,
      takesNumbers: queue?.walkIns ?? false,
      category,
      tags: new Map(diet.map(({ id, name }) => [id, name])),
      audience: audiences.filter(({ id }) => service?.audience.includes(id)),
    };
  });

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('service')) this.#content.refresh();
  }

  protected override render(): TemplateResult {
    const content = this.#content.value;
    if (!content) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const { service, place } = content;
    if (!service)
      return html`<linli-empty
        whole
        icon="search"
        heading=${this.t('service.gone')}
        text=${this.t('service.gone-text')}
      >
        <linli-button
          variant="primary"
          label=${this.t('home.all-services')}
          @click=${() => this.go({ view: 'services' }, { replace: true })}
        ></linli-button>
      </linli-empty>`;
    return html`
      <h1 tabindex="-1">${this.of(service.name)}</h1>
      <p class="lead">${this.of(service.summary)}</p>
      <p class="muted">
        ${this.of(content.category?.name)} ·
        ${
          content.audience.length === 0
            ? this.t('service.for-all')
            : this.t('service.for', {
                who: content.audience.map(({ name }) => this.of(name)).join(this.t('list.separator')),
              })
        }
      </p>
      ${
        service.bookable
          ? html`<linli-button
              variant="primary"
              size="large"
              icon="calendar-check"
              label=${this.t('service.book')}
              @click=${() => this.go({ view: 'book', service: service.id })}
            ></linli-button>`
          : nothing
      }
      ${content.takesNumbers ? this.#number(service) : nothing}
      <section class="stack">
        <h2>${this.t('service.ways')}</h2>
        ${
          this.terminal.site.channelRule === 'own-choice'
            ? html`<p class="muted">${this.t('service.ways-own-choice')}</p>`
            : nothing
        }
        <ul class="ways">
          ${FOUR_WAYS.map((kind) => this.#way(service, kind))}
          ${service.channels.filter(({ kind }) => !FOUR_WAYS.includes(kind)).map(({ kind }) => this.#way(service, kind))}
        </ul>
      </section>
      <linli-banner tone="info" icon="hand-helping" heading=${this.t('service.without-screen')}>
        ${this.of(service.withoutScreen)}
      </linli-banner>
      ${this.#booking(service, content.tags)}
      ${
        place
          ? html`<section class="stack">
              <h2>${this.t('service.place')}</h2>
              <linli-item
                icon="map-pin"
                chevron
                heading=${this.of(place.name)}
                detail=${this.of(place.address) || this.t('place.address-unset')}
                @click=${() => this.go({ view: 'place', id: place.id })}
              ></linli-item>
            </section>`
          : nothing
      }
      ${
        saysMaterials(service)
          ? html`<linli-material-list
              .terminal=${this.terminal}
              .service=${service}
              .place=${place}
              .visit=${this.#visit}
            ></linli-material-list>`
          : nothing
      }
      ${guideSections(service, this.terminal.words).map(
        ({ heading, facts }) =>
          html`<section class="stack">
            <h2>${heading}</h2>
            <linli-facts .rows=${facts}></linli-facts>
          </section>`,
      )}
    `;
  }

  /** The way to a number, for who is here already. */
  #number(service: Service): TemplateResult {
    return html`<linli-button
        variant=${service.bookable ? 'secondary' : 'primary'}
        size="large"
        icon="ticket"
        label=${this.t('service.take-number')}
        @click=${() => this.go({ view: 'queue', service: service.id })}
      ></linli-button>
      ${service.bookable ? html`<p class="muted">${this.t('service.walk-in')}</p>` : nothing}`;
  }

  /** The frame of the visit that this view stands in: what is ticked hangs on it, and goes with it. */
  get #visit(): object {
    const root = this.getRootNode();
    return root instanceof ShadowRoot ? root.host : this;
  }

  /** On what terms it is booked, and what can be chosen. */
  #booking(service: Service, tags: ReadonlyMap<string, Localized>) {
    const facts = bookingFacts(service, this.terminal.words, tags);
    if (facts.length === 0) return nothing;
    return html`<section class="stack">
      <h2>${this.t('terms.heading')}</h2>
      ${service.questions.some(({ demo }) => demo) ? html`<p class="muted">${this.t('choice.demo')}</p>` : nothing}
      ${facts.map(
        ({ label, lines }) =>
          html`<p class="lines">
            <strong>${label}</strong>${lines.map((line) => html`<span>${line}</span>`)}
          </p>`,
      )}
    </section>`;
  }

  #way(service: Service, kind: ChannelKind) {
    const offered = service.channels.some((channel) => channel.kind === kind);
    return html`<li class="way ${offered ? '' : 'no'}">
      <linli-icon name=${offered ? ICONS[kind] : 'minus'}></linli-icon>
      <span>
        <strong>${this.t(`channel.${kind}`)}</strong>
        ${offered ? this.t(`channel.${kind}.how`) : this.t('channel.not-offered')}
      </span>
    </li>`;
  }
}
