import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { HelpStanding } from './help-line.ts';
import { KioskView, Live } from './kiosk-view.ts';

const SAID: Partial<Record<HelpStanding, 'help.strip.called' | 'help.strip.coming'>> = {
  told: 'help.strip.called',
  wider: 'help.strip.called',
  coming: 'help.strip.coming',
};

/** On every screen, while somebody was called: that they were, or that they are on the way. */
@customElement('linli-call-strip')
export class CallStrip extends KioskView {
  static override styles = css`
    :host {
      display: block;
    }
    p {
      margin: 0;
      padding: var(--space-1) var(--space-4);
      background: var(--positive-soft);
      color: var(--text);
      font-size: min(1rem, 4.6vmin);
      font-weight: var(--weight-strong);
    }
  `;

  readonly #standing = new Live(this, ['help-call', 'outbox'], ({ help }) =>
    help.standing(this.terminal.site.help),
  );

  protected override render(): TemplateResult | typeof nothing {
    const said = SAID[this.#standing.value ?? 'none'];
    return said ? html`<p>${this.t(said)}</p>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-call-strip': CallStrip;
  }
}
