import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ExchangeClient } from '../../api/staff-exchange.ts';
import type { ExchangeLinks } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { type ExchangeWords, exchangeWords, whyNot } from './exchange-words.ts';

/** Where other programs read this hall. */
@customElement('linli-links-page')
export class LinksPage extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: ExchangeClient;
  @state() private links: ExchangeLinks | undefined;
  @state() private copied = '';
  @state() private failed = '';

  protected override firstUpdated(): void {
    void this.client.links().then((answer) => {
      if (answer.ok) this.links = answer.value;
      else this.failed = whyNot(exchangeWords(this.staff), answer.error);
    });
  }

  protected override render(): TemplateResult {
    const words = exchangeWords(this.staff);
    const { t } = words;
    return html`<div class="stack">
      <h2>${t('links.heading')}</h2>
      <p>${t('links.text')}</p>
      <div role="alert">${this.failed ? note('bad', this.failed) : nothing}</div>
      ${this.links ? this.#all(words, this.links) : nothing}
    </div>`;
  }

  #all(words: ExchangeWords, { hsds, calendars, openapi }: ExchangeLinks): TemplateResult {
    const { t, of } = words;
    return html`<h3>${t('links.hsds')}</h3>
      <p class="hint">${t('links.hsds.text')}</p>
      ${this.#table(
        words,
        hsds.map(({ name, path }) => ({ name, path })),
      )}
      <h3>${t('links.calendar')}</h3>
      <p class="hint">${t(calendars.length > 0 ? 'links.calendar.text' : 'links.calendar.none')}</p>
      ${
        calendars.length > 0
          ? this.#table(
              words,
              calendars.map(({ name, path }) => ({ name: of(name), path })),
            )
          : nothing
      }
      <h3>${t('links.openapi')}</h3>
      ${this.#table(words, [{ name: 'OpenAPI 3.1', path: openapi }])}
      <h3>${t('links.open311')}</h3>
      <p>${t('links.open311.text')}</p>`;
  }

  #table(
    { t }: ExchangeWords,
    rows: readonly { readonly name: string; readonly path: string }[],
  ): TemplateResult {
    return html`<table class="stacks">
      <tbody>
        ${rows.map(
          ({ name, path }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td><code class="change">${location.origin}${path}</code></td>
              <td>
                <div class="row">
                  <button
                    type="button"
                    aria-label=${`${t('links.copy')} ${name}`}
                    @click=${() => void this.#copy(path)}
                  >
                    <linli-icon name="copy"></linli-icon
                    >${t(this.copied === path ? 'links.copied' : 'links.copy')}
                  </button>
                  <a
                    class="button"
                    target="_blank"
                    rel="noopener"
                    href=${path}
                    aria-label=${`${t('links.open')} ${name}`}
                    >${t('links.open')}</a
                  >
                </div>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  async #copy(path: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(`${location.origin}${path}`);
      this.copied = path;
    } catch {
      // Plain http outside this machine has no clipboard: the address stands there to be marked.
      this.copied = '';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-links-page': LinksPage;
  }
}
