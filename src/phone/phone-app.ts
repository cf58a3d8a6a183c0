import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { setTextScale } from '../access/text-size.ts';
import { type HandOffLink, readHandOffLink } from '../model/hand-off-link.ts';
import type { Language } from '../model/schema/text.ts';
import './hand-off-page.ts';
import './kept-page.ts';
import { type PhoneLink, readLink } from './link.ts';
import { PageEvent } from './page-event.ts';
import './pass-page.ts';
import { icon } from './parts/part.ts';
import { phoneWords } from './words.ts';

/** What the address names. */
type Opened =
  | { readonly kind: 'pass'; readonly link: PhoneLink }
  | { readonly kind: 'hand-off'; readonly link: HandOffLink }
  /** Nothing: what this phone remembers. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'torn' };

const SCALES: readonly number[] = [1, 1.5, 2];
const LARGEST = 2;
const SCALE_PLACE = 'linli.scale';

function readAddress(): Opened {
  const { hash } = location;
  if (hash.length < 2) return { kind: 'kept' };
  const handOff = readHandOffLink(hash);
  if (handOff) return { kind: 'hand-off', link: handOff };
  const link = readLink(hash);
  return link ? { kind: 'pass', link } : { kind: 'torn' };
}

/**
 * The page on one's own phone: what the address names, in the language and size the person reads. It draws into the page
 * itself and not into a shadow root, so that phones without constructable style sheets get the page's one style sheet and
 * none that the content policy would forbid.
 */
@customElement('linli-phone')
export class PhoneApp extends LitElement {
  @state() private opened: Opened = { kind: 'torn' };
  @state() private language: Language = navigator.language.startsWith('en') ? 'en' : 'zh-Hans';
  @state() private scale = 1;
  @state() private site: PageEvent['site'] | undefined;

  constructor() {
    super();
    this.addEventListener(PageEvent.type, (event) => {
      if (event instanceof PageEvent) this.#onPage(event);
    });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#open);
    this.#setScale(Number(remembered()));
    this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#open);
  }

  protected override willUpdate(): void {
    document.documentElement.lang = this.language;
  }

  protected override render(): TemplateResult {
    const words = phoneWords(this.language, 'UTC');
    return html`
      <header>
        <p class="hall">
          ${this.site ? words.of(this.site.hall) : words.t('page.title')}
          ${this.site?.demo ? html`<span class="tag">${words.t('page.demo-mark')}</span>` : nothing}
        </p>
        <div class="tools">
          <button type="button" class="tool" @click=${this.#onScale}>
            ${icon('a-large-small')}<span
              >${words.t(this.scale === LARGEST ? 'top.normal' : 'top.larger')}</span
            >
          </button>
          <button type="button" class="tool" @click=${this.#onLanguage}>
            ${icon('languages')}<span lang=${this.language === 'en' ? 'zh-Hans' : 'en'}
              >${words.t('top.language')}</span
            >
          </button>
        </div>
      </header>
      ${this.#page()}
    `;
  }

  #page(): TemplateResult {
    const { opened, language, scale } = this;
    switch (opened.kind) {
      case 'pass':
        return html`<linli-pass-page
          .link=${opened.link}
          .language=${language}
          ?wide=${scale === 1}
        ></linli-pass-page>`;
      case 'hand-off':
        return html`<linli-hand-off-page .link=${opened.link} .language=${language}></linli-hand-off-page>`;
      case 'kept':
      case 'torn':
        return html`<linli-kept-page
          ?torn=${opened.kind === 'torn'}
          .language=${language}
        ></linli-kept-page>`;
    }
  }

  /** Reads the address: at the start, and when another pass is opened in the same window. */
  readonly #open = (): void => {
    this.opened = readAddress();
    this.site = undefined;
  };

  #onPage({ site }: PageEvent): void {
    this.site = site;
    const [first] = site.languages;
    if (first && !site.languages.includes(this.language)) this.language = first;
  }

  readonly #onLanguage = (): void => {
    this.language = this.language === 'en' ? 'zh-Hans' : 'en';
  };

  readonly #onScale = (): void => {
    this.#setScale(SCALES[SCALES.indexOf(this.scale) + 1] ?? 1);
  };

  #setScale(scale: number): void {
    this.scale = SCALES.includes(scale) ? scale : 1;
    setTextScale(this.scale);
    try {
      sessionStorage.setItem(SCALE_PLACE, String(this.scale));
    } catch {
      // A phone that lets the page keep nothing forgets the size with the page.
    }
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(SCALE_PLACE);
  } catch {
    return null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-phone': PhoneApp;
  }
}
