import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import {
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
  html,
  nothing,
} from 'lit';
import type { EntryKey } from '../../api/staff-content.ts';
import type { ContentUses } from '../../model/schema/staff-content.ts';
import type { ContentContext } from './content-context.ts';
import { removeEntry } from './entry-acts.ts';
import { entryPath, rowTitle } from './entry-links.ts';
import { fieldName } from './field-text.ts';

/** An entry that somebody wants to remove. */
interface Wanted {
  readonly content: ContentContext;
  readonly key: EntryKey;
  readonly version: number;
  readonly title: string;
  readonly onGone: () => void;
}

/** What names it, told before it goes. */
interface Asked {
  readonly wanted: Wanted;
  readonly uses: ContentUses['uses'];
}

/**
 * Removes entries: at once where nothing names them, which can be undone, and else after it said what does.
 * The element draws `dialog()` and wears `pageStyles`.
 */
export class Removal implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #asked: Asked | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#asked = undefined;
  }

  /**
   * @param version that is removed: what a colleague saved since is not lost
   * @param onGone hears that it is removed
   */
  async ask(
    content: ContentContext,
    key: EntryKey,
    version: number,
    title: string,
    onGone: () => void = () => undefined,
  ): Promise<void> {
    const wanted = { content, key, version, title, onGone };
    const answer = await content.client.uses(key);
    if (!answer.ok) return content.complain(answer.error);
    const { uses } = answer.value;
    if (uses.length === 0) return this.#remove(wanted);
    this.#show({ wanted, uses });
  }

  /** What names the entry, and the question whether it is to go all the same; nothing while nobody wants to remove one. */
  dialog(): TemplateResult | typeof nothing {
    if (!this.#asked) return nothing;
    const { wanted, uses } = this.#asked;
    const { words } = wanted.content;
    const { t } = words;
    return html`<wa-dialog
      open
      label=${t('removal.heading', { name: wanted.title })}
      @wa-after-hide=${this.#close}
    >
      <div class="stack">
        <p>${t('removal.text')}</p>
        <ul class="plain uses">
          ${uses.map(
            ({ role, id, title, at, part }) =>
              html`<li>
                <a href=${entryPath(wanted.content, role, id)} @click=${this.#close}
                  >${rowTitle(words, { role, id, title })}</a
                >
                ${part ? html`· ${words.of(part)}` : nothing}
                <span class="hint"
                  >${fieldName(
                    words,
                    role,
                    at.filter((step) => typeof step === 'string'),
                    undefined,
                  )}</span
                >
              </li>`,
          )}
        </ul>
      </div>
      <div slot="footer" class="row foot">
        <button type="button" @click=${this.#close}>${t('do.cancel')}</button>
        <button type="button" class="danger" @click=${() => void this.#removeAnyway(wanted)}>
          ${t('removal.do')}
        </button>
      </div>
    </wa-dialog>`;
  }

  async #removeAnyway(wanted: Wanted): Promise<void> {
    this.#close();
    await this.#remove(wanted);
  }

  async #remove({ content, key, version, title, onGone }: Wanted): Promise<void> {
    if (await removeEntry(content, key, version, title)) onGone();
  }

  readonly #close = (): void => this.#show(undefined);

  #show(asked: Asked | undefined): void {
    this.#asked = asked;
    this.#host.requestUpdate();
  }
}
