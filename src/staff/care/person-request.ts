import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CareClient } from '../../api/staff-care.ts';
import type { PersonData, PersonQuery } from '../../model/schema/staff-care.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type CareWords, careWords } from './care-words.ts';

/** A resident asks what is kept of them, or that it be erased. What was found is in memory only, and goes with the page. */
@customElement('linli-person-request')
export class PersonRequest extends LitElement {
  static override styles = desk;

  @property({ attribute: false }) staff!: StaffContext;
  @state() private by: PersonQuery['by'] = 'phone';
  @state() private value = '';
  @state() private found: { readonly who: PersonQuery; readonly data: PersonData } | undefined;
  @state() private asking = false;
  @state() private said: { readonly tone: 'good' | 'bad' | 'info'; readonly text: string } | undefined;
  @state() private busy = false;

  protected override render(): TemplateResult {
    const words = careWords(this.staff);
    const { t } = words;
    return html`<section class="panel stack">
      <h2>${t('person.heading')}</h2>
      <p>${t('person.text')}</p>
      <form @submit=${this.#onFind}>
        <div class="field">
          <label for="by">${t('person.by')}</label>
          <select id="by" @change=${this.#onBy}>
            ${(['phone', 'code'] as const).map(
              (by) => html`<option value=${by} ?selected=${by === this.by}>${t(`person.by.${by}`)}</option>`,
            )}
          </select>
        </div>
        <div class="field">
          <label for="value">${t('person.value')}</label>
          <input
            id="value"
            inputmode="tel"
            autocomplete="off"
            maxlength="20"
            required
            .value=${this.value}
            @input=${(event: InputEvent) => (this.value = (event.target as HTMLInputElement).value)}
          />
        </div>
        <button class="primary" ?disabled=${this.busy}>${t('person.find')}</button>
      </form>
      <div role="status">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${this.found ? this.#result(this.found.data, words) : nothing}
    </section>`;
  }

  #result({ bookings }: PersonData, words: CareWords): TemplateResult {
    const { t, of, clock } = words;
    const when = (instant: string): string =>
      `${clock.day(Date.parse(instant))} ${clock.time(Date.parse(instant))}`;
    const columns = ['when', 'service', 'place', 'name', 'phone', 'address'] as const;
    return html`
      <h3>${t('person.found', { n: bookings.length })}</h3>
      <table class="stacks">
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${t(`field.${column}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${bookings.map(
            ({ startsAt, service, place, name, phone, address }) =>
              html`<tr>
                <th scope="row">${when(startsAt)}</th>
                <td>${of(service)}</td>
                <td>${of(place)}</td>
                ${[name, phone, address].map((text) => html`<td>${text ?? t('field.unset')}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
      ${this.asking ? html`<p role="alert">${t('person.ask', { n: bookings.length })}</p>` : nothing}
      <div class="row">
        ${
          this.asking
            ? html`<button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onErase}>
                  ${t('person.erase.yes')}
                </button>
                <button type="button" @click=${() => (this.asking = false)}>${t('person.erase.no')}</button>`
            : html`<button type="button" @click=${this.#onSave}>${t('person.save')}</button>
                <button type="button" @click=${() => (this.asking = true)}>${t('person.erase')}</button>
                <button type="button" class="quiet" @click=${this.#close}>${t('person.close')}</button>`
        }
      </div>
    `;
  }

  get #client(): CareClient {
    return new CareClient(this.staff.client.call, this.staff.site.id);
  }

  readonly #onBy = (event: Event): void => {
    this.by = (event.target as HTMLSelectElement).value === 'code' ? 'code' : 'phone';
  };

  readonly #onFind = (event: SubmitEvent): void => {
    event.preventDefault();
    const digits = this.value.replaceAll(/[\s-]/gu, '');
    void this.#find(this.by === 'phone' ? { by: 'phone', phone: digits } : { by: 'code', code: digits });
  };

  async #find(who: PersonQuery): Promise<void> {
    this.busy = true;
    const answer = await this.#client.person(who);
    this.busy = false;
    this.asking = false;
    this.found = undefined;
    const { t, why } = careWords(this.staff);
    if (!answer.ok) this.said = { tone: 'bad', text: why(answer.error) };
    else if (answer.value.bookings.length === 0) this.said = { tone: 'info', text: t('person.none') };
    else {
      this.said = undefined;
      this.found = { who, data: answer.value };
    }
  }

  /** As a file in a form that other programs read, too (个人信息保护法 第四十五条). */
  readonly #onSave = (): void => {
    if (!this.found) return;
    const file = new Blob([JSON.stringify(this.found.data, null, 2)], { type: 'application/json' });
    const link = Object.assign(document.createElement('a'), {
      href: URL.createObjectURL(file),
      download: 'personal-data.json',
    });
    link.click();
    URL.revokeObjectURL(link.href);
  };

  readonly #onErase = (): void => {
    const { found } = this;
    if (!found) return;
    void this.#erase(
      found.who,
      found.data.bookings.map(({ booking }) => booking),
    );
  };

  async #erase(who: PersonQuery, bookings: readonly string[]): Promise<void> {
    this.busy = true;
    const answer = await this.#client.erase(who, bookings);
    this.busy = false;
    const { t, why } = careWords(this.staff);
    if (!answer.ok) {
      this.said = { tone: 'bad', text: why(answer.error) };
      return;
    }
    this.#close();
    this.said = { tone: 'good', text: t('person.erased', { n: answer.value.bookings }) };
  }

  readonly #close = (): void => {
    this.found = undefined;
    this.asking = false;
    this.value = '';
    this.said = undefined;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-person-request': PersonRequest;
  }
}
