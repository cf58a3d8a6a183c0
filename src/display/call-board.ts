import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/icon/icon.ts';
import { reset } from '../../components/styles/reset.ts';
import type { SoundState } from '../devices/announcer-sound.ts';
import type { Localized } from '../model/schema/text.ts';
import { type Board, type Fitted, type Room, fit } from './board.ts';
import { both, bothOf, bothTexts } from './both.ts';
import './call-list.ts';
import './display-message.ts';
import { noticeAt } from './notice-text.ts';
import './side-panel.ts';
import { type BothWords, startWords } from './words.ts';

/** A notice stands there for so long. */
const NOTICE_MS = 12_000;
const DAY_MS = 86_400_000;
/** In hundredths of the height of the glass: a large row with its gap, what the newest has more, the line of earlier ones. */
const ROW_VH = 13.6;
const NEWEST_MORE_VH = 2.5;
const EARLIER_VH = 8;
const EARLIER = 8;
/** Queues that stand beside or below the numbers. */
const LINES_UPRIGHT = 6;
const LINES_WIDE = 7;

/** The whole glass of a hall display: the hall and the time, what has to be said first, the numbers, who waits, a notice. */
@customElement('linli-call-board')
export class CallBoard extends LitElement {
  static override styles = [
    reset,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr) auto;
        /* A long name gives way; it does not push the counters off the glass. */
        grid-template-columns: minmax(0, 1fr);
        gap: 1.6vmin;
        height: 100%;
        padding: 2.4vmin;
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 3vmin;
      }
      h1 {
        min-width: 0;
        font-size: 4.4vmin;
        font-weight: var(--weight-strong);
        line-height: 1.2;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .second {
        font-size: 0.7em;
        font-weight: var(--weight-text);
        color: var(--muted);
      }
      .now {
        flex: none;
        text-align: end;
        font-size: 3vmin;
        color: var(--muted);
        white-space: nowrap;
      }
      .now strong {
        margin-inline-start: 2vmin;
        font-size: 5.6vmin;
        font-weight: var(--weight-strong);
        line-height: 1.1;
        color: var(--text);
        font-variant-numeric: tabular-nums;
      }
      .strips {
        display: flex;
        flex-direction: column;
        gap: 1vmin;
      }
      .strip {
        display: flex;
        align-items: center;
        gap: 2vmin;
        padding: 1.2vmin 2vmin;
        border-radius: 1.2vmin;
        font-size: 3.2vmin;
        line-height: 1.3;
      }
      .strip linli-icon {
        --icon-size: 4.4vmin;
      }
      .strip p {
        text-wrap: balance;
      }
      .strip .second {
        display: block;
      }
      .strip.info {
        background: var(--info-soft);
      }
      .strip.caution {
        background: var(--caution-soft);
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4vmin 4vmin;
        font-size: 2.6vmin;
        line-height: 1.3;
        color: var(--muted);
      }
      footer p {
        display: flex;
        align-items: center;
        gap: 1vmin;
      }
      footer linli-icon {
        --icon-size: 3vmin;
      }
      .calls {
        min-height: 0;
        overflow: hidden;
      }
      linli-side-panel {
        max-block-size: 34vh;
      }
      .strip.help {
        background: var(--danger-soft);
        border: 0.35vmin solid var(--danger);
      }
      main {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        gap: 2vmin;
        min-height: 0;
      }
      @media (orientation: landscape) {
        main {
          grid-template-rows: none;
          grid-template-columns: minmax(0, 62fr) minmax(0, 38fr);
          gap: 4vmin;
        }
        linli-side-panel {
          max-block-size: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) words: BothWords = startWords();
  @property({ attribute: false }) hall: Localized = { zh: '' };
  @property({ attribute: false }) board: Board | undefined;
  /** The hub's time, milliseconds since 1970. */
  @property({ type: Number }) nowMs = 0;
  /** Since when nothing was heard of the hub, milliseconds since 1970; undefined while it answers. */
  @property({ attribute: false }) offlineSinceMs: number | undefined;
  /** What staff have to say to everybody. */
  @property({ attribute: false }) told: Localized | undefined;
  @property() sound: SoundState = 'none';
  @state() private room: Room = { rows: 3, earlier: EARLIER, lines: LINES_WIDE };
  readonly #size = new ResizeObserver(() => this.#measure());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#size.disconnect();
  }

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    return this.board !== undefined;
  }

  protected override updated(): void {
    const calls = this.renderRoot.querySelector('.calls');
    if (calls) this.#size.observe(calls);
  }

  protected override render(): TemplateResult {
    const { board } = this;
    if (!board) return html``;
    const fitted = fit(board, this.room);
    return html`
      <header>
        <h1>${bothTexts(this.words, this.hall)}</h1>
        <p class="now">
          <span>${this.words.first.clock.day(this.nowMs)}</span>
          <strong>${this.words.first.clock.time(this.nowMs)}</strong>
        </p>
      </header>
      <div class="strips" role="status">${this.#strips(board)}</div>
      <main>
        <div class="calls">${fitted.rows.length > 0 ? this.#calls(board, fitted) : this.#nothing(board)}</div>
        <linli-side-panel
          .words=${this.words}
          .lines=${fitted.lines}
          .notice=${noticeAt(board.notices, this.nowMs, NOTICE_MS)}
        ></linli-side-panel>
      </main>
      <footer>${this.#remarks(board)}</footer>
    `;
  }

  #calls(board: Board, { rows, earlier }: Fitted): TemplateResult {
    return html`<linli-call-list
      .words=${this.words}
      .rows=${rows}
      ?calling=${board.called.length > 0}
      .earlier=${earlier}
    ></linli-call-list>`;
  }

  /** Nobody is called: because the hall is closed, has no queues, or it is simply quiet. */
  #nothing({ open, lines }: Board): TemplateResult {
    const waits = lines.some(({ waiting }) => waiting > 0);
    if (open.state === 'closed' && !waits)
      return html`<linli-display-message
        .words=${this.words}
        icon="moon"
        heading=${open.opensAt === undefined ? 'closed.heading' : opensWhen(open.inDays ?? 0)}
        .values=${{ time: open.opensAt ?? '', n: open.inDays ?? 0 }}
        text="closed.text"
      ></linli-display-message>`;
    const none = lines.length === 0;
    return html`<linli-display-message
      .words=${this.words}
      icon=${none ? 'info' : 'megaphone'}
      heading=${none ? 'empty.no-queues' : 'empty.heading'}
      text=${none ? 'empty.no-queues-text' : 'empty.text'}
    ></linli-display-message>`;
  }

  #strips(board: Board): readonly (TemplateResult | typeof nothing)[] {
    const [name = '', ...others] = board.help;
    return [
      board.help.length === 0
        ? nothing
        : strip(
            'help',
            'hand-helping',
            both(this.words, ({ t }) =>
              [
                name === '' ? t('help.somewhere') : t('help.at', { name }),
                ...(others.length > 0 ? [t('help.more', { n: others.length })] : []),
              ].join(' '),
            ),
          ),
      this.told ? strip('info', 'megaphone', bothTexts(this.words, this.told)) : nothing,
      this.offlineSinceMs === undefined
        ? nothing
        : strip('caution', 'wifi-off', this.#offline(this.offlineSinceMs)),
    ];
  }

  #remarks(board: Board): readonly (TemplateResult | typeof nothing)[] {
    return [
      this.sound === 'locked' ? remark('volume-x', bothOf(this.words, 'sound.locked')) : nothing,
      board.demo ? remark('info', bothOf(this.words, 'board.demo')) : nothing,
    ];
  }

  #offline(sinceMs: number): TemplateResult {
    const key = this.nowMs - sinceMs < DAY_MS / 2 ? 'offline.since' : 'offline.since-day';
    return both(this.words, ({ t, clock }) => t(key, { day: clock.day(sinceMs), time: clock.time(sinceMs) }));
  }

  /** As many large rows as there is height for; at least one, whatever else has to be said. */
  #measure(): void {
    const room = this.renderRoot.querySelector('.calls')?.clientHeight ?? 0;
    const share = (room / innerHeight) * 100 - NEWEST_MORE_VH - EARLIER_VH;
    const rows = Math.max(1, Math.floor(share / ROW_VH));
    const lines = innerWidth > innerHeight ? LINES_WIDE : LINES_UPRIGHT;
    if (rows !== this.room.rows || lines !== this.room.lines) this.room = { rows, earlier: EARLIER, lines };
  }
}

const opensWhen = (inDays: number) => {
  if (inDays === 0) return 'closed.opens-today';
  return inDays === 1 ? 'closed.opens-tomorrow' : 'closed.opens-later';
};

const remark = (icon: string, text: TemplateResult): TemplateResult =>
  html`<p><linli-icon name=${icon}></linli-icon><span>${text}</span></p>`;

const strip = (tone: 'help' | 'caution' | 'info', icon: string, text: TemplateResult): TemplateResult =>
  html`<div class="strip ${tone}">
    <linli-icon name=${icon}></linli-icon>
    <p>${text}</p>
  </div>`;

declare global {
  interface HTMLElementTagNameMap {
    'linli-call-board': CallBoard;
  }
}
