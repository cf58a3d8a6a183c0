import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FleetClient } from '../../api/staff-fleet.ts';
import type { AlertDesk, AlertTarget, NewAlertTarget, QuietHours } from '../../model/schema/staff-fleet.ts';
import { note, textField } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { FleetChangedEvent, type Said, act, saidNote } from './acts.ts';
import { fleetStyles } from './fleet-styles.ts';
import { type FleetWords, faultText, fleetWords, whenOf } from './fleet-words.ts';

/** Who is told of alerts: e-mail addresses and webhooks, each with what came of the last try. */
@customElement('linli-alert-targets')
export class AlertTargets extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      .secret {
        user-select: all;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: FleetClient;
  @property({ attribute: false }) desk!: AlertDesk;
  @state() said: Said | undefined;
  @state() busy = false;
  @state() private kind: NewAlertTarget['kind'] = 'email';
  @state() private address = '';
  @state() private secret = '';
  /** The one that somebody is about to remove. */
  @state() private asking = '';
  /** The one whose quiet hours are being changed. */
  @state() private changing = '';

  protected override render(): TemplateResult {
    const words = fleetWords(this.staff);
    const { t } = words;
    const { targets, mail } = this.desk;
    return html`<section class="panel stack">
      <h2>${t('targets.heading')}</h2>
      ${saidNote(this.said)} ${mail ? nothing : note('info', t('targets.mail-off'))}
      ${
        targets.length === 0
          ? html`<p>${t('targets.none')}</p>`
          : html`<table class="stacks">
              <tbody>
                ${targets.map((target) => this.#row(target, words))}
              </tbody>
            </table>`
      }
      ${
        this.secret
          ? html`<div>
              <strong>${t('target.secret')}</strong><br /><code class="secret">${this.secret}</code>
            </div>`
          : nothing
      }
      ${this.#form(words)}
    </section>`;
  }

  #row(target: AlertTarget, words: FleetWords): TemplateResult {
    const { t } = words;
    const { id, kind, address, language, quiet } = target;
    const isAsking = this.asking === id;
    if (this.changing === id) return this.#quietRow(target, words);
    return html`<tr>
      <th scope="row">
        ${t(`target.${kind}`)} · ${t(`language.${language}`)}<br /><span class="name">${address}</span>
        <br /><span class="quiet-text">${quiet ? t('quiet.is', quiet) : t('quiet.none')}</span>
      </th>
      <td>${isAsking ? t('target.remove.ask', { address }) : this.#last(target, words)}</td>
      <td>
        <div class="row">
          ${
            isAsking
              ? html`<button
                    type="button"
                    class="danger"
                    ?disabled=${this.busy}
                    @click=${() => this.#remove(id, words)}
                  >
                    ${t('target.remove')}
                  </button>
                  <button type="button" @click=${() => (this.asking = '')}>${t('target.remove.no')}</button>`
              : html`<button type="button" ?disabled=${this.busy} @click=${() => this.#try(id, words)}>
                    ${t('target.try')}
                  </button>
                  <button type="button" @click=${() => (this.changing = id)}>${t('quiet.change')}</button>
                  <button type="button" @click=${() => (this.asking = id)}>${t('target.remove')}</button>`
          }
        </div>
      </td>
    </tr>`;
  }

  #quietRow({ id, address, quiet }: AlertTarget, words: FleetWords): TemplateResult {
    const { t } = words;
    const name = `quiet-${id}`;
    return html`<tr>
      <th scope="row"><span class="name">${address}</span></th>
      <td>${this.#quietFields(name, quiet, words)}</td>
      <td>
        <div class="row">
          <button
            type="button"
            class="primary"
            ?disabled=${this.busy}
            @click=${() => this.#onQuiet(id, name, words)}
          >
            ${t('quiet.save')}
          </button>
          <button type="button" @click=${() => (this.changing = '')}>${t('quiet.no')}</button>
        </div>
      </td>
    </tr>`;
  }

  /** Two times of the day, or none. @param name what their ids begin with */
  #quietFields(name: string, quiet: QuietHours | undefined, { t }: FleetWords): TemplateResult {
    return html`<div class="row">
        ${(['from', 'to'] as const).map(
          (end) =>
            html`<div class="field">
              <label for="${name}-${end}">${t(`quiet.${end}`)}</label>
              <input
                id="${name}-${end}"
                type="time"
                value=${quiet?.[end] ?? ''}
                aria-describedby="${name}-hint"
              />
            </div>`,
        )}
      </div>
      <p class="hint" id="${name}-hint">${t('quiet.hint')}</p>`;
  }

  /** @returns the hours as they stand in their fields; `wrong` where they are none */
  #quietOf(name: string): QuietHours | undefined | 'wrong' {
    const [from = '', to = ''] = ['from', 'to'].map((end) =>
      (this.renderRoot.querySelector<HTMLInputElement>(`#${name}-${end}`)?.value ?? '').slice(0, 5),
    );
    if (from === '' && to === '') return undefined;
    return from === '' || to === '' || from === to ? 'wrong' : { from, to };
  }

  async #onQuiet(id: string, name: string, words: FleetWords): Promise<void> {
    const quiet = this.#quietOf(name);
    if (quiet === 'wrong') {
      this.said = { tone: 'bad', text: words.t('quiet.wrong') };
      return;
    }
    if (await act(this, words, this.client.setQuiet(id, quiet), () => words.t('quiet.saved')))
      this.changing = '';
  }

  #last({ last }: AlertTarget, words: FleetWords): string {
    const { t } = words;
    if (!last) return t('target.last.none');
    return t(`target.last.${last.state}`, {
      when: whenOf(words, last.at, Date.parse(this.desk.now)),
      why: faultText(words, last.fault),
    });
  }

  #form(words: FleetWords): TemplateResult {
    const { t } = words;
    return html`<form autocomplete="off" @submit=${(event: SubmitEvent) => this.#onAdd(event, words)}>
      <div class="field">
        <label for="target-kind">${t('target.kind')}</label>
        <select
          id="target-kind"
          @change=${(event: Event) =>
            (this.kind = (event.target as HTMLSelectElement).value as NewAlertTarget['kind'])}
        >
          ${(['email', 'webhook'] as const).map(
            (kind) =>
              html`<option value=${kind} ?selected=${kind === this.kind}>${t(`target.${kind}`)}</option>`,
          )}
        </select>
      </div>
      ${textField({
        id: 'target-address',
        label: t('target.address'),
        hint: t(`target.${this.kind}.hint`),
        value: this.address,
        maxLength: 500,
        onInput: (address) => (this.address = address),
      })}
      <div class="field">
        <label for="target-language">${t('target.language')}</label>
        <select id="target-language">
          ${(['zh-Hans', 'en'] as const).map(
            (language) =>
              html`<option value=${language} ?selected=${language === words.language}>
                ${t(`language.${language}`)}
              </option>`,
          )}
        </select>
      </div>
      ${this.#quietFields('target-quiet', undefined, words)}
      <button type="submit" class="primary" ?disabled=${this.busy || this.address.trim() === ''}>
        ${t('target.add')}
      </button>
    </form>`;
  }

  async #onAdd(event: SubmitEvent, words: FleetWords): Promise<void> {
    event.preventDefault();
    const select = this.renderRoot.querySelector<HTMLSelectElement>('#target-language');
    const language = select?.value === 'en' ? 'en' : 'zh-Hans';
    const quiet = this.#quietOf('target-quiet');
    if (quiet === 'wrong') {
      this.said = { tone: 'bad', text: words.t('quiet.wrong') };
      return;
    }
    const wish: NewAlertTarget = {
      kind: this.kind,
      address: this.address.trim(),
      language,
      ...(quiet ? { quiet } : {}),
    };
    const done = await act(this, words, this.client.addTarget(wish), ({ secret = '' }) => {
      this.secret = secret;
      return words.t('target.added');
    });
    if (done) this.address = '';
  }

  async #remove(id: string, words: FleetWords): Promise<void> {
    this.asking = '';
    this.secret = '';
    await act(this, words, this.client.removeTarget(id), () => words.t('target.removed'));
  }

  async #try(id: string, words: FleetWords): Promise<void> {
    this.busy = true;
    this.said = undefined;
    const result = await this.client.tryTarget(id);
    this.busy = false;
    const { t } = words;
    if (!result.ok) this.said = { tone: 'bad', text: words.why(result.error) };
    else
      this.said = result.value.done
        ? { tone: 'good', text: t('target.tried') }
        : { tone: 'bad', text: t('target.failed', { why: faultText(words, result.value.fault) }) };
    this.dispatchEvent(new FleetChangedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-alert-targets': AlertTargets;
  }
}
