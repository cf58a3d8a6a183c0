import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Language } from '../model/schema/text.ts';
import { type KeptPass, drop, phoneMemory, readKept } from './kept.ts';
import { writeLink } from './link.ts';
import { troublePart } from './parts/messages.ts';
import { icon } from './parts/part.ts';
import { type PhoneWords, dayAndTime, phoneWords } from './words.ts';

/** When, or which number: by which one knows a pass again. */
export function keptWhen({ number, startMs, timeZone }: KeptPass, language: Language): string {
  if (number !== undefined) return number;
  if (startMs === undefined) return '';
  const { day, time } = dayAndTime(phoneWords(language, timeZone), startMs);
  return `${day} ${time}`;
}

/** What this phone remembers, for an address that names nothing. */
@customElement('linli-kept-page')
export class KeptPage extends LitElement {
  @property({ type: Boolean }) torn = false;
  @property() language: Language = 'zh-Hans';
  @state() private kept: readonly KeptPass[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.kept = readKept(phoneMemory, Date.now());
  }

  protected override willUpdate(): void {
    document.title = phoneWords(this.language, 'UTC').t('page.title');
  }

  protected override render(): TemplateResult {
    const words = phoneWords(this.language, 'UTC');
    const context = { words, nowMs: Date.now(), busy: false, want: () => undefined };
    return html`<main>
      ${this.torn ? troublePart('link', context) : nothing}
      ${this.kept.length > 0 ? this.#list(words) : this.torn ? nothing : this.#none(words)}
    </main>`;
  }

  #none(words: PhoneWords): TemplateResult {
    return html`<section class="card state info">
      <h1 tabindex="-1">${icon('info')}<span>${words.t('kept.none')}</span></h1>
      <p class="next">${words.t('kept.none.next')}</p>
    </section>`;
  }

  #list(words: PhoneWords): TemplateResult {
    return html`<section class="plain kept">
      <h2>${words.t('kept.heading')}</h2>
      <ul>
        ${this.kept.map(
          (each) =>
            html`<li>
              <a class="choice" href=${writeLink(each)}>
                <span class="strong">${words.of(each.name)}</span>
                <span>${keptWhen(each, this.language)}</span>
              </a>
              <button type="button" class="button secondary" @click=${() => this.#forget(each)}>
                ${icon('x')}<span>${words.t('kept.forget')}</span>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #forget(pass: KeptPass): void {
    drop(phoneMemory, pass, Date.now());
    this.kept = readKept(phoneMemory, Date.now());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-kept-page': KeptPage;
  }
}
