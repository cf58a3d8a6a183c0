import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import '../../../components/wait/wait.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';

/** One notice, as plain text. */
@customElement('linli-notice-view')
export class NoticeView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .body {
        white-space: pre-line;
        font-size: 1.25rem;
      }
    `,
  ];
  @property() notice = '';

  readonly #notice = new Live(this, ['notice'], async ({ store }) => ({
    notice: await store.get('notice', this.notice),
  }));

  protected override render(): TemplateResult {
    const read = this.#notice.value;
    if (!read) return html`<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const { notice } = read;
    if (!notice)
      return html`<linli-empty
        whole
        icon="bell"
        heading=${this.t('notices.gone')}
        text=${this.t('service.gone-text')}
      ></linli-empty>`;
    return html`
      <h1 tabindex="-1">${this.of(notice.title)}</h1>
      ${notice.demo ? html`<p class="muted">${this.t('header.demo-long')}</p>` : nothing}
      <p class="body">${this.of(notice.body)}</p>
    `;
  }
}
