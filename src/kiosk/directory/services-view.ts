import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/button/button.ts';
import '../../../components/chips/chips.ts';
import '../../../components/empty/empty.ts';
import '../../../components/wait/wait.ts';
import type { ChooseEvent } from '../../../components/events/choose-event.ts';
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

const QUESTIONS = {
  categories: 'services.by-category',
  audiences: 'services.by-audience',
  channels: 'services.by-channel',
} as const;
const TAXONOMIES = { categories: 'category', audiences: 'audience' } as const;

/** The services of a tile, or all of them, narrowed by category, audience, way and "open now". */
@customElement('linli-services-view')
export class ServicesView extends KioskView {
  static override styles = viewStyles;

  @property({ attribute: false }) route!: Extract<Route, { view: 'services' }>;
  @state() private filter: ServiceFilter = NO_FILTER;
  /** The one question of narrowing down that is open. */
  @state() private choosing: FilterName | undefined;
  @state() private shown = FIRST;

  readonly #content = new Live(this, ['service', 'place', 'taxonomy'], async ({ store }) => ({
    services: await store.all('service'),
    places: new Map((await store.all('place')).map((place) => [place.id as string, place])),
    taxonomies: await store.all('taxonomy'),
  }));

  protected override render(): TemplateResult {
    const content = this.#content.value;
    const heading = this.route.title ? this.of(this.route.title) : this.t('services.heading');
    if (!content)
      return html`<h1 tabindex="-1">${heading}</h1>
        <linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const ofTile = servicesOfTile(content.services, this.route.target);
    const services = applyFilter(ofTile, this.filter, (service) => this.#isOpen(service, content.places));
    return html`
      <h1 tabindex="-1">${heading}</h1>
      ${this.#filters(ofTile)}
      <p class="muted" role="status">${this.t('services.count', { n: services.length })}</p>
      ${
        services.length === 0
          ? this.#nothing()
          : html`<ul class="plain">
              ${services
                .slice(0, this.shown)
                .map((service) =>
                  serviceItem(service, this.terminal.words, ({ id }) => this.go({ view: 'service', id })),
                )}
            </ul>`
      }
      ${
        services.length > this.shown
          ? html`<linli-button
              label=${this.t('services.more', { n: services.length - this.shown })}
              @click=${() => (this.shown += FIRST)}
            ></linli-button>`
          : nothing
      }
    `;
  }

  #filters(services: readonly Service[]) {
    const questions = (['categories', 'audiences', 'channels'] as const).filter(
      (name) => this.#options(name, services).length > 1,
    );
    const narrowed = this.filter !== NO_FILTER;
    return html`<div class="stack" role="group" aria-label=${this.t('services.narrow')}>
      <div class="row">
        ${questions.map(
          (name) =>
            html`<linli-button
              .pressed=${this.choosing === name}
              icon=${this.choosing === name ? 'chevron-up' : 'chevron-down'}
              label=${this.#question(name)}
              @click=${() => (this.choosing = this.choosing === name ? undefined : name)}
            ></linli-button>`,
        )}
        <linli-button
          .pressed=${this.filter.openNow}
          icon="clock"
          label=${this.t('services.open-now')}
          @click=${() => (this.filter = { ...this.filter, openNow: !this.filter.openNow })}
        ></linli-button>
        ${
          narrowed
            ? html`<linli-button
                variant="quiet"
                icon="x"
                label=${this.t('services.no-filter')}
                @click=${this.#onAll}
              ></linli-button>`
            : nothing
        }
      </div>
      ${this.choosing ? this.#chips(this.choosing, this.#options(this.choosing, services)) : nothing}
    </div>`;
  }

  #question(name: FilterName): string {
    const label = this.t(QUESTIONS[name]);
    const chosen = this.filter[name].length;
    return chosen === 0 ? label : `${label} (${chosen})`;
  }

  #options(
    name: FilterName,
    services: readonly Service[],
  ): readonly { id: string; label: string; count: number }[] {
    const taxonomies = this.#content.value?.taxonomies ?? [];
    const values: Readonly<Record<FilterName, (service: Service) => readonly string[]>> = {
      categories: ({ category }) => [category],
      audiences: ({ audience }) => audience,
      channels: ({ channels }) => channels.map(({ kind }) => kind),
    };
    const counts = new Map<string, number>();
    for (const id of services.flatMap(values[name])) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (name === 'channels')
      return CHANNELS.map((id) => ({ id, label: this.t(`channel.${id}`), count: counts.get(id) ?? 0 }));
    const terms = taxonomies.find(({ id }) => id === TAXONOMIES[name])?.terms ?? [];
    return terms.flatMap(({ id, name: label }) => {
      const count = counts.get(id);
      return count === undefined ? [] : [{ id, label: this.of(label), count }];
    });
  }

  #chips(name: FilterName, options: readonly { id: string; label: string; count: number }[]) {
    return html`<linli-chips
      multiple
      label=${this.t(QUESTIONS[name])}
      .options=${options}
      .selected=${this.filter[name]}
      @linli-choose=${(event: ChooseEvent) => {
        this.filter = { ...this.filter, [name]: event.selected };
        this.shown = FIRST;
      }}
    ></linli-chips>`;
  }

  readonly #onAll = (): void => {
    this.filter = NO_FILTER;
    this.choosing = undefined;
  };

  #nothing() {
    return html`<linli-empty
      icon="search"
      heading=${this.t('services.none')}
      text=${this.filter.openNow ? this.t('services.none-open') : this.t('services.none-text')}
    >
      <linli-button
        variant="primary"
        label=${this.t('services.no-filter')}
        @click=${this.#onAll}
      ></linli-button>
    </linli-empty>`;
  }

  #isOpen(service: Service, places: ReadonlyMap<string, Place>): boolean {
    const nowMs = this.terminal.runtime?.store.now() ?? Date.now();
    return serviceOpenState(service, places, this.terminal.site, nowMs).state === 'open';
  }
}
