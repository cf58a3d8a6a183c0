import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import '../../../components/item/item.ts';
import '../../../components/wait/wait.ts';
import { noticesFor } from '../../model/notice.ts';
import { KioskView, Live } from '../shell/kiosk-view.ts';
import { viewStyles } from '../shell/view-styles.ts';
import { type WithdrawnSpan, withdrawnAhead } from '../shell/withdrawn/withdrawn.ts';
import { spanText } from '../shell/withdrawn/withdrawn-words.ts';

/** What residents should know now: important first. */
@customElement('linli-notices-view')
export class NoticesView extends KioskView {
  static override styles = [
    viewStyles,
    css`
      .withdrawn {
        padding: var(--space-3);
        border-inline-start: calc(var(--unit) / 3) solid var(--caution);
        border-radius: var(--radius-1);
        background: var(--caution-soft);
      }
      .when {
        font-size: var(--type-lead);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  readonly #notices = new Live(this, ['notice', 'place', 'terminal'], async ({ store }) => {
    const [notices, places, [self]] = await Promise.all([
      store.all('notice'),
      store.all('place'),
      store.all('terminal'),
    ]);
    return noticesFor(notices, { screen: 'kiosk', place: self?.place, places }, store.now());
  });

  /** Derived from the slots: there is no notice to write, and none to forget taking down. */
  readonly #withdrawn = new Live(this, ['slot', 'service', 'place'], async ({ store }) => ({
    spans: withdrawnAhead(await store.all('slot'), store.now()),
    nowMs: store.now(),
    services: new Map((await store.all('service')).map(({ id, name }) => [id as string, name])),
    places: new Map((await store.all('place')).map(({ id, name }) => [id as string, name])),
  }));

  protected override render(): TemplateResult {
    const notices = this.#notices.value;
    const heading = html`<h1 tabindex="-1">${this.t('notices.heading')}</h1>`;
    if (!notices) return html`${heading}<linli-wait label=${this.t('wait.content')}></linli-wait>`;
    const withdrawn = this.#withdrawn.value?.spans ?? [];
    if (notices.length === 0 && withdrawn.length === 0)
      return html`${heading}<linli-empty
          icon="bell"
          heading=${this.t('notices.none')}
          text=${this.t('notices.none-text')}
        ></linli-empty>`;
    return html`
      ${heading} ${withdrawn.length > 0 ? this.#spans(withdrawn) : nothing}
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

  #spans(spans: readonly WithdrawnSpan[]): TemplateResult {
    const { words, clock, site } = this.terminal;
    const { services, places, nowMs = 0 } = this.#withdrawn.value ?? {};
    return html`
      <h2>${this.t('withdrawn.heading')}</h2>
      <p>${this.t('withdrawn.next')}</p>
      <ul class="plain">
        ${spans.map(
          (span) =>
            html`<li class="withdrawn">
              <p class="when">${spanText(span, nowMs, site.timeZone, words, clock)}</p>
              <p>
                ${this.of(services?.get(span.service))} · ${this.of(places?.get(span.place))}
                ${span.reason ? html`<br />${this.t('manage.reason', { reason: this.of(span.reason) })}` : nothing}
              </p>
            </li>`,
        )}
      </ul>
    `;
  }
}
