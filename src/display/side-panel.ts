import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { reset } from '../../components/styles/reset.ts';
import type { Notice } from '../model/schema/notice.ts';
import type { WaitingLine } from './board.ts';
import { both, bothOf, bothTexts } from './both.ts';
import { cutText } from './notice-text.ts';
import { type BothWords, startWords } from './words.ts';

/** Signs of a notice that are read from afar in one turn; a Chinese one counts as two. */
const TITLE_ROOM = 44;
const BODY_ROOM = 110;

/** Beside the numbers: how many wait in which queue, and one notice at a time. */
@customElement('linli-side-panel')
export class SidePanel extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        gap: 2vmin;
        min-height: 0;
        overflow: hidden;
      }
      h2 {
        font-size: 2.8vmin;
        font-weight: var(--weight-text);
        color: var(--muted);
        line-height: 1.3;
        margin-block-end: 1vmin;
      }
      .second {
        color: var(--muted);
        font-size: 0.75em;
        font-weight: var(--weight-text);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(44vmin, 1fr));
        gap: 1vmin 3vmin;
      }
      li {
        display: flex;
        align-items: center;
        gap: 1.4vmin;
        min-width: 0;
        font-size: 3.4vmin;
        line-height: 1.25;
      }
      .letter {
        flex: none;
        inline-size: 1.7em;
        block-size: 1.7em;
        border-radius: 0.35em;
        background: var(--accent-soft);
        display: grid;
        place-items: center;
        font-weight: var(--weight-strong);
      }
      .name {
        flex: 1 1 auto;
        min-width: 0;
        overflow: hidden;
      }
      .name span {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .count {
        flex: none;
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
      .notice {
        border-block-start: 0.25vmin solid var(--line);
        padding-block-start: 1.6vmin;
      }
      .notice h3 {
        font-size: 3.6vmin;
        font-weight: var(--weight-strong);
        line-height: 1.3;
      }
      .notice p {
        font-size: 3vmin;
        line-height: 1.45;
        margin-block-start: 0.6vmin;
      }
      .notice .second {
        display: block;
      }
    `,
  ];

  @property({ attribute: false }) words: BothWords = startWords();
  @property({ attribute: false }) lines: readonly WaitingLine[] = [];
  @property({ attribute: false }) notice: Notice | undefined;

  /** How much of the notice there is room for. */
  @state() private room: 'whole' | 'title' | 'none' = 'whole';
  readonly #size = new ResizeObserver(() => {
    this.room = 'whole';
    this.#shrink();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('notice') || changed.has('lines')) this.room = 'whole';
  }

  protected override updated(): void {
    this.#shrink();
  }

  /** A notice is never cut by the edge of the glass: first its text goes, then all of it. */
  #shrink(): void {
    if (this.scrollHeight <= this.clientHeight + 1 || this.room === 'none') return;
    this.room = this.room === 'whole' ? 'title' : 'none';
  }

  protected override render(): TemplateResult {
    return html`${this.lines.length === 0 ? nothing : this.#waiting()}
    ${this.notice && this.room !== 'none' ? this.#notice(this.notice) : nothing}`;
  }

  #waiting(): TemplateResult {
    return html`<section>
      <h2>${bothOf(this.words, 'board.waiting')}</h2>
      <ul>
        ${this.lines.map(
          ({ letter, name, waiting }) =>
            html`<li>
              <span class="letter">${letter}</span>
              <span class="name">${bothTexts(this.words, name)}</span>
              <span class="count">${this.words.first.t('board.people', { n: waiting })}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #notice({ title, body }: Notice): TemplateResult {
    return html`<section class="notice">
      <h3>${both(this.words, ({ of }) => cutText(of(title), TITLE_ROOM))}</h3>
      ${
        this.room === 'whole'
          ? html`<p lang=${this.words.first.language}>${cutText(this.words.first.of(body), BODY_ROOM)}</p>`
          : nothing
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-side-panel': SidePanel;
  }
}
