import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import '../../../components/item/item.ts';
import '../../../components/wait/wait.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';

/** What residents should know now: important first. */
@customElement('linli-notices-view')
export class NoticesView extends KioskView {
  static override styles = viewStyles;

  readonly #notices = new Live(this, ['notice'], async ({ store }) => {
    const now = store.now();
    return (await store.all('notice'))
      .filter(
        (notice) =>
          Date.parse(notice.from ?? '1970-01-01') <= now &&
          (notice.until === undefined || now < Date.parse(notice.until)),
      )
      .sort((a, b) => Number(b.urgency === 'important') - Number(a.urgency === 'important'));
  });

  protected override render(): TemplateResult {
    const notices = this.#notices.value;
    const heading = html`<h1 tabindex="-1">${this.t('notices.heading')}</h1>`;
    if (!notices) return html`${heading}<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    if (notices.length === 0)
      return html`${heading}<linli-empty
          icon="bell"
          heading=${this.t('notices.none')}
          text=${this.t('notices.none-text')}
        ></linli-empty>`;
    return html`
      ${heading}
      <ul class="plain">
        ${notices.map(
          (notice) =>
            html`<li>
              <linli-item
                icon=${notice.urgency === 'important' ? 'triangle-alert' : 'bell'}
                chevron
                heading=${this.of(notice.title)}
                badge=${notice.urgency === 'important' ? this.t('notices.important') : notice.demo ? this.t('header.demo') : ''}
                @click=${() => this.go({ view: 'notice', id: notice.id })}
              ></linli-item>
            </li>`,
        )}
      </ul>
    `;
  }
}
