import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import type { PreviewMessage, PreviewScreen } from '../../model/preview.ts';
import type { Change } from '../../model/schema/document.ts';
import type { Language } from '../../model/schema/text.ts';
import { desk } from '../shell/desk-styles.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { contentWords } from './content-words.ts';
import { standIn } from './preview-screen.ts';

type Glass = 'portrait' | 'landscape';

/** The glass of a terminal in CSS pixels. */
const SIZES: Readonly<Record<Glass, { readonly width: number; readonly height: number }>> = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
};
const LANGUAGES = ['zh-Hans', 'en'] as const;
/** Longer than this, and something is said of the wait. */
const SLOW_MS = 8_000;

const isReady = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && (data as { linli?: unknown }).linli === 'preview-ready';

/**
 * A terminal as it will look with the draft: the terminal's own page in a frame, made small. The page says when it can be
 * told something (`preview-ready`), and is told the whole content each time it changes.
 */
@customElement('linli-preview')
export class ContentPreview extends LitElement {
  static override styles = [
    desk,
    css`
      .ways {
        gap: var(--space-1);
        margin-block-end: var(--space-1);
      }
      .ways button {
        min-block-size: 2.25rem;
        padding: 0.15rem 0.65rem;
        font-size: var(--type-small);
      }
      .ways button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
        font-weight: var(--weight-strong);
      }
      .group {
        display: flex;
        gap: 0.25rem;
      }
      .box {
        position: relative;
      }
      .glass {
        position: relative;
        overflow: hidden;
        inline-size: calc(var(--glass-width) * var(--scale) * 1px);
        block-size: calc(var(--glass-height) * var(--scale) * 1px);
        margin-inline: auto;
        border: 6px solid #2c2620;
        border-radius: 10px;
        box-sizing: content-box;
        background: var(--surface);
      }
      iframe {
        inline-size: calc(var(--glass-width) * 1px);
        block-size: calc(var(--glass-height) * 1px);
        border: 0;
        transform: scale(var(--scale));
        transform-origin: 0 0;
      }
      .wait {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        padding: var(--space-2);
        background: var(--surface);
        color: var(--muted);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  /** The compiled draft. Undefined: not read yet. */
  @property({ attribute: false }) changes: readonly Change[] | undefined;
  /** What the terminal should show; left out: wherever it is. */
  @property({ attribute: false }) screen: PreviewScreen | undefined;
  /** Said under the glass: entries that show as they are live, because their draft has faults. */
  @property() remark = '';
  @state() private glass: Glass = 'portrait';
  @state() private elder = false;
  @state() private shown: Language = 'zh-Hans';
  /** `slow`: it has been waited for long; something may be wrong. */
  @state() private page: 'waiting' | 'slow' | 'ready' = 'waiting';
  @query('iframe') private frame!: HTMLIFrameElement | null;
  readonly #sizes = new ResizeObserver(() => this.#fit());
  #slow: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.#onMessage);
    window.addEventListener('resize', this.#fit);
    this.#sizes.observe(this);
    this.#slow = setTimeout(() => {
      if (this.page === 'waiting') this.page = 'slow';
    }, SLOW_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this.#onMessage);
    window.removeEventListener('resize', this.#fit);
    this.#sizes.disconnect();
    clearTimeout(this.#slow);
    this.page = 'waiting';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('staff') && changed.get('staff') === undefined) this.shown = this.staff.words.language;
  }

  protected override updated(changed: PropertyValues<this> & Map<string, unknown>): void {
    if (changed.has('glass')) this.#fit();
    if (['changes', 'screen', 'elder', 'shown', 'page'].some((name) => changed.has(name))) this.#tell();
  }

  protected override render(): TemplateResult {
    const { t } = contentWords(this.staff);
    return html`
      <div class="row ways" role="group" aria-label=${t('preview.ways')}>
        ${this.#choice(
          (['portrait', 'landscape'] as const).map((glass) => ({
            label: t(`preview.${glass}`),
            on: this.glass === glass,
            choose: () => (this.glass = glass),
          })),
        )}
        ${this.#choice(
          LANGUAGES.map((language) => ({
            label: t(`language.${language}`),
            on: this.shown === language,
            choose: () => (this.shown = language),
          })),
        )}
        ${this.#choice([
          { label: t('preview.elder'), on: this.elder, choose: () => (this.elder = !this.elder) },
        ])}
      </div>
      ${this.remark === '' ? nothing : html`<p class="hint" role="status">${this.remark}</p>`}
      <div class="box">
        <div class="glass">
          <iframe
            src="/kiosk/?site=${encodeURIComponent(this.staff.site.id)}&amp;preview=1"
            title=${t('preview.frame')}
            allow=""
          ></iframe>
          ${
            this.page === 'ready' && this.changes
              ? nothing
              : html`<p class="wait">${t(this.page === 'slow' ? 'preview.slow' : 'preview.wait')}</p>`
          }
        </div>
      </div>
    `;
  }

  #choice(
    options: readonly { readonly label: string; readonly on: boolean; readonly choose: () => unknown }[],
  ): TemplateResult {
    return html`<span class="group"
      >${options.map(
        ({ label, on, choose }) =>
          html`<button type="button" aria-pressed=${on ? 'true' : 'false'} @click=${choose}>
            ${label}
          </button>`,
      )}</span
    >`;
  }

  /** As large as the room allows: the whole glass stays in sight. */
  readonly #fit = (): void => {
    const { width, height } = SIZES[this.glass];
    const frame = 12;
    const widest = (this.clientWidth - frame) / width;
    // What stands above it: the bar at the top, the way back, the choices.
    const tallest = (window.innerHeight - 225) / height;
    const scale = Math.max(0.12, Math.min(widest, tallest, 1));
    for (const [name, value] of [
      ['--glass-width', width],
      ['--glass-height', height],
      ['--scale', scale],
    ] as const)
      this.style.setProperty(name, String(value));
  };

  #tell(): void {
    const { changes, frame, screen } = this;
    if (this.page !== 'ready' || !changes || !frame?.contentWindow) return;
    const message: PreviewMessage = {
      linli: 'preview',
      changes: [...changes, ...standIn(screen, changes)],
      language: this.shown,
      elder: this.elder,
      ...(screen ? { screen } : {}),
    };
    frame.contentWindow.postMessage(message, location.origin);
  }

  readonly #onMessage = (event: MessageEvent<unknown>): void => {
    if (event.origin !== location.origin || event.source !== this.frame?.contentWindow) return;
    if (!isReady(event.data)) return;
    // The page may have been opened anew: what it was told before is gone.
    if (this.page === 'ready') this.#tell();
    this.page = 'ready';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-preview': ContentPreview;
  }
}
