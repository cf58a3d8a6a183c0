import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/chips/chips.ts';
import '../../../components/empty/empty.ts';
import '../../../components/wait/wait.ts';
import type { Place } from '../../model/schema/place.ts';
import type { ChannelKind, Service } from '../../model/schema/service.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import type { Route } from '../shell/route.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { NO_FILTER, type ServiceFilter, applyFilter, serviceOpenState, servicesOfTile } from './filter.ts';
import { serviceItem } from './service-item.ts';

const CHANNELS: readonly ChannelKind[] = ['appointment', 'self-service', 'agent', 'home-visit'];
const FIRST = 30;

type FilterName = 'categories' | 'audiences' | 'channels';

/** The services of a tile, or all of them, narrowed by category, audience, way and "open now". */
@customElement('linli-services-view')
export class ServicesView extends KioskView {
  static override styles = viewStyles;

  @property({ attribute: false }) route!: Extract<Route, { view: 'services' }>;
  @state() private filter: ServiceFilter = NO_FILTER;
  @state() private choosing = false;
  @state() private shown = FIRST;

  readonly #content = new Live(this, ['service', 'place', 'taxonomy'], async ({ store }) => ({
    services: await store.all('service'),
    places: new Map((await store.all('place')).map((place) => [place.id as string, place])),
    taxonomies: await store.all('taxonomy'),
  }));

  protected override render() {
    const content = this.#content.value;
    const heading = this.route.title ? this.of(this.route.title as { zh: string; en?: string }) : this.t('services.heading');
    if (!content) return html`<h1 tabindex="-1">${heading}</h1><linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const ofTile = servicesOfTile(content.services, this.route.target);
    const services = applyFilter(ofTile, this.filter, (service) => this.#isOpen(service, content.places));
    return html`
      <h1 tabindex="-1">${heading}</h1>
      <div class="row">
        <p class="muted grow" role="status">${this.t('services.count', { n: services.length })}</p>
        <linli-button
          icon="list"
          .pressed=${this.choosing}
          label=${this.t('services.narrow')}
          @click=${() => (this.choosing = !this.choosing)}
        ></linli-button>
      </div>
      ${this.choosing ? this.#filters(ofTile) : nothing}
      ${services.length === 0 ? this.#nothing() : html`<ul class="plain">${services
            .slice(0, this.shown)
            .map((service) => serviceItem(service, this.terminal.words, ({ id }) => this.go({ view: 'service', id })))}</ul>`}
      ${services.length > this.shown
        ? html`<linli-button label=${this.t('services.more', { n: services.length - this.shown })} @click=${() => (this.shown += FIRST)}></linli-button>`
        : nothing}
    `;
  }

  #filters(services: readonly Service[]) {
    const term = (taxonomy: string, id: string) =>
      this.of(
        this.#content.value?.taxonomies.find((each) => each.id === taxonomy)?.terms.find((each) => each.id === id)?.name,
      ) || id;
    const counted = (ids: readonly string[], label: (id: string) => string) =>
      [...new Set(ids)].map((id) => ({ id, label: label(id), count: ids.filter((each) => each === id).length }));
    return html`<div class="stack">
      ${this.#chips('categories', this.t('services.by-category'), counted(services.map(({ category }) => category), (id) => term('category', id)))}
      ${this.#chips('audiences', this.t('services.by-audience'), counted(services.flatMap(({ audience }) => audience), (id) => term('audience', id)))}
      ${this.#chips('channels', this.t('services.by-channel'), CHANNELS.map((id) => ({ id, label: this.t(`channel.${id}`) })))}
      <div class="row">
        <linli-button
          .pressed=${this.filter.openNow}
          icon="clock"
          label=${this.t('services.open-now')}
          @click=${() => (this.filter = { ...this.filter, openNow: !this.filter.openNow })}
        ></linli-button>
        <linli-button variant="quiet" label=${this.t('services.no-filter')} @click=${() => (this.filter = NO_FILTER)}></linli-button>
      </div>
    </div>`;
  }

  #chips(name: FilterName, label: string, options: readonly { id: string; label: string }[]) {
    if (options.length < 2) return nothing;
    return html`<linli-chips
      multiple
      label=${label}
      .options=${options}
      .selected=${this.filter[name]}
      @linli-choose=${(event: Event & { readonly selected: readonly string[] }) => {
        this.filter = { ...this.filter, [name]: event.selected };
        this.shown = FIRST;
      }}
    ></linli-chips>`;
  }

  #nothing() {
    return html`<linli-empty
      icon="search"
      heading=${this.t('services.none')}
      text=${this.filter.openNow ? this.t('services.none-open') : this.t('services.none-text')}
    >
      <linli-button variant="primary" label=${this.t('services.no-filter')} @click=${() => (this.filter = NO_FILTER)}></linli-button>
    </linli-empty>`;
  }

  #isOpen(service: Service, places: ReadonlyMap<string, Place>): boolean {
    const nowMs = this.terminal.runtime?.store.now() ?? Date.now();
    return serviceOpenState(service, places, this.terminal.site, nowMs).state === 'open';
  }
}
