import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../icon/icon.ts';
import { PressFeedback } from '../press/press-feedback.ts';
import { focus } from '../styles/focus.ts';
import { press } from '../styles/press.ts';
import { reset } from '../styles/reset.ts';

/** How much of the region a button moves; the rest stays in sight, so that one does not lose the line. */
const stride = 0.8;
const glideMs = 180;

/**
 * A region that scrolls by touch, and by two large buttons that are there only if there is more than fits. Soft edges show
 * on which side there is more. Give it a height. Margins belong to the content, inside, where focus rings need them.
 *
 * @slot - The content.
 * @cssproperty --scroll-inset - Margin at the sides of the buttons.
 */
@customElement('linli-scroll')
export class LinliScroll extends LitElement {
  static override styles = [
    reset,
    focus,
    press,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        min-inline-size: 0;
      }
      .view {
        flex: 1 1 0;
        min-block-size: 0;
        overflow-x: hidden;
        overflow-y: auto;
        overscroll-behavior: contain;
        touch-action: pan-y;
        scrollbar-width: none;
      }
      .view::-webkit-scrollbar {
        display: none;
      }
      .view:focus-visible {
        outline-offset: -4px;
        box-shadow: none;
      }
      /* At least as high as the glass: a short screen may put what matters at its foot. */
      .content {
        display: flex;
        flex-direction: column;
        min-block-size: 100%;
      }
      ::slotted(*) {
        flex: 1 0 auto;
      }
      .above {
        -webkit-mask-image: linear-gradient(transparent, #000 calc(var(--unit) * 2));
        mask-image: linear-gradient(transparent, #000 calc(var(--unit) * 2));
      }
      .below {
        -webkit-mask-image: linear-gradient(0deg, transparent, #000 calc(var(--unit) * 2));
        mask-image: linear-gradient(0deg, transparent, #000 calc(var(--unit) * 2));
      }
      .above.below {
        -webkit-mask-image: linear-gradient(
          transparent,
          #000 calc(var(--unit) * 2),
          #000 calc(100% - var(--unit) * 2),
          transparent
        );
        mask-image: linear-gradient(
          transparent,
          #000 calc(var(--unit) * 2),
          #000 calc(100% - var(--unit) * 2),
          transparent
        );
      }
      .buttons {
        display: flex;
        flex: none;
        gap: var(--gap);
        padding: var(--space-2) var(--scroll-inset, var(--space-4));
      }
      button {
        display: flex;
        flex: 1 1 0;
        align-items: center;
        justify-content: center;
        gap: var(--space-1);
        min-block-size: var(--target);
        min-inline-size: 0;
        padding: var(--space-1) var(--space-2);
        border: 2px solid var(--line-strong);
        border-radius: var(--radius-2);
        background: var(--surface-raised);
        font-size: min(1rem, calc(var(--unit) * 2));
        font-weight: var(--weight-strong);
        line-height: var(--leading-heading);
        overflow-wrap: anywhere;
        --icon-size: 1.4em;
      }
      button[data-pressed],
      button:not(:disabled):active {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      button:disabled {
        border: 2px dashed var(--line);
        background: transparent;
        color: var(--muted);
        font-weight: var(--weight-text);
      }
    `,
  ];

  /** Accessible name of the region. */
  @property() label = '';
  @property() upLabel = '';
  @property() downLabel = '';

  @state() private above = false;
  @state() private below = false;
  @state() private overflows = false;

  @query('.view') private readonly view!: HTMLElement;
  @query('.content') private readonly content!: HTMLElement;

  #resize: ResizeObserver | undefined;
  #frame = 0;
  #glide = 0;

  constructor() {
    super();
    new PressFeedback(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.#resize = undefined;
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#glide);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  /** Back to the beginning, at once: for a new content in the same region. */
  toTop(): void {
    cancelAnimationFrame(this.#glide);
    if (this.hasUpdated) this.view.scrollTop = 0;
  }

  override render(): TemplateResult {
    return html`<div
        class="view ${this.above ? 'above' : ''} ${this.below ? 'below' : ''}"
        role=${this.label ? 'region' : nothing}
        aria-label=${this.label || nothing}
        tabindex=${this.overflows ? '0' : nothing}
        @scroll=${this.#measure}
      >
        <div class="content"><slot></slot></div>
      </div>
      ${
        this.overflows
          ? html`<div class="buttons">
              ${this.#renderButton(this.upLabel, 'chevron-up', !this.above, -1)}
              ${this.#renderButton(this.downLabel, 'chevron-down', !this.below, 1)}
            </div>`
          : nothing
      }`;
  }

  #renderButton(label: string, icon: string, disabled: boolean, direction: 1 | -1): TemplateResult {
    return html`<button type="button" ?disabled=${disabled} @click=${() => this.#move(direction)}>
      <linli-icon name=${icon}></linli-icon><span>${label}</span>
    </button>`;
  }

  #observe(): void {
    // In the next frame: a change of layout from inside the observer would be reported as an error.
    this.#resize = new ResizeObserver(() => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(this.#measure);
    });
    this.#resize.observe(this);
    this.#resize.observe(this.view);
    this.#resize.observe(this.content);
  }

  readonly #measure = (): void => {
    const { scrollTop, clientHeight, scrollHeight } = this.view;
    // Measured against the element, not the view: the buttons themselves must not be the reason for the buttons.
    this.overflows = this.content.offsetHeight > this.clientHeight + 1;
    this.above = this.overflows && scrollTop > 1;
    this.below = this.overflows && scrollTop + clientHeight < scrollHeight - 1;
  };

  /** Glides one stride; quicker than the browser's own smooth scrolling, and not at all where motion is reduced. */
  #move(direction: 1 | -1): void {
    cancelAnimationFrame(this.#glide);
    const from = this.view.scrollTop;
    const distance = direction * this.view.clientHeight * stride;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.view.scrollTop = from + distance;
      return;
    }
    const start = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - start) / glideMs));
      this.view.scrollTop = from + distance * (1 - (1 - part) ** 2);
      if (part < 1) this.#glide = requestAnimationFrame(step);
    };
    this.#glide = requestAnimationFrame(step);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-scroll': LinliScroll;
  }
}
