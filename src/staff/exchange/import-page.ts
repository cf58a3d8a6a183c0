import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ExchangeClient } from '../../api/staff-exchange.ts';
import type { StaffAnswer } from '../../api/staff-client.ts';
import type { ImportView } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { type ExchangeWords, exchangeWords, noteText, whyCode, whyNot } from './exchange-words.ts';
import './import-lines.ts';
import './mapping-step.ts';
import { type Choosing, type ChoosingEvent, firstChoice, missingColumns } from './mapping-step.ts';

/** How often it is asked how far something is. */
const LOOK_EVERY_MS = 500;

/** An upload on its way into the draft: which column is which, the check, the writing, and the way back. */
@customElement('linli-import-page')
export class ImportPage extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: ExchangeClient;
  /** Its id. */
  @property({ attribute: false }) upload = '';
  @state() private view: ImportView | undefined;
  @state() private choosing: Choosing | undefined;
  /** Whether what was chosen is other than what was checked. */
  @state() private stale = false;
  @state() private asking: 'good' | 'all' | undefined;
  @state() private busy = false;
  @state() private said: { readonly tone: 'good' | 'bad'; readonly text: string } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override firstUpdated(): void {
    void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const words = exchangeWords(this.staff);
    const { t } = words;
    const { view, choosing } = this;
    return html`<div class="stack">
      <div class="row">
        <h2>${view?.file ?? ''}</h2>
        <button type="button" @click=${() => this.staff.go('in')}>${t('in.again')}</button>
      </div>
      <div role="alert">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${
        !view
          ? html`<p>${this.said ? '' : this.staff.words.t('page.wait')}</p>`
          : html`${view.notes.map((each) => note('info', noteText(words, each)))}
            ${
              view.format !== 'folder' && choosing
                ? html`<linli-mapping-step
                    .staff=${this.staff}
                    .sheets=${view.sheets}
                    .choosing=${choosing}
                    ?disabled=${this.#isAtWork}
                    @linli-choosing=${this.#onChoosing}
                  ></linli-mapping-step>`
                : nothing
            }
            ${this.#check(words, view)} ${this.#write(words, view)}`
      }
    </div>`;
  }

  get #isAtWork(): boolean {
    return this.view?.state === 'judging' || this.view?.state === 'applying';
  }

  #check(words: ExchangeWords, view: ImportView): TemplateResult {
    const { t } = words;
    const { progress, counts, failed } = view;
    const cannot =
      this.busy ||
      this.#isAtWork ||
      (view.format !== 'folder' && (!this.choosing?.kind || missingColumns(this.choosing).length > 0));
    return html`<section class="panel stack" aria-labelledby="check">
      <h2 id="check">${t('step.check')}</h2>
      ${failed ? note('bad', whyCode(words, failed)) : nothing}
      ${
        view.state === 'judging'
          ? html`<p role="status">
                ${progress ? t('check.busy', { done: progress.done, total: progress.total }) : t('check.starting')}
              </p>
              <progress
                aria-label=${t('step.check')}
                max=${progress?.total ?? 1}
                .value=${progress?.done ?? 0}
              ></progress>
              <div class="row">${this.#stop(words)}</div>`
          : html`<div class="row">
              <button
                type="button"
                class=${counts && !this.stale ? '' : 'primary'}
                ?disabled=${cannot}
                @click=${() => void this.#begin()}
              >
                ${t(counts ? 'check.again' : 'check.do')}
              </button>
            </div>`
      }
      ${
        counts && !this.stale
          ? html`<linli-import-lines
              .staff=${this.staff}
              .client=${this.client}
              .upload=${view.id}
              .counts=${counts}
              .kind=${this.choosing?.kind}
            ></linli-import-lines>`
          : nothing
      }
    </section>`;
  }

  #stop({ t }: ExchangeWords): TemplateResult {
    return html`<button type="button" @click=${() => void this.#do(this.client.cancel(this.upload))}>
      ${t('check.cancel')}
    </button>`;
  }

  #write(words: ExchangeWords, view: ImportView): TemplateResult | typeof nothing {
    const { t } = words;
    const { counts, state: standing } = view;
    if (standing === 'applying')
      return html`<section class="panel stack" aria-label=${t('step.write')}>
        <h2>${t('step.write')}</h2>
        <p role="status">${t('write.busy', { total: view.progress?.total ?? 0 })}</p>
        <progress aria-label=${t('step.write')}></progress>
        <div class="row">${this.#stop(words)}</div>
      </section>`;
    if (standing === 'applied') return this.#done(words, view);
    if (standing === 'undone') return html`<div role="status">${note('good', t('done.undone'))}</div>`;
    if (standing !== 'judged' || !counts || this.stale) return nothing;
    const good = counts.new + counts.changed + counts.removed;
    const isFolder = view.format === 'folder';
    const mayAll = counts.fault === 0 && good > 0;
    const mayGood = counts.fault > 0 && good > 0 && !isFolder;
    return html`<section class="panel stack" aria-labelledby="write">
      <h2 id="write">${t('step.write')}</h2>
      ${
        counts.fault > 0
          ? note('bad', t(isFolder ? 'write.folder-faults' : 'write.faults', { n: counts.fault }))
          : nothing
      }
      ${isFolder && mayAll ? html`<p>${t('write.folder', { n: counts.removed })}</p>` : nothing}
      ${good === 0 ? html`<p>${t('write.nothing')}</p>` : nothing}
      ${
        this.asking
          ? this.#ask(words, view, this.asking)
          : html`<div class="row">
              ${
                mayAll
                  ? html`<button
                      type="button"
                      class="primary"
                      ?disabled=${this.busy}
                      @click=${() => (this.asking = 'all')}
                    >
                      ${t('write.all', { n: good })}
                    </button>`
                  : nothing
              }
              ${
                mayGood
                  ? html`<button type="button" ?disabled=${this.busy} @click=${() => (this.asking = 'good')}>
                      ${t('write.good', { n: good })}
                    </button>`
                  : nothing
              }
            </div>`
      }
    </section>`;
  }

  #ask({ t }: ExchangeWords, { counts }: ImportView, take: 'good' | 'all'): TemplateResult {
    const { new: added = 0, changed = 0, removed = 0 } = counts ?? {};
    return html`<div class="stack" role="alert">
      <p>${t('write.ask', { new: added, changed, removed })}</p>
      <div class="row">
        <button type="button" class="primary" ?disabled=${this.busy} @click=${() => void this.#apply(take)}>
          ${t('write.yes')}
        </button>
        <button type="button" @click=${() => (this.asking = undefined)}>${t('write.no')}</button>
      </div>
    </div>`;
  }

  #done({ t }: ExchangeWords, { counts }: ImportView): TemplateResult {
    const { new: added = 0, changed = 0, removed = 0 } = counts ?? {};
    return html`<section class="panel stack" aria-labelledby="done">
      <h2 id="done">${t('done.heading')}</h2>
      <div role="status">${note('good', t('done.text', { new: added, changed, removed }))}</div>
      <div class="row">
        <a class="button primary" href=${deskPath(this.staff.site.id, 'content')}>${t('done.see')}</a>
        <button type="button" ?disabled=${this.busy} @click=${() => void this.#undo()}>
          ${t('done.undo')}
        </button>
      </div>
    </section>`;
  }

  readonly #onChoosing = ({ choosing }: ChoosingEvent): void => {
    this.choosing = choosing;
    this.stale = true;
    this.asking = undefined;
    sessionStorage.setItem(this.#shelf, JSON.stringify({ ...choosing, upload: this.upload }));
  };

  get #shelf(): string {
    return `linli.staff.exchange.${this.staff.site.id}`;
  }

  /** What was chosen for this upload before the session ended or the page was left. */
  #kept(view: ImportView): Choosing {
    const first = firstChoice(view.sheets);
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#shelf) ?? 'null') as
        (Choosing & { upload?: string }) | null;
      return kept?.upload === view.id ? kept : first;
    } catch {
      return first;
    }
  }

  async #begin(): Promise<void> {
    const { choosing, view } = this;
    if (!view) return;
    this.asking = undefined;
    const wish =
      view.format === 'folder' || !choosing
        ? {}
        : {
            sheet: choosing.sheet,
            mapping: choosing.mapping,
            blanks: choosing.blanks,
            ...(choosing.kind ? { kind: choosing.kind } : {}),
          };
    this.stale = false;
    await this.#do(this.client.dryRun(this.upload, wish));
  }

  async #apply(take: 'good' | 'all'): Promise<void> {
    this.asking = undefined;
    await this.#do(this.client.apply(this.upload, { take }));
  }

  async #undo(): Promise<void> {
    const words = exchangeWords(this.staff);
    this.busy = true;
    const answer = await this.client.undo(this.upload);
    this.busy = false;
    if (!answer.ok) this.said = { tone: 'bad', text: whyNot(words, answer.error) };
    else {
      const { conflicts, import: view } = answer.value;
      this.said =
        conflicts > 0 ? { tone: 'bad', text: words.t('done.conflicts', { n: conflicts }) } : undefined;
      this.view = view;
    }
  }

  async #do(answer: StaffAnswer<ImportView>): Promise<void> {
    this.busy = true;
    this.said = undefined;
    const result = await answer;
    this.busy = false;
    if (result.ok) this.#show(result.value);
    else this.said = { tone: 'bad', text: whyNot(exchangeWords(this.staff), result.error) };
  }

  async #look(): Promise<void> {
    const answer = await this.client.read(this.upload);
    if (answer.ok) this.#show(answer.value);
    else this.said = { tone: 'bad', text: whyNot(exchangeWords(this.staff), answer.error) };
  }

  #show(view: ImportView): void {
    this.choosing ??= this.#kept(view);
    this.view = view;
    clearTimeout(this.#timer);
    if (this.#isAtWork && this.isConnected)
      this.#timer = setTimeout(() => {
        void this.#look();
      }, LOOK_EVERY_MS);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-import-page': ImportPage;
  }
}
