import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { desk } from '../shell/desk-styles.ts';
import { deskPath } from '../shell/route.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { helpWords } from './help-words.ts';
import { HelpWatch, sinceOf } from './help-watch.ts';

/** On another desk's page: that somebody asks for help, for how long, and a button to say that one is coming. */
@customElement('linli-help-strip')
export class HelpStrip extends LitElement {
  static override styles = [
    desk,
    css`
      .strip {
        justify-content: space-between;
        padding: var(--space-1) var(--space-2);
        border-inline-start: 8px solid var(--danger);
        background: var(--danger-soft);
      }
      .since {
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) staff!: StaffContext;
  @state() private failed = '';
  readonly #watch = new HelpWatch(this);

  protected override render(): TemplateResult | typeof nothing {
    const open = this.#watch.calls.filter(({ status }) => status === 'open');
    const [first] = open;
    if (!first) return nothing;
    const { t } = helpWords(this.staff);
    const said = t('strip.one', { name: first.name, time: sinceOf(first, this.#watch.nowMs) });
    return html`<div class="row strip">
      <span class="since"
        >${said}${open.length > 1 ? ` · ${t('strip.more', { n: open.length - 1 })}` : ''}</span
      >
      ${this.failed ? html`<span>${this.failed}</span>` : nothing}
      <span class="row">
        <button type="button" class="primary" @click=${() => this.#coming()}>${t('do.coming')}</button>
        <a class="button" href=${deskPath(this.staff.site.id, 'help')}>${t('strip.open')}</a>
      </span>
    </div>`;
  }

  async #coming(): Promise<void> {
    const first = this.#watch.calls.find(({ status }) => status === 'open');
    const failure = first && (await this.#watch.answer(first.id, 'coming'));
    this.failed = failure ? helpWords(this.staff).t('do.failed') : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-help-strip': HelpStrip;
  }
}
