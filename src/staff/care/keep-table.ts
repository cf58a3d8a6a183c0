import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CareClient } from '../../api/staff-care.ts';
import { type RetentionKind, mayKeep } from '../../model/retention.ts';
import type { Retention } from '../../model/schema/staff-care.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type CareWords, careWords } from './care-words.ts';

type Rule = Retention['rules'][number];

/** How long each kind of data is kept, to be chosen within bounds. Making it shorter is asked for twice. */
@customElement('linli-keep-table')
export class KeepTable extends LitElement {
  static override styles = [
    desk,
    css`
      input {
        max-inline-size: 7rem;
      }
      .fault {
        color: var(--danger);
      }
      th .hint {
        font-weight: var(--weight-text);
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private rules: readonly Rule[] | undefined;
  /** What was typed and not saved, by kind. */
  @state() private typed: ReadonlyMap<RetentionKind, string> = new Map();
  /** Shorter than before, and not confirmed. */
  @state() private asking: RetentionKind | undefined;
  @state() private said: { readonly tone: 'good' | 'bad'; readonly text: string } | undefined;
  @state() private busy = false;

  protected override firstUpdated(): void {
    void this.#read();
  }

  protected override render(): TemplateResult {
    const words = careWords(this.staff);
    const { t } = words;
    return html`<section class="panel stack">
      <h2>${t('keep.heading')}</h2>
      <p>${t('keep.text')}</p>
      <div role="status">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${
        this.rules
          ? html`<table class="stacks">
              <thead>
                <tr>
                  <th scope="col">${t('keep.kind')}</th>
                  <th scope="col">${t('keep.days')}</th>
                  <th scope="col"></th>
                </tr>
              </thead>
              <tbody>
                ${this.rules.map((rule) => this.#row(rule, words))}
              </tbody>
            </table>`
          : html`<p class="muted">${this.staff.words.t('page.wait')}</p>`
      }
    </section>`;
  }

  #row(rule: Rule, { t }: CareWords): TemplateResult {
    const { kind, days, least, most, usual } = rule;
    const typed = this.typed.get(kind) ?? String(days);
    const wrong = !mayKeep(kind, Number(typed));
    return html`<tr>
      <th scope="row">
        <label for=${kind}>${t(`kind.${kind}`)}</label>
        <p class="hint">${t(`kind.${kind}.text`)}</p>
      </th>
      <td>
        <input
          id=${kind}
          inputmode="numeric"
          .value=${typed}
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby="${kind}-bounds"
          @input=${(event: InputEvent) => this.#type(kind, (event.target as HTMLInputElement).value)}
        />
        <p id="${kind}-bounds" class="hint ${wrong ? 'fault' : ''}">
          ${t(wrong ? 'keep.wrong' : 'keep.bounds', { least, most })}
        </p>
      </td>
      <td>
        <div class="row">
          ${
            this.asking === kind
              ? html`<p role="alert">${t('keep.shorter', { n: typed })}</p>
                  <button type="button" class="danger" @click=${() => void this.#keep(kind, Number(typed))}>
                    ${t('keep.save')}
                  </button>`
              : html`<button
                  type="button"
                  ?disabled=${wrong || this.busy || Number(typed) === days}
                  @click=${() => this.#save(rule, Number(typed))}
                >
                  ${t('keep.save')}
                </button>`
          }
          ${
            rule.set
              ? html`<button type="button" class="quiet" @click=${() => void this.#keep(kind, undefined)}>
                  ${t('keep.usual', { n: usual })}
                </button>`
              : nothing
          }
        </div>
      </td>
    </tr>`;
  }

  get #client(): CareClient {
    return new CareClient(this.staff.client.call, this.staff.site.id);
  }

  #type(kind: RetentionKind, text: string): void {
    this.asking = undefined;
    this.typed = new Map([...this.typed, [kind, text.trim()]]);
  }

  #save({ kind, days }: Rule, wanted: number): void {
    if (wanted < days) this.asking = kind;
    else void this.#keep(kind, wanted);
  }

  async #read(): Promise<void> {
    const answer = await this.#client.retention();
    if (answer.ok) this.rules = answer.value.rules;
    else this.said = { tone: 'bad', text: careWords(this.staff).why(answer.error) };
  }

  async #keep(kind: RetentionKind, days: number | undefined): Promise<void> {
    this.busy = true;
    const answer = await this.#client.keep(days === undefined ? { kind } : { kind, days });
    this.busy = false;
    this.asking = undefined;
    const { t, why } = careWords(this.staff);
    if (!answer.ok) {
      this.said = { tone: 'bad', text: why(answer.error) };
      return;
    }
    this.rules = answer.value.rules;
    this.typed = new Map([...this.typed].filter(([one]) => one !== kind));
    const n = answer.value.rules.find((rule) => rule.kind === kind)?.days ?? 0;
    this.said = { tone: 'good', text: t('keep.saved', { kind: t(`kind.${kind}`), n }) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-keep-table': KeepTable;
  }
}
