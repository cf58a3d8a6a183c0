import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallFailure } from '../../api/client.ts';
import { type ContentRole, contentRole } from '../../model/schema/staff-content.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import type { ContentContext } from './content-context.ts';
import { ContentWatch } from './content-watch.ts';
import { type ContentWords, contentWords } from './content-words.ts';
import './entry/entry-editor.ts';
import { UnsentShelf } from './entry/unsent.ts';
import './pages/changes-page.ts';
import './pages/entry-list.ts';
import './pages/history-page.ts';
import './pages/overview-page.ts';

/** What was just done, and how to take it back. */
interface Said {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  readonly undo?: number;
}

/** How long it stays to be read that something is done. */
const SAID_MS = 12_000;

const asRole = (text: string | undefined): ContentRole | undefined => contentRole.safeParse(text).data;

/** The desk of a site's content: what terminals show is changed here as a draft, looked at and put right. */
@customElement('linli-content-desk')
export class ContentDesk extends LitElement {
  static override styles = [
    desk,
    css`
      .said {
        position: fixed;
        inset-block-end: var(--space-2);
        inset-inline: var(--space-2);
        z-index: 3;
        display: flex;
        justify-content: center;
        pointer-events: none;
      }
      .said > div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-2);
        padding: 0.5rem 0.5rem 0.5rem var(--space-2);
        border-radius: var(--radius-1);
        background: var(--text);
        color: var(--surface-raised);
        box-shadow: var(--shadow-lifted);
        pointer-events: auto;
      }
      .said > .bad {
        background: var(--danger);
        color: var(--on-tone);
      }
      .said button {
        min-block-size: 2.25rem;
        border-color: currentColor;
        background: transparent;
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private said: Said | undefined;
  readonly #watch = new ContentWatch(this);
  #words!: ContentWords;
  #shelf!: UnsentShelf;
  #unsay: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#unsay);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('staff')) return;
    this.#words = contentWords(this.staff);
    this.#shelf = new UnsentShelf(this.staff.site.id, this.staff.session.staff.id);
  }

  protected override render(): TemplateResult {
    return html`${this.#page()}
      <div class="said" role="status">${this.said ? this.#news(this.said) : nothing}</div>`;
  }

  #page(): TemplateResult {
    const content = this.#context();
    const { overview, failure } = content.reading;
    const [first, id] = this.staff.below;
    // An entry stays on the page whatever happens: somebody may have typed into it.
    const role = asRole(first);
    if (role && id !== undefined)
      return html`<linli-entry-editor .content=${content} .kind=${role} .entry=${id}></linli-entry-editor>`;
    if (!overview)
      return html`<h1 tabindex="-1">${this.#words.t('heading')}</h1>
        ${failure ? note('bad', this.#words.why(failure)) : html`<p>${this.staff.words.t('page.wait')}</p>`}`;
    if (first === 'changes') return html`<linli-content-changes .content=${content}></linli-content-changes>`;
    if (first === 'history') return html`<linli-content-history .content=${content}></linli-content-history>`;
    if (role) return html`<linli-entry-list .content=${content} .kind=${role}></linli-entry-list>`;
    return html`<linli-content-overview .content=${content}></linli-content-overview>`;
  }

  #context(): ContentContext {
    const { client, reading, refresh, be } = this.#watch;
    return {
      staff: this.staff,
      words: this.#words,
      shelf: this.#shelf,
      client,
      reading,
      refresh,
      be,
      say: this.#say,
      complain: this.#complain,
    };
  }

  #news({ tone, text, undo }: Said): TemplateResult {
    const { t } = this.#words;
    return html`<div class=${tone}>
      <span>${text}</span>
      ${
        undo === undefined
          ? nothing
          : html`<button type="button" @click=${() => void this.#undo(undo)}>${t('do.undo')}</button>`
      }
      <button type="button" @click=${this.#hush}>${t('do.close')}</button>
    </div>`;
  }

  async #undo(seq: number): Promise<void> {
    const answer = await this.#watch.client.undo(seq);
    if (!answer.ok) this.#complain(answer.error);
    else if (answer.value.outcome === 'conflict')
      this.#show({ tone: 'bad', text: this.#words.t('undo.late') });
    else this.#show({ tone: 'good', text: this.#words.t('undo.done') });
    this.#watch.refresh();
  }

  readonly #say = (text: string, undo?: number): void =>
    this.#show({ tone: 'good', text, ...(undo === undefined ? {} : { undo }) });

  readonly #complain = (failure: CallFailure): void =>
    this.#show({ tone: 'bad', text: this.#words.why(failure) });

  #show(said: Said): void {
    clearTimeout(this.#unsay);
    this.said = said;
    if (said.tone === 'good') this.#unsay = setTimeout(this.#hush, SAID_MS);
  }

  readonly #hush = (): void => {
    this.said = undefined;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-content-desk': ContentDesk;
  }
}
