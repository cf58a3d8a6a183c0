import { type TemplateResult, html } from 'lit';
import { live } from 'lit/directives/live.js';
import type { StaffRole } from '../../model/schema/staff.ts';
import type { StaffWords } from '../shell/words.ts';
import { type PeopleWords, ROLES } from './people-words.ts';

export interface RoleChecks {
  readonly staffWords: StaffWords;
  readonly words: PeopleWords;
  /** Names the group for whoever does not see it. */
  readonly label: string;
  readonly chosen: readonly StaffRole[];
  readonly onChange: (roles: readonly StaffRole[]) => void;
}

/** The roles to be ticked, each with what its holder may do. */
export const roleChecks = ({ staffWords, words, label, chosen, onChange }: RoleChecks): TemplateResult =>
  html`<fieldset class="roles">
    <legend>${label}</legend>
    ${ROLES.map(
      (role) =>
        html`<label class="check">
          <input
            type="checkbox"
            name=${role}
            .checked=${live(chosen.includes(role))}
            @change=${(event: Event) =>
              onChange(
                (event.target as HTMLInputElement).checked
                  ? [...chosen, role]
                  : chosen.filter((one) => one !== role),
              )}
          />
          <span
            >${staffWords.t(`role.${role}`)}<br /><span class="hint"
              >${words.t(`role.${role}.text`)}</span
            ></span
          >
        </label>`,
    )}
  </fieldset>`;
