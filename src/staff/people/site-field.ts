import { type TemplateResult, html, nothing } from 'lit';
import type { StaffContext } from '../shell/staff-context.ts';
import { ALL_SITES, adminSites, peopleWords } from './people-words.ts';

export interface SiteField {
  readonly staff: StaffContext;
  readonly id: string;
  readonly label: string;
  /** A site's id, or `*` for all of them. */
  readonly chosen: string;
  readonly onChange: (site: string) => void;
}

/** Where roles hold: the sites that one may give roles at, and all of them for whoever is admin of all. */
export const siteField = ({ staff, id, label, chosen, onChange }: SiteField): TemplateResult => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}>
      ${adminSites(staff.session).map(
        (site) =>
          html`<option value=${site.id} ?selected=${site.id === chosen}>
            ${peopleWords(staff).of(site.name)}
          </option>`,
      )}
      ${
        staff.session.everywhere.includes('admin')
          ? html`<option value=${ALL_SITES} ?selected=${chosen === ALL_SITES}>
              ${staff.words.t('site.all')}
            </option>`
          : nothing
      }
    </select>
  </div>
`;
