import { LitElement, type TemplateResult, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ExchangeClient } from '../../api/staff-exchange.ts';
import { sheetKind } from '../../model/schema/staff-exchange.ts';
import { desk } from '../shell/desk-styles.ts';
import type { StaffContext } from '../shell/staff-context.ts';
import { exchangeStyles } from './exchange-styles.ts';
import { exchangeWords } from './exchange-words.ts';

/** Templates to fill in, the content as sheets, and the whole folder. */
@customElement('linli-out-page')
export class OutPage extends LitElement {
  static override styles = [desk, exchangeStyles];

  @property({ attribute: false }) staff!: StaffContext;
  @property({ attribute: false }) client!: ExchangeClient;

  protected override render(): TemplateResult {
    const { t } = exchangeWords(this.staff);
    return html`<div class="stack">
      <h2>${t('out.heading')}</h2>
      <p>${t('out.text')}</p>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">${t('out.kind')}</th>
            <th scope="col">${t('out.template')}</th>
            <th scope="col">${t('out.export')}</th>
          </tr>
        </thead>
        <tbody>
          ${sheetKind.options.map(
            (kind) =>
              html`<tr>
                <th scope="row">${t(`kind.${kind}`)}</th>
                ${(['template', 'export'] as const).map(
                  (what) =>
                    html`<td>
                      <div class="row">
                        ${(['xlsx', 'csv'] as const).map(
                          (format) =>
                            html`<a
                              class="button"
                              download
                              aria-label=${`${t(`kind.${kind}`)} ${t(`out.${what}`)} ${t(`format.${format}`)}`}
                              href=${this.client.sheetPath(what, kind, format, this.staff.words.language)}
                              ><linli-icon name="download"></linli-icon>${t(`format.${format}`)}</a
                            >`,
                        )}
                      </div>
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
      <h2>${t('out.folder')}</h2>
      <p>${t('out.folder.text')}</p>
      <div class="row">
        ${(['draft', 'live'] as const).map(
          (of) =>
            html`<a class="button" download href=${this.client.folderPath(of)}
              ><linli-icon name="archive"></linli-icon>${t(`out.folder.${of}`)}</a
            >`,
        )}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-out-page': OutPage;
  }
}
