import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { PeopleClient } from '../../api/staff-people.ts';
import type { FactorRules } from '../../model/schema/staff-factors.ts';
import type { StaffRole } from '../../model/schema/staff.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { peopleStyles } from './people-styles.ts';
import { ALL_SITES, peopleWords } from './people-words.ts';
import { roleChecks } from './role-checks.ts';
import { siteField } from './site-field.ts';

const GRACE_DAYS = 14;
const MOST_DAYS = 90;

/** Who must have a second factor: at this site or, for an admin of all sites, everywhere. */
@customElement('linli-factor-rule')
export class FactorRule extends LitElement {
  static override styles = [desk, peopleStyles];

  @property({ attribute: false }) staff!: StaffContext;

  @state() private rules: FactorRules['rules'] | undefined;
  @state() private site = '';
  @state() private roles: readonly StaffRole[] = [];
  @state() private days = GRACE_DAYS;
  @state() private said: { readonly tone: 'good' | 'bad'; readonly text: string } | undefined;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.site = this.staff.site.id;
    void this.#take(new PeopleClient(this.staff.client.call).rules());
  }

  protected override render(): TemplateResult {
    const words = peopleWords(this.staff);
    const { t } = words;
    const staffWords = this.staff.words;
    const hub = this.rules?.find(({ site }) => site === ALL_SITES);
    return html`<form class="panel wide" @submit=${this.#onSubmit}>
      <h2>${t('rule.heading')}</h2>
      <p>${t('rule.text')}</p>
      <div role="status">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${
        hub && hub.roles.length > 0 && this.site !== ALL_SITES
          ? note(
              'info',
              t('rule.hub', {
                roles: hub.roles.map((role) => staffWords.t(`role.${role}`)).join(' · '),
                days: hub.graceDays,
              }),
            )
          : nothing
      }
      ${siteField({
        staff: this.staff,
        id: 'rule-site',
        label: t('rule.site'),
        chosen: this.site,
        onChange: this.#onSite,
      })}
      ${roleChecks({
        staffWords,
        words,
        label: t('rule.roles'),
        chosen: this.roles,
        onChange: (roles) => (this.roles = roles),
      })}
      <div class="field">
        <label for="rule-days">${t('rule.grace')}</label>
        <input
          id="rule-days"
          type="number"
          min="0"
          max=${MOST_DAYS}
          .value=${live(String(this.days))}
          aria-describedby="rule-days-hint"
          @input=${(event: InputEvent) => (this.days = Number((event.target as HTMLInputElement).value))}
        />
        <p class="hint" id="rule-days-hint">${t('rule.grace.hint')}</p>
      </div>
      <button type="submit" class="primary" ?disabled=${this.busy || !this.rules}>${t('rule.save')}</button>
    </form>`;
  }

  readonly #onSite = (site: string): void => {
    this.site = site;
    this.said = undefined;
    this.#show();
  };

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const rule = { site: this.site, roles: [...this.roles], graceDays: this.days };
    const saved = await this.#take(new PeopleClient(this.staff.client.call).setRule(rule));
    if (saved) this.said = { tone: 'good', text: peopleWords(this.staff).t('rule.saved') };
  };

  async #take(call: ReturnType<PeopleClient['rules']>): Promise<boolean> {
    this.busy = true;
    this.said = undefined;
    const answer = await call;
    this.busy = false;
    if (answer.ok) {
      this.rules = answer.value.rules;
      this.#show();
    } else this.said = { tone: 'bad', text: peopleWords(this.staff).why(answer.error) };
    return answer.ok;
  }

  #show(): void {
    const rule = this.rules?.find(({ site }) => site === this.site);
    this.roles = rule?.roles ?? [];
    this.days = rule?.graceDays ?? GRACE_DAYS;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-factor-rule': FactorRule;
  }
}
