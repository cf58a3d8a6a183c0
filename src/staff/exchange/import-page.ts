import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ExchangeClient } from '../../api/staff-exchange.ts';
import type { StaffAnswer } from '../../api/staff-client.ts';
import type { ImportView } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { type Choosing, keepChoice, keptChoice, missingColumns } from './choosing.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { type ExchangeWords, exchangeWords, noteText, whyNot, whyStopped } from './exchange-words.ts';
import './import-lines.ts';
import { underWay } from './import-progress.ts';
import './mapping-step.ts';
import type { ChoosingEvent } from './mapping-step.ts';
import './write-step.ts';
import type { WriteEvent } from './write-step.ts';

/** How often it is asked how far something is. */
const LOOK_EVERY_MS = 500;
/** The same while the hub does not answer. */
const LOOK_AGAIN_MS = 3_000;

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
  @state() private busy = false;
  @state() private stopping = false;
  /** The hub did not answer when it was asked how far it is. */
  @state() private lost = false;
  @state() private failed = '';
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
    const { view } = this;
    return html`<div class="stack">
      <div class="row">
        <h2>${view?.file ?? ''}</h2>
        <button type="button" @click=${() => this.staff.go('in')}>${t('in.again')}</button>
      </div>
      <div role="alert">${this.failed ? note('bad', this.failed) : nothing}</div>
      ${view ? this.#steps(words, view) : html`<p>${this.failed ? '' : this.staff.words.t('page.wait')}</p>`}
    </div>`;
  }

  /** What has begun or ended is brought into sight: between the steps there may be a hundred lines. */
  protected override updated(changed: PropertyValues): void {
    if (!changed.has('view')) return;
    const before = changed.get('view') as ImportView | undefined;
    const [was, is] = [underWay(before?.state), underWay(this.view?.state)];
    if (was === is) return;
    const step = is === 'judging' || this.view?.state === 'ready' ? '.second' : '.third';
    this.renderRoot.querySelector(step)?.scrollIntoView({ block: 'nearest' });
  }

  #steps(words: ExchangeWords, view: ImportView): TemplateResult {
    const { choosing } = this;
    return html`${view.notes.map((each) => note('info', noteText(words, each)))}
    ${
      view.format !== 'folder' && choosing
        ? html`<linli-mapping-step
            .staff=${this.staff}
            .sheets=${view.sheets}
            .choosing=${choosing}
            ?disabled=${underWay(view.state) !== undefined}
            @linli-choosing=${this.#onChoosing}
          ></linli-mapping-step>`
        : nothing
    }
    ${this.#check(words, view)} ${this.#write(words, view)}`;
  }

  #write(words: ExchangeWords, view: ImportView): TemplateResult {
    const isWriting = view.state === 'applying' || view.state === 'undoing';
    return html`<div class="third stack">
      ${this.#why(words, view, view.state !== 'ready')}
      ${
        isWriting
          ? html`<section class="panel stack" aria-labelledby="write">
              <h2 id="write">${words.t(view.state === 'undoing' ? 'state.undoing' : 'step.write')}</h2>
              ${this.#progress(view)}
            </section>`
          : this.stale
            ? nothing
            : html`<linli-write-step
                .staff=${this.staff}
                .view=${view}
                ?disabled=${this.busy}
                @linli-write=${this.#onWrite}
              ></linli-write-step>`
      }
    </div>`;
  }

  /** Why a step came to nothing, at that step. What somebody stopped themselves is no trouble. */
  #why(words: ExchangeWords, view: ImportView, isHere: boolean): TemplateResult {
    const why = isHere ? whyStopped(words, view) : undefined;
    const tone = view.failed === 'exchange.cancelled' ? 'info' : 'bad';
    return html`<div role="alert">${why === undefined ? nothing : note(tone, why)}</div>`;
  }

  #check(words: ExchangeWords, view: ImportView): TemplateResult {
    const { t } = words;
    const { counts } = view;
    const isWriting = view.state === 'applying' || view.state === 'undoing';
    const cannot =
      this.busy ||
      underWay(view.state) !== undefined ||
      (view.format !== 'folder' && (!this.choosing?.kind || missingColumns(this.choosing).length > 0));
    return html`<section class="second panel stack" aria-labelledby="check">
      <h2 id="check">${t('step.check')}</h2>
      ${this.#why(words, view, view.state === 'ready')}
      ${
        view.state === 'judging'
          ? this.#progress(view)
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
          ? html`<div ?hidden=${isWriting}>
              <linli-import-lines
                .staff=${this.staff}
                .client=${this.client}
                .upload=${view.id}
                .counts=${counts}
                .kind=${this.choosing?.kind}
              ></linli-import-lines>
            </div>`
          : nothing
      }
    </section>`;
  }

  #progress(view: ImportView): TemplateResult {
    return html`<linli-import-progress
      .staff=${this.staff}
      .view=${view}
      ?stopping=${this.stopping}
      ?lost=${this.lost}
      @linli-stop=${this.#onStop}
    ></linli-import-progress>`;
  }

  readonly #onChoosing = ({ choosing }: ChoosingEvent): void => {
    this.choosing = choosing;
    this.stale = true;
    keepChoice(this.staff.site.id, this.upload, choosing);
  };

  readonly #onWrite = ({ wish }: WriteEvent): void => {
    const { client, upload } = this;
    void this.#do(wish === 'undo' ? client.undo(upload) : client.apply(upload, { take: wish }));
  };

  readonly #onStop = (): void => {
    this.stopping = true;
    void this.#do(this.client.cancel(this.upload));
  };

  async #begin(): Promise<void> {
    const { choosing, view } = this;
    if (!view) return;
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

  async #do(answer: StaffAnswer<ImportView>): Promise<void> {
    this.busy = true;
    this.failed = '';
    const result = await answer;
    this.busy = false;
    if (result.ok) return this.#show(result.value);
    this.stopping = false;
    this.failed = whyNot(exchangeWords(this.staff), result.error);
    // Somebody else may have begun, or it has ended: the page shows how it is.
    if (result.error.kind === 'refused') await this.#look();
  }

  async #look(): Promise<void> {
    const answer = await this.client.read(this.upload);
    if (answer.ok) return this.#show(answer.value);
    // What is under way goes on without this page: it is asked again, until the hub is there.
    this.lost = answer.error.kind === 'unreachable' && underWay(this.view?.state) !== undefined;
    if (this.lost) this.#lookIn(LOOK_AGAIN_MS);
    else this.failed = whyNot(exchangeWords(this.staff), answer.error);
  }

  #show(view: ImportView): void {
    this.choosing ??= keptChoice(this.staff.site.id, view);
    // The lines are read anew for other counts only.
    const counts = this.view?.counts;
    const isSame = JSON.stringify(counts) === JSON.stringify(view.counts);
    this.view = isSame && counts ? { ...view, counts } : view;
    this.lost = false;
    const isAtWork = underWay(view.state) !== undefined;
    this.stopping &&= isAtWork;
    if (isAtWork) this.#lookIn(LOOK_EVERY_MS);
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.isConnected) this.#timer = setTimeout(() => void this.#look(), ms);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-import-page': ImportPage;
  }
}
