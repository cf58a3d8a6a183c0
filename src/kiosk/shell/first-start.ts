import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../../components/empty/empty.ts';
import '../../../components/wait/wait.ts';
import { wordsFor } from '../../access/say.ts';
import type { SyncState } from '../../sync/sync.ts';
import { viewStyles } from './view-styles.ts';

/** The screen of a terminal that has no content yet: which hall, not let in yet, or no hub in reach. */
@customElement('linli-first-start')
export class FirstStart extends LitElement {
  static override styles = [
    viewStyles,
    css`
      :host {
        min-height: 100%;
      }
    `,
  ];
  @property({ attribute: false }) siteId: string | undefined;
  @property({ attribute: false }) sync: SyncState = { state: 'starting' };

  protected override render(): TemplateResult {
    const zh = wordsFor('zh-Hans').t;
    const en = wordsFor('en').t;
    const both = (key: Parameters<typeof zh>[0], values = {}) => `${zh(key, values)}\n${en(key, values)}`;
    if (this.siteId === undefined)
      return html`<linli-empty
        whole
        icon="map-pin"
        heading=${both('start.no-site')}
        text=${both('start.no-site-text')}
      ></linli-empty>`;
    if (!window.isSecureContext)
      return html`<linli-empty
        whole
        icon="shield-alert"
        heading=${both('start.insecure')}
        text=${both('start.insecure-text')}
      ></linli-empty>`;
    switch (this.sync.state) {
      case 'waiting':
        return html`<linli-empty
          whole
          icon="shield"
          heading=${both('start.waiting', { code: this.sync.code })}
          text=${both('start.waiting-text', { code: this.sync.code, site: this.siteId })}
        ></linli-empty>`;
      case 'revoked':
        return html`<linli-empty
          whole
          icon="shield-alert"
          heading=${both('start.revoked')}
          text=${both('start.revoked-text')}
        ></linli-empty>`;
      case 'offline':
        return html`<linli-empty
          whole
          icon="wifi-off"
          heading=${both('start.offline')}
          text=${both('start.offline-text')}
        ></linli-empty>`;
      case 'starting':
      case 'online':
      case 'preview':
        return html`<linli-wait label=${both('start.loading')}></linli-wait>`;
    }
  }
}
