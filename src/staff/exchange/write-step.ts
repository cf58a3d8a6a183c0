import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ApplyWish, ImportView } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { type ExchangeWords, exchangeWords } from './exchange-words.ts';

/** What somebody wants done with what was checked. */
export class WriteEvent extends Event {
  readonly wish: ApplyWish['take'] | 'undo';

  constructor(wish: ApplyWish['take'] | 'undo') {
    super('linli-write', { bubbles: true, composed: true });
    this.wish = wish;
  }
}

/**
 * The step in which what was checked is written into the draft, and taken back.
 *
 * @fires linli-write
 */
@customElement('linli-write-step')
export class WriteStep extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) view!: ImportView;
  @property({ type: Boolean }) disabled = false;
  @state() private asking: ApplyWish['take'] | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const words = exchangeWords(this.staff);
    const { t } = words;
    switch (this.view.state) {
      case 'judged':
        return this.#write(words);
      case 'applied':
        return this.#done(words);
      case 'undone':
        return html`<div role="status">${note('good', t('done.undone'))}</div>`;
      default:
        return nothing;
    }
  }

  #write(words: ExchangeWords): TemplateResult | typeof nothing {
    const { t } = words;
    const { counts, format } = this.view;
    if (!counts) return nothing;
    const good = counts.new + counts.changed + counts.removed;
    const isFolder = format === 'folder';
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
          ? this.#ask(words, this.asking)
          : html`<div class="row">
              ${mayAll ? this.#choice('all', t('write.all', { n: good })) : nothing}
              ${mayGood ? this.#choice('good', t('write.good', { n: good })) : nothing}
            </div>`
      }
    </section>`;
  }

  #choice(take: ApplyWish['take'], text: string): TemplateResult {
    return html`<button
      type="button"
      class=${take === 'all' ? 'primary' : ''}
      ?disabled=${this.disabled}
      @click=${() => (this.asking = take)}
    >
      ${text}
    </button>`;
  }

  #ask({ t }: ExchangeWords, take: ApplyWish['take']): TemplateResult {
    const { new: added = 0, changed = 0, removed = 0 } = this.view.counts ?? {};
    return html`<div class="stack" role="alert">
      <p>${t('write.ask', { new: added, changed, removed })}</p>
      <div class="row">
        <button type="button" class="primary" ?disabled=${this.disabled} @click=${() => this.#want(take)}>
          ${t('write.yes')}
        </button>
        <button type="button" @click=${() => (this.asking = undefined)}>${t('write.no')}</button>
      </div>
    </div>`;
  }

  #done({ t }: ExchangeWords): TemplateResult {
    const { new: added = 0, changed = 0, removed = 0 } = this.view.counts ?? {};
    return html`<section class="panel stack" aria-labelledby="done">
      <h2 id="done">${t('done.heading')}</h2>
      <div role="status">${note('good', t('done.text', { new: added, changed, removed }))}</div>
      <div class="row">
        <a class="button primary" href=${deskPath(this.staff.site.id, 'content')}>${t('done.see')}</a>
        <button type="button" ?disabled=${this.disabled} @click=${() => this.#want('undo')}>
          ${t('done.undo')}
        </button>
      </div>
    </section>`;
  }

  #want(wish: ApplyWish['take'] | 'undo'): void {
    this.asking = undefined;
    this.dispatchEvent(new WriteEvent(wish));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-write-step': WriteStep;
  }
  interface HTMLElementEventMap {
    'linli-write': WriteEvent;
  }
}
