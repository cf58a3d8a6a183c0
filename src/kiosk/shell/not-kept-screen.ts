import { type TemplateResult, html } from 'lit';
import '../../../components/button/button.ts';
import '../../../components/empty/empty.ts';
import type { MessageKey } from '../../access/say.ts';
import type { Terminal } from './terminal.ts';

/**
 * What the person did could not be written down: it did not happen, and a person helps.
 * @param why the message that says what was in the way
 */
export function notKeptScreen(
  { words: { t } }: Terminal,
  why: MessageKey,
  onHelp: () => void,
): TemplateResult {
  return html`<linli-empty whole icon="triangle-alert" heading=${t('book.not-kept')} text=${t(why)}>
    <linli-button
      slot="actions"
      variant="primary"
      size="large"
      icon="hand-helping"
      label=${t('bar.help')}
      @click=${onHelp}
    ></linli-button>
  </linli-empty>`;
}
