import { type PropertyValues, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import '../../../components/facts/facts.ts';
import '../../../components/item/item.ts';
import '../../../components/wait/wait.ts';
import { openState } from '../../model/hours.ts';
import type { Place } from '../../model/schema/place.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { circleText } from './circle.ts';

const ACCESS = [
  'stepFree',
  'toilet',
  'hearingLoop',
  'tactilePaving',
  'childFacilities',
  'restSeats',
] as const;
const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** One place: where, when, how to get in, its rooms, and what can be had there. */
@customElement('linli-place-view')
export class PlaceView extends KioskView {
  static override styles = viewStyles;
  @property() place = '';

  readonly #content = new Live(this, ['place', 'service'], async ({ store }) => {
    const places = await store.all('place');
    return {
      place: places.find(({ id }) => id === this.place),
      within: places,
      services: (await store.all('service')).filter(
        (service) => service.place === this.place && !service.discreet,
      ),
    };
  });

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('place')) this.#content.refresh();
  }

  protected override render(): TemplateResult {
    const content = this.#content.value;
    if (!content) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const { place, within, services } = content;
    if (!place)
      return html`<linli-empty
        whole
        icon="map-pin"
        heading=${this.t('place.gone')}
        text=${this.t('service.gone-text')}
      ></linli-empty>`;
    const parent = within.find(({ id }) => id === place.within);
    const rooms = within.filter((room) => room.within === place.id);
    return html`
      <h1 tabindex="-1">${this.of(place.name)}</h1>
      ${place.summary ? html`<p class="lead">${this.of(place.summary)}</p>` : nothing}
      ${place.demo ? html`<p class="muted">${this.t('header.demo-long')}</p>` : nothing}
      ${parent ? html`<p>${this.t('place.within', { place: this.of(parent.name) })}</p>` : nothing}
      <section class="stack">
        <h2>${this.t('place.where')}</h2>
        <linli-facts .rows=${this.#facts(place)}></linli-facts>
      </section>
      <section class="stack">
        <h2>${this.t('place.access')}</h2>
        <linli-facts
          .rows=${ACCESS.map((key) => this.#row(this.t(`access.${key}`), place.accessibility[key] && this.t(`known.${place.accessibility[key]}`)))}
        ></linli-facts>
      </section>
      ${
        rooms.length > 0
          ? this.#list(
              this.t('place.rooms'),
              rooms.map((room) => ({
                id: room.id,
                name: this.of(room.name),
                detail: room.uses.map((use) => this.of(use)).join(this.t('list.separator')),
                view: 'place' as const,
              })),
            )
          : nothing
      }
      ${
        services.length > 0
          ? this.#list(
              this.t('place.services'),
              services.map((service) => ({
                id: service.id,
                name: this.of(service.name),
                detail: this.of(service.summary),
                view: 'service' as const,
              })),
            )
          : nothing
      }
    `;
  }

  #list(
    heading: string,
    rows: readonly { id: string; name: string; detail: string; view: 'place' | 'service' }[],
  ) {
    return html`<section class="stack">
      <h2>${heading}</h2>
      <ul class="plain">
        ${rows.map(
          ({ id, name, detail, view }) =>
            html`<li>
              <linli-item
                chevron
                heading=${name}
                detail=${detail}
                @click=${() => this.go({ view, id })}
              ></linli-item>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #facts(place: Place) {
    const { site, words } = this.terminal;
    const circle = site.circles.find(({ id }) => id === place.circle);
    const rows = [
      this.#row(this.t('place.address'), this.of(place.address)),
      this.#row(this.t('place.phone'), place.phone),
      this.#row(this.t('place.directions'), this.of(place.directions)),
      this.#row(this.t('place.hours'), this.#hours(place)),
    ];
    if (circle) rows.push(this.#row(this.t('place.circle'), circleText(circle, words)));
    if (place.uses.length > 0)
      rows.push(
        this.#row(this.t('place.uses'), place.uses.map((use) => this.of(use)).join(this.t('list.separator'))),
      );
    return rows;
  }

  #row(label: string, value: string | undefined) {
    return value ? { label, value } : { label, value: this.t('unset'), unset: true };
  }

  #hours(place: Place): string {
    const hours = place.hours ?? this.terminal.site.hours.weekly;
    const now = openState(
      hours,
      this.terminal.runtime?.store.now() ?? Date.now(),
      this.terminal.site.timeZone,
    );
    if (!hours || now.state === 'unset') return this.of(this.terminal.site.hours.rule);
    const today =
      now.state === 'open' ? this.t('hours.open-until', { time: now.until }) : this.t('hours.closed-now');
    const lines = hours.map(
      (span) =>
        `${WEEK.filter((day) => span.days.includes(day))
          .map((day) => this.t(`weekday.${day}`))
          .join(' ')} ${span.opens}–${span.closes}`,
    );
    return [today, ...lines].join('\n');
  }
}
