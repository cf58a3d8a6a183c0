import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../../components/icon/icon.ts';
import '../../../access/messages/rest.ts';
import { KioskView, Live } from '../kiosk-view.ts';
import { withdrawnAhead } from './withdrawn.ts';
import { spanText } from './withdrawn-words.ts';

/** More than this is for the notices: the first screens invite, they do not warn. */
const MOST = 2;

/**
 * What the hall will not hold, in a line or two, for whoever walks by. It is read from the slots themselves and says
 * nothing of anybody. Comes after the first paint, and is nothing where all is held.
 *
 * @cssproperty --strip-side - Margin at its sides: `auto` puts it into the middle.
 */
@customElement('linli-withdrawn-strip')
export class WithdrawnStrip extends KioskView {
  static override styles = css`
    :host {
      display: block;
    }
    .strip {
      display: flex;
      gap: var(--space-2);
      width: fit-content;
      margin: var(--space-3) var(--strip-side, 0) 0;
      padding: var(--space-2) var(--space-3);
      border-radius: var(--radius-1);
      background: var(--caution-soft);
      text-align: start;
      line-height: 1.4;
      overflow-wrap: anywhere;
    }
    linli-icon {
      --icon-size: 1.4em;
      color: var(--caution);
    }
    p {
      margin: 0;
      font-variant-numeric: tabular-nums;
    }
  `;

  /** The hub's time to the minute, milliseconds since 1970: a span that has begun goes. */
  @property({ type: Number }) nowMs = 0;

  readonly #content = new Live(this, ['slot', 'service'], async ({ store }) => ({
    slots: (await store.all('slot')).filter(({ status }) => status === 'withdrawn'),
    names: new Map((await store.all('service')).map(({ id, name }) => [id as string, name])),
  }));

  protected override render(): TemplateResult | typeof nothing {
    const { runtime, words, clock, site } = this.terminal;
    const content = this.#content.value;
    if (!content || !runtime) return nothing;
    const nowMs = runtime.store.now();
    const spans = withdrawnAhead(content.slots, nowMs);
    if (spans.length === 0) return nothing;
    return html`<div class="strip" role="status">
      <linli-icon name="calendar-x"></linli-icon>
      <div>
        ${spans.slice(0, MOST).map(
          (span) =>
            html`<p>
              ${this.t('withdrawn.line', {
                when: spanText(span, nowMs, site.timeZone, words, clock),
                service: this.of(content.names.get(span.service)),
              })}
            </p>`,
        )}
        ${spans.length > MOST ? html`<p>${this.t('withdrawn.more', { n: spans.length - MOST })}</p>` : nothing}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-withdrawn-strip': WithdrawnStrip;
  }
}
