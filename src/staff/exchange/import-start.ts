import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ExchangeClient } from '../../api/staff-exchange.ts';
import type { ImportView } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { type ExchangeWords, exchangeWords, whyNot } from './exchange-words.ts';

/** Where the hub refuses a file without reading it: said before it is sent. */
const MOST_BYTES = 20 * 1_024 * 1_024;

/** Bringing a file: chosen, dropped or pasted; and the ones brought lately. */
@customElement('linli-import-start')
export class ImportStart extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: ExchangeClient;
  @state() private recent: readonly ImportView[] | undefined;
  @state() private over = false;
  @state() private reading = false;
  @state() private pasted = '';
  @state() private asking: ImportView | undefined;
  @state() private failed = '';

  protected override firstUpdated(): void {
    void this.#list();
  }

  protected override render(): TemplateResult {
    const words = exchangeWords(this.staff);
    const { t } = words;
    return html`<div class="stack">
      <h2>${t('in.heading')}</h2>
      <p>${t('in.text')}</p>
      <div role="alert">${this.failed ? note('bad', this.failed) : nothing}</div>
      <div
        class="drop ${this.over ? 'over' : ''}"
        @dragover=${this.#onOver}
        @dragleave=${() => (this.over = false)}
        @drop=${this.#onDrop}
      >
        ${
          this.reading
            ? html`<p role="status">${t('in.reading')}</p>
                <progress aria-label=${t('in.reading')}></progress>`
            : html`<button type="button" class="primary" @click=${this.#openChooser}>
                  <linli-icon name="upload"></linli-icon>${t('in.choose')}
                </button>
                <input
                  type="file"
                  aria-label=${t('in.choose')}
                  accept=".xlsx,.csv,.zip,.json,.txt"
                  hidden
                  @change=${this.#onChoose}
                />
                <p class="hint">${t('in.drop')}</p>
                <p class="hint">${t('in.kinds')}</p>`
        }
      </div>
      <p class="row">
        <span>${t('in.start')}</span>
        <button type="button" @click=${() => this.staff.go('out')}>${t('tab.out')}</button>
      </p>
      ${this.#paste(words)} ${this.#recent(words)}
    </div>`;
  }

  #paste({ t }: ExchangeWords): TemplateResult {
    return html`<details>
      <summary>${t('in.paste')}</summary>
      <form class="wide" @submit=${this.#onPaste}>
        <label for="pasted">${t('in.paste.label')}</label>
        <textarea
          id="pasted"
          spellcheck="false"
          .value=${this.pasted}
          @input=${(event: InputEvent) => (this.pasted = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        <button type="submit" ?disabled=${this.reading || this.pasted.trim() === ''}>
          ${t('in.paste.do')}
        </button>
      </form>
    </details>`;
  }

  #recent(words: ExchangeWords): TemplateResult {
    const { t, clock } = words;
    const heads = ['file', 'state', 'at', 'do'] as const;
    return html`<h2>${t('in.recent')}</h2>
      <p class="hint">${t('in.recent.text')}</p>
      ${
        !this.recent
          ? html`<p>${this.staff.words.t('page.wait')}</p>`
          : this.recent.length === 0
            ? html`<p>${t('in.recent.none')}</p>`
            : html`<table class="stacks">
                <thead>
                  <tr>
                    ${heads.map((head) => html`<th scope="col">${t(`in.col.${head}`)}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${repeat(
                    this.recent,
                    ({ id }) => id,
                    (view) =>
                      html`<tr>
                        <th scope="row">
                          ${view.file}<br /><span class="hint">${t(`format.${view.format}`)}</span>
                        </th>
                        <td><span class="tag">${t(`state.${view.state}`)}</span></td>
                        <td>${clock.day(Date.parse(view.at))} ${clock.time(Date.parse(view.at))}</td>
                        <td>
                          <div class="row">
                            <button type="button" @click=${() => this.staff.go('in', view.id)}>
                              ${t('in.open')}
                            </button>
                            <button type="button" @click=${() => (this.asking = view)}>
                              ${t('in.forget')}
                            </button>
                          </div>
                          ${this.asking?.id === view.id ? this.#ask(view, words) : nothing}
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
      }`;
  }

  #ask(view: ImportView, { t }: ExchangeWords): TemplateResult {
    return html`<div class="row" role="alert">
      <span>${t('in.forget.ask', { file: view.file })}</span>
      <button type="button" class="danger" @click=${() => void this.#forget(view)}>${t('in.forget')}</button>
      <button type="button" @click=${() => (this.asking = undefined)}>${t('write.no')}</button>
    </div>`;
  }

  readonly #openChooser = (): void => {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  };

  readonly #onOver = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file && !this.reading) void this.#upload(file, file.name);
  };

  readonly #onChoose = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    // The same file may be chosen again after it was mended.
    if (file) void this.#upload(file, file.name).then(() => (input.value = ''));
  };

  readonly #onPaste = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#upload(new Blob([this.pasted]), 'hsds.json');
  };

  async #upload(file: Blob, name: string): Promise<void> {
    const words = exchangeWords(this.staff);
    this.failed = '';
    if (file.size > MOST_BYTES) {
      this.failed = words.t('error.exchange.too-large');
      return;
    }
    this.reading = true;
    const answer = await this.client.upload(file, name);
    this.reading = false;
    if (answer.ok) this.staff.go('in', answer.value.id);
    else this.failed = whyNot(words, answer.error);
  }

  async #forget({ id }: ImportView): Promise<void> {
    this.asking = undefined;
    const answer = await this.client.forget(id);
    if (!answer.ok) this.failed = whyNot(exchangeWords(this.staff), answer.error);
    await this.#list();
  }

  async #list(): Promise<void> {
    const answer = await this.client.list();
    if (answer.ok) this.recent = answer.value.imports;
    else this.failed = whyNot(exchangeWords(this.staff), answer.error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-import-start': ImportStart;
  }
}
