import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import '../../../components/item/item.ts';
import '../../../components/wait/wait.ts';
import type { Circle } from '../../model/schema/site.ts';
import type { Place } from '../../model/schema/place.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { circleText } from './circle.ts';

/** The places of the neighbourhood: rooms under the place they are within, and the circles of this site. */
@customElement('linli-places-view')
export class PlacesView extends KioskView {
  static override styles = viewStyles;
  @property({ attribute: false }) kinds: readonly string[] | undefined;

  readonly #content = new Live(this, ['place', 'taxonomy'], async ({ store }) => ({
    places: await store.all('place'),
    kinds: (await store.get('taxonomy', 'place-kind'))?.terms ?? [],
  }));

  protected override render(): TemplateResult {
    const content = this.#content.value;
    const heading = html`<h1 tabindex="-1">${this.t('places.heading')}</h1>`;
    if (!content) return html`${heading}<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const places = content.places.filter((place) => !this.kinds || this.kinds.includes(place.kind));
    if (places.length === 0)
      return html`${heading}<linli-empty
          icon="map-pin"
          heading=${this.t('places.none')}
          text=${this.t('places.none-text')}
        ></linli-empty>`;
    const rooms = (place: Place) => places.filter((room) => room.within === place.id);
    const tops = places.filter((place) => !place.within || !places.some(({ id }) => id === place.within));
    return html`
      ${heading}
      <ul class="plain">
        ${tops.map(
          (place) =>
            html`<li>
              <linli-item
                icon="map-pin"
                chevron
                heading=${this.of(place.name)}
                detail=${this.of(content.kinds.find(({ id }) => id === place.kind)?.name)}
                meta=${rooms(place).length > 0 ? this.t('places.rooms', { n: rooms(place).length }) : ''}
                @click=${() => this.go({ view: 'place', id: place.id })}
              ></linli-item>
            </li>`,
        )}
      </ul>
      ${this.#circles(this.terminal.site.circles)}
    `;
  }

  #circles(circles: readonly Circle[]) {
    if (circles.length === 0) return '';
    return html`<section class="stack">
      <h2>${this.t('places.circles')}</h2>
      <ul class="plain">
        ${circles.map((circle) => html`<li>${circleText(circle, this.terminal.words)}</li>`)}
      </ul>
    </section>`;
  }
}
