import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/qr/qr.ts';
import type { ExchangeClient, PosterWish } from '../../api/staff-exchange.ts';
import { qrMatrix } from '../../devices/qr-code.ts';
import type { ExchangeLinks } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import { note } from '../shell/parts.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { type ExchangeWords, exchangeWords, whyNot } from './exchange-words.ts';

const ABOUT = ['hall', 'service', 'place'] as const;
type About = PosterWish['about'];

/** Posters with a code that opens the page on one's own phone, and the code by itself. */
@customElement('linli-poster-page')
export class PosterPage extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: ExchangeClient;
  @state() private links: ExchangeLinks | undefined;
  @state() private about: About = 'hall';
  @state() private chosen = '';
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
    const { links } = this;
    return html`<div class="stack">
      <h2>${t('poster.heading')}</h2>
      <p class="wide">${t('poster.text')}</p>
      <div role="alert">${this.failed ? note('bad', this.failed) : nothing}</div>
      ${
        !links
          ? nothing
          : links.services.length + links.places.length === 0
            ? html`<p>${t('poster.none')}</p>`
            : this.#poster(words, links)
      }
    </div>`;
  }

  #poster(words: ExchangeWords, links: ExchangeLinks): TemplateResult {
    const { t, of } = words;
    const list = this.about === 'service' ? links.services : this.about === 'place' ? links.places : [];
    const id = list.some((one) => one.id === this.chosen) ? this.chosen : (list[0]?.id ?? '');
    const address = `${location.origin}${this.#path(id)}`;
    return html`<form class="narrow" @submit=${(event: Event) => event.preventDefault()}>
        <div class="field">
          <label for="about">${t('poster.about')}</label>
          <select
            id="about"
            @change=${(event: Event) => (this.about = (event.target as HTMLSelectElement).value as About)}
          >
            ${ABOUT.map(
              (each) =>
                html`<option value=${each} ?selected=${each === this.about}>${t(`poster.${each}`)}</option>`,
            )}
          </select>
        </div>
        ${
          list.length === 0
            ? nothing
            : html`<div class="field">
                <label for="which">${t('poster.which')}</label>
                <select
                  id="which"
                  @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}
                >
                  ${list.map(
                    (one) =>
                      html`<option value=${one.id} ?selected=${one.id === id}>${of(one.name)}</option>`,
                  )}
                </select>
              </div>`
        }
      </form>
      <div class="row">
        ${(['a4', 'a3'] as const).map(
          (size) =>
            html`<a
              class="button primary"
              target="_blank"
              rel="noopener"
              href=${this.client.posterPath({ about: this.about, id, size })}
              ><linli-icon name="printer"></linli-icon>${t(`poster.${size}`)}</a
            >`,
        )}
      </div>
      <h3>${t('poster.code')}</h3>
      <linli-qr class="code" .matrix=${qrMatrix(address)} label=${t('poster.code')}></linli-qr>
      <p>${t('poster.opens')} <a target="_blank" rel="noopener" href=${address}>${address}</a></p>`;
  }

  /** The page that the code opens, as the hub has it. */
  #path(id: string): string {
    const site = encodeURIComponent(this.staff.site.id);
    return this.about === 'hall'
      ? `/open/${site}/`
      : `/open/${site}/${this.about}/${encodeURIComponent(id)}/`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-poster-page': PosterPage;
  }
}
