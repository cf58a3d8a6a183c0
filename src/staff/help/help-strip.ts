import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import { helpReach } from '../../model/help-call.ts';
import type { HelpCall, HelpCallId } from '../../model/schema/help.ts';
import { desk } from '../shell/desk-styles.ts';
import type { DeskWords } from '../shell/words.ts';
import type { HelpDeskKey } from '../../access/messages/help-desk.ts';
import { type HelpWatch, sinceOf } from './help-watch.ts';
import { screenWords } from './help-words.ts';
import { Watching } from './watching.ts';

/** Above every desk's page: that somebody asks for help, for how long, and a button to say that one is coming. */
@customElement('linli-help-strip')
export class HelpStrip extends LitElement {
  static override styles = [
    desk,
    css`
      .strip {
        justify-content: space-between;
        padding: var(--space-1) max(var(--space-2), env(safe-area-inset-right)) var(--space-1)
          max(var(--space-2), env(safe-area-inset-left));
        border-block-end: 2px solid var(--danger);
        border-inline-start: 8px solid var(--danger);
        background: var(--danger-soft);
        --icon-size: 1.75rem;
      }
      /* Nobody came for a while: as strong as it gets. */
      .strip.wider {
        background: var(--danger);
        color: var(--on-tone);
      }
      .strip.wider .button:not(.primary),
      .strip.wider button:not(.primary) {
        border-color: currentColor;
        background: transparent;
        color: inherit;
      }
      .strip.wider .primary {
        border-color: var(--on-tone);
        background: var(--on-tone);
        color: var(--danger);
      }
      .strip.wider :focus-visible {
        outline-color: var(--on-tone);
      }
      .said {
        flex: 1 1 16rem;
        flex-wrap: nowrap;
      }
      .what {
        font-weight: var(--weight-strong);
        overflow-wrap: anywhere;
      }
      .since {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) watch!: HelpWatch;
  @property({ attribute: false }) words!: DeskWords<HelpDeskKey>;
  /** Where all calls stand. */
  @property() href = '';
  /** The call whose answer was not delivered. */
  @state() private failed: HelpCallId | undefined;

  constructor() {
    super();
    new Watching(this, () => this.watch);
  }

  /* What is said stands in one place from the start on, or nobody would hear it; the seconds beside it are not said. */
  protected override render(): TemplateResult {
    const [first, ...more] = this.watch.open;
    const reach = first && helpReach(first, this.watch.desk?.rule ?? [], this.watch.nowMs);
    const isWider = reach !== undefined && reach !== 'staff';
    return html`<div
      class=${first ? `row strip ${isWider ? 'wider' : ''}` : ''}
      role=${first ? 'region' : nothing}
      aria-label=${first ? this.words.t('heading') : nothing}
    >
      <div class="row said">
        ${first ? html`<linli-icon name="hand-helping"></linli-icon>` : nothing}
        <div>
          <div class="what" role="alert">${first ? this.#what(first, more.length, isWider) : nothing}</div>
          ${first ? this.#about(first) : nothing}
        </div>
      </div>
      ${first ? this.#acts(first) : nothing}
    </div>`;
  }

  #what(call: HelpCall, more: number, isWider: boolean): string {
    const { t } = this.words;
    return [
      t('strip.one', { name: call.name }),
      ...(isWider ? [t('strip.wider')] : []),
      ...(this.failed === call.id ? [t('do.failed')] : []),
      ...(more > 0 ? [t('strip.more', { n: more })] : []),
    ].join(' · ');
  }

  #about(call: HelpCall): TemplateResult {
    const { t } = this.words;
    const { nowMs, chime } = this.watch;
    return html`<span class="since" aria-live="off">
      ${t('call.since', { time: sinceOf(call, nowMs) })} ·
      ${t('call.at', { screen: screenWords(this.words, call.screen) })}
      ${chime.ready ? nothing : html`· ${t('strip.silent')}`}
    </span>`;
  }

  #acts(call: HelpCall): TemplateResult {
    const { t } = this.words;
    return html`<div class="row">
      <button type="button" class="primary" @click=${() => void this.#coming(call.id)}>
        ${t('do.coming')}
      </button>
      <a class="button" href=${this.href}>${t('strip.open')}</a>
    </div>`;
  }

  async #coming(call: HelpCallId): Promise<void> {
    const failure = await this.watch.answer(call, 'coming');
    this.failed = failure?.kind === 'unreachable' ? call : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-help-strip': HelpStrip;
  }
}
