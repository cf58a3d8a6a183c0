import { type TemplateResult, html } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Fleet } from '../../model/schema/staff-fleet.ts';
import type { FleetWords } from './fleet-words.ts';

/** Where a terminal stands: a place of the site, or none yet. */
export const placeField = (
  id: string,
  { t, of }: FleetWords,
  { places }: Pick<Fleet, 'places'>,
  value: string,
  onChange: (place: string) => void,
): TemplateResult =>
  html`<div class="field">
    <label for=${id}>${t('settings.place')}</label>
    <select id=${id} @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}>
      <option value="" .selected=${live(value === '')}>${t('place.none')}</option>
      ${places.map((place) => html`<option value=${place.id} .selected=${live(place.id === value)}>${of(place.name)}</option>`)}
    </select>
  </div>`;
