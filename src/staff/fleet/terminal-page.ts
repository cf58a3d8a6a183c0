import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '../../../components/icon/icon.ts';
import type { FleetClient } from '../../api/staff-fleet.ts';
import type { Fleet, FleetTerminal, OrderRow, TerminalHistory } from '../../model/schema/staff-fleet.ts';
import { note, textField } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type Said, act, factList, saidNote, standing } from './acts.ts';
import { factsOf } from './facts.ts';
import { fleetStyles } from './fleet-styles.ts';
import { type FleetWords, ageOf, fleetWords, outcomeText, whenOf, wishText } from './fleet-words.ts';
import './order-panel.ts';
import { placeField } from './place-field.ts';
import { placeName } from './places.ts';

interface Settings {
  readonly name: string;
  readonly place: string;
  readonly note: string;
}

/** One terminal: how it is, what it should do, what went wrong on it, what it is called; and its end. */
@customElement('linli-terminal-page')
export class TerminalPage extends LitElement {
  static override styles = [
    fleetStyles,
    css`
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
        gap: var(--space-3);
        align-items: start;
      }
      img {
        align-self: flex-start;
        max-inline-size: 100%;
        max-block-size: 28rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-1);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: FleetClient;
  @property({ attribute: false }) fleet!: Fleet;
  @property({ attribute: false }) terminalId = '';
  @state() said: Said | undefined;
  @state() busy = false;
  @state() private history: TerminalHistory | undefined;
  /** What is typed and not saved yet. */
  @state() private typed: Settings | undefined;
  @state() private asking: 'revoke' | 'write-off' | undefined;

  protected override updated(changed: PropertyValues): void {
    if (changed.has('fleet') || changed.has('terminalId')) void this.#read();
  }

  protected override render(): TemplateResult {
    const words = fleetWords(this.staff);
    const { t } = words;
    const terminal = this.fleet.terminals.find(({ id }) => id === this.terminalId);
    const back = html`<p><a href=${deskPath(this.staff.site.id, 'fleet')}>${t('back')}</a></p>`;
    if (!terminal) return html`${back}${note('bad', t('error.terminal.unknown'))}`;
    const isPaired = terminal.status === 'paired';
    return html`<div class="stack">
      ${back}
      <h2>${terminal.name} ${standing(words, terminal)}</h2>
      ${saidNote(this.said)} ${terminal.status === 'revoked' ? note('info', t('revoked.text')) : nothing}
      <div class="two">${this.#facts(terminal, words)} ${this.#settings(terminal, words)}</div>
      ${
        isPaired
          ? html`<section class="panel stack">
              <h2>${t('orders.heading')}</h2>
              <linli-order-panel
                .staff=${this.staff}
                .client=${this.client}
                .terminals=${[terminal]}
              ></linli-order-panel>
            </section>`
          : nothing
      }
      <div class="two">${this.#orders(words)} ${this.#picture(terminal, words)}</div>
      ${this.#errors(words)} ${this.#ending(terminal, words)}
    </div>`;
  }

  #facts(terminal: FleetTerminal, words: FleetWords): TemplateResult {
    const { t } = words;
    const facts = factsOf(words, terminal, this.fleet.version, Date.parse(this.fleet.now));
    const line = (head: string, value: unknown): TemplateResult =>
      html`<dt>${head}</dt>
        <dd>${value}</dd>`;
    const { report } = terminal;
    return html`<section class="panel stack">
      <h2>${t('facts.heading')}</h2>
      <dl>
        ${line(t('col.name'), t(`use.${terminal.use}`))} ${line(t('col.state'), factList(facts.use))}
        ${line(t('col.place'), placeName(words, this.fleet, terminal))}
        ${line(t('col.content'), factList(facts.content))}
        ${facts.visit.length > 0 ? line(t('col.visit'), factList(facts.visit)) : nothing}
        ${facts.devices.length > 0 ? line(t('col.devices'), factList(facts.devices)) : nothing}
        ${line(
          t('col.health'),
          factList([
            ...facts.health,
            ...(report
              ? [
                  { text: t('up.since', { time: ageOf(words, report.upMs) }) },
                  {
                    text: t('page.size', {
                      width: report.page.width,
                      height: report.page.height,
                      ratio: Math.round(report.page.pixelRatio * 100) / 100,
                    }),
                  },
                ]
              : []),
          ]),
        )}
      </dl>
    </section>`;
  }

  #settings(terminal: FleetTerminal, words: FleetWords): TemplateResult {
    const { t } = words;
    const now = this.typed ?? settingsOf(terminal);
    const type = (typed: Partial<Settings>): void => void (this.typed = { ...now, ...typed });
    return html`<section class="panel stack">
      <h2>${t('settings.heading')}</h2>
      <form autocomplete="off" @submit=${(event: SubmitEvent) => this.#onSettings(event, now, words)}>
        ${textField({
          id: 'name',
          label: t('settings.name'),
          hint: t('settings.name.hint'),
          value: now.name,
          maxLength: 24,
          onInput: (name) => type({ name }),
        })}
        ${placeField('place', words, this.fleet, now.place, (place) => type({ place }))}
        ${textField({
          id: 'note',
          label: t('settings.note'),
          hint: t('settings.note.hint'),
          value: now.note,
          maxLength: 120,
          onInput: (text) => type({ note: text }),
        })}
        <button type="submit" class="primary" ?disabled=${this.busy}>${t('settings.save')}</button>
      </form>
    </section>`;
  }

  #orders(words: FleetWords): TemplateResult {
    const { t } = words;
    const nowMs = Date.parse(this.fleet.now);
    const orders = this.history?.orders ?? [];
    const row = (order: OrderRow): TemplateResult =>
      html`<tr>
        <th scope="row">
          ${wishText(words, order.wish)}<br /><span class="quiet-text"
            >${t('order.by', { who: order.by, when: whenOf(words, order.at, nowMs) })}</span
          >
        </th>
        <td><span class=${order.state === 'failed' ? 'wrong' : ''}>${outcomeText(words, order)}</span></td>
        <td>
          ${
            order.state === 'waiting' || order.state === 'taken'
              ? html`<button
                  type="button"
                  ?disabled=${this.busy}
                  @click=${() => act(this, words, this.client.withdraw(order.id), () => t('order.withdrawn'))}
                >
                  ${t('order.withdraw')}
                </button>`
              : nothing
          }
        </td>
      </tr>`;
    return html`<section class="panel stack" aria-live="polite">
      <h2>${t('history.heading')}</h2>
      ${
        orders.length === 0
          ? html`<p>${t('history.none')}</p>`
          : html`<table>
              <tbody>
                ${orders.slice(0, 10).map(row)}
              </tbody>
            </table>`
      }
    </section>`;
  }

  #picture({ id, name, use, pictureAt }: FleetTerminal, words: FleetWords): TemplateResult | typeof nothing {
    const { t } = words;
    if (use === 'display') return nothing;
    return html`<section class="panel stack">
      <h2>${t('picture.heading')}</h2>
      ${
        pictureAt === undefined
          ? html`<p>${t('picture.none')}</p>`
          : html`<img src=${this.client.picturePath(id, pictureAt)} alt=${t('picture.alt', { name })} />
              <p class="hint">
                ${t('picture.at', { when: whenOf(words, pictureAt, Date.parse(this.fleet.now)) })}
              </p>`
      }
    </section>`;
  }

  #errors(words: FleetWords): TemplateResult {
    const { t } = words;
    const errors = this.history?.errors ?? [];
    return html`<section class="panel stack">
      <h2>${t('errors.heading')}</h2>
      <p class="hint">${t('errors.text')}</p>
      ${
        errors.length === 0
          ? html`<p>${t('errors.empty')}</p>`
          : html`<table class="stacks">
              <thead>
                <tr>
                  ${(['when', 'code', 'where'] as const).map((head) => html`<th scope="col">${t(`errors.${head}`)}</th>`)}
                  <th scope="col">${t('col.content')}</th>
                </tr>
              </thead>
              <tbody>
                ${errors.map(
                  ({ at, code, where, version, release }) =>
                    html`<tr>
                      <td>${whenOf(words, at, Date.parse(this.fleet.now))}</td>
                      <th scope="row"><code>${code}</code></th>
                      <td><code>${where}</code></td>
                      <td>
                        ${t('version', { version })}${release === undefined ? '' : ` · ${t('release', { n: release })}`}
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
    </section>`;
  }

  #ending(terminal: FleetTerminal, words: FleetWords): TemplateResult {
    const { t } = words;
    const leased = this.history?.leased ?? { times: 0, places: 0 };
    const waiting = terminal.report?.outbox.waiting ?? 0;
    const isPaired = terminal.status === 'paired';
    if (!isPaired && leased.places === 0) return html``;
    return html`<section class="panel stack">
        <h2>${t('revoke.heading')}</h2>
        <p>${t('revoke.text')}</p>
        <div class="row">
          ${
            isPaired
              ? html`<button type="button" @click=${() => (this.asking = 'revoke')}>
                  ${t('revoke.do')}
                </button>`
              : html`<button type="button" @click=${() => (this.asking = 'write-off')}>
                  ${t('write-off.do', { n: leased.places })}
                </button>`
          }
        </div>
      </section>
      ${this.#dialog(
        'revoke',
        t('revoke.ask', { name: terminal.name }),
        [
          t('revoke.lost'),
          ...(leased.places > 0 ? [t('revoke.leased', leased)] : []),
          ...(waiting > 0 ? [t('revoke.outbox', { n: waiting })] : []),
        ],
        [t('revoke.yes'), t('revoke.no')],
        () => act(this, words, this.client.revoke(terminal.id), () => t('revoke.done')),
      )}
      ${this.#dialog(
        'write-off',
        t('write-off.ask', { n: leased.places }),
        [t('write-off.text')],
        [t('write-off.yes'), t('write-off.no')],
        () =>
          act(this, words, this.client.writeOff(terminal.id), ({ places }) =>
            t('write-off.done', { n: places }),
          ),
      )}`;
  }

  #dialog(
    name: 'revoke' | 'write-off',
    label: string,
    lost: readonly string[],
    [yes, no]: readonly [string, string],
    doIt: () => Promise<boolean>,
  ): TemplateResult {
    const close = (): void => void (this.asking = undefined);
    return html`<wa-dialog
      label=${label}
      .open=${this.asking === name}
      @wa-after-hide=${(event: Event) => {
        if (event.target === event.currentTarget && this.asking === name) close();
      }}
    >
      <div class="stack">${lost.map((text) => html`<p>${text}</p>`)}</div>
      <div slot="footer" class="row">
        <button type="button" @click=${close}>${no}</button>
        <button
          type="button"
          class="danger"
          ?disabled=${this.busy}
          @click=${() => {
            close();
            void doIt();
          }}
        >
          ${yes}
        </button>
      </div>
    </wa-dialog>`;
  }

  async #onSettings(event: SubmitEvent, settings: Settings, words: FleetWords): Promise<void> {
    event.preventDefault();
    const answer = this.client.change(this.terminalId, settings);
    const done = await act(this, words, answer, () => words.t('settings.saved'));
    if (done) this.typed = undefined;
  }

  async #read(): Promise<void> {
    const id = this.terminalId;
    const answer = await this.client.history(id);
    if (answer.ok && id === this.terminalId) this.history = answer.value;
  }
}

const settingsOf = ({ name, named, place = '', note: text = '' }: FleetTerminal): Settings => ({
  name: named ? name : '',
  place,
  note: text,
});

declare global {
  interface HTMLElementTagNameMap {
    'linli-terminal-page': TerminalPage;
  }
}
