import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/icon/icon.ts';
import { helpReach } from '../../model/help-call.ts';
import type { HelpCall } from '../../model/schema/help.ts';
import type { NamedTerminal } from '../../model/schema/staff-help.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type HelpWatch, sinceOf } from './help-watch.ts';
import { helpWords, screenWords } from './help-words.ts';
import { Watching } from './watching.ts';

/** Who in the hall asks for help: which terminal, which screen, how long. Rings, and is answered with one touch. */
@customElement('linli-help-desk')
export class HelpDesk extends LitElement {
  static override styles = [
    desk,
    css`
      ul {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .call {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
        border-inline-start: 8px solid var(--caution);
      }
      .call.wider {
        border-color: var(--danger);
        background: var(--danger-soft);
      }
      .call.coming {
        border-color: var(--positive);
      }
      .name {
        font-size: var(--type-heading);
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
        overflow-wrap: anywhere;
      }
      .since {
        font-variant-numeric: tabular-nums;
      }
      .answers button {
        flex: 1 1 9rem;
        min-block-size: 3.5rem;
      }
      .terminals form {
        flex-flow: row wrap;
        align-items: end;
        max-inline-size: 32rem;
      }
      .terminals .field {
        flex: 1 1 12rem;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private failed = '';
  @state() private saved = '';

  constructor() {
    super();
    new Watching(this, () => this.staff.help);
  }

  protected override render(): TemplateResult {
    const { t } = helpWords(this.staff);
    const watch = this.staff.help;
    const known = watch?.desk;
    return html`<div class="stack">
      <h1 tabindex="-1">${t('heading')}</h1>
      ${watch?.stale ? note('bad', t('stale')) : nothing} ${this.failed ? note('bad', this.failed) : nothing}
      ${
        !watch || watch.chime.ready
          ? nothing
          : html`<div class="row">
              <span>${t('sound.off')}</span>
              <button type="button" @click=${this.#onSound}>${t('sound.on')}</button>
            </div>`
      }
      <div role="status">
        ${watch && known ? this.#calls(watch) : html`<p>${this.staff.words.t('page.wait')}</p>`}
      </div>
      ${known ? this.#terminals(known.terminals) : nothing}
    </div>`;
  }

  #calls(watch: HelpWatch): TemplateResult {
    const { t } = helpWords(this.staff);
    const { calls } = watch;
    if (calls.length === 0)
      return html`<p class="name">${t('none')}</p>
        <p>${t('none.next')}</p>`;
    return html`<ul>
      ${repeat(
        calls,
        ({ id }) => id,
        (call) => this.#call(call, watch),
      )}
    </ul>`;
  }

  #call(call: HelpCall, { nowMs, desk: known }: HelpWatch): TemplateResult {
    const words = helpWords(this.staff);
    const { t } = words;
    const reach = helpReach(call, known?.rule ?? [], nowMs);
    const standing = reach === undefined ? 'coming' : reach === 'staff' ? 'open' : 'wider';
    const screen = screenWords(words, call.screen);
    return html`<li class="panel call ${standing}">
      <span class="name">${call.name}</span>
      <span>${t('call.at', { screen })}</span>
      <span class="since" aria-live="off">${t('call.since', { time: sinceOf(call, nowMs) })}</span>
      <strong>${t(`call.${standing}`)}</strong>
      <div class="row answers">
        ${
          standing === 'coming'
            ? nothing
            : html`<button type="button" class="primary" @click=${() => this.#answer(call, 'coming')}>
                ${t('do.coming')}
              </button>`
        }
        <button type="button" @click=${() => this.#answer(call, 'done')}>${t('do.done')}</button>
      </div>
    </li>`;
  }

  #terminals(terminals: readonly NamedTerminal[]): TemplateResult {
    const { t } = helpWords(this.staff);
    return html`<details class="terminals">
      <summary>${t('terminals.heading')}</summary>
      <div class="stack">
        <p>${t('terminals.text')}</p>
        ${this.saved ? note('good', this.saved) : nothing}
        ${terminals.length === 0 ? html`<p>${t('terminals.none')}</p>` : nothing}
        ${repeat(
          terminals,
          ({ id }) => id,
          ({ id, name, use }) =>
            html`<form @submit=${(event: SubmitEvent) => this.#onName(event, id)}>
              <div class="field">
                <label for=${id}>${t('terminals.name', { now: name })} · ${t(`terminals.use.${use}`)}</label>
                <input id=${id} name="name" maxlength="24" autocomplete="off" .value=${name} />
              </div>
              <button type="submit">${t('terminals.save')}</button>
            </form>`,
        )}
      </div>
    </details>`;
  }

  async #answer({ id }: HelpCall, answer: 'coming' | 'done'): Promise<void> {
    const failure = await this.staff.help?.answer(id, answer);
    const { t, why } = helpWords(this.staff);
    this.failed = !failure ? '' : failure.kind === 'unreachable' ? t('do.failed') : why(failure);
  }

  readonly #onName = async (event: SubmitEvent, id: string): Promise<void> => {
    event.preventDefault();
    const value = new FormData(event.target as HTMLFormElement).get('name');
    const answer = await this.staff.help?.name(id, typeof value === 'string' ? value : '');
    if (!answer) return;
    const { t, why } = helpWords(this.staff);
    this.failed = answer.ok ? '' : why(answer.error);
    this.saved = answer.ok ? t('terminals.saved', { name: answer.value.name }) : '';
  };

  readonly #onSound = async (): Promise<void> => {
    await this.staff.help?.chime.open();
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-help-desk': HelpDesk;
  }
}
