import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StaffAnswer, StaffClient } from '../../api/staff-client.ts';
import type { StaffOpenSession, StaffOpenSessions } from '../../model/schema/staff.ts';
import { desk } from './desk-styles.ts';
import { note } from './parts.ts';
import { sessionList } from './session-list.ts';
import type { StaffWords } from './words.ts';

/** Where one is signed in oneself. */
@customElement('linli-own-sessions')
export class OwnSessions extends LitElement {
  static override styles = desk;

  @property({ attribute: false }) client!: Pick<StaffClient, 'sessions' | 'endSession'>;
  @property({ attribute: false }) words!: StaffWords;

  @state() private sessions: readonly StaffOpenSession[] | undefined;
  @state() private said: { readonly tone: 'good' | 'bad'; readonly text: string } | undefined;
  @state() private busy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#take(this.client.sessions());
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    const { sessions, busy } = this;
    return html`<div class="stack">
      <p>${t('sessions.text')}</p>
      <div role="status">${this.said ? note(this.said.tone, this.said.text) : nothing}</div>
      ${
        sessions
          ? sessionList({ words: this.words, sessions, busy, onEnd: (id) => void this.#end(id) })
          : html`<p class="muted">${t('sessions.wait')}</p>`
      }
      ${
        sessions?.some(({ here }) => !here)
          ? html`<div>
              <button type="button" ?disabled=${busy} @click=${() => void this.#end('others')}>
                ${t('sessions.end-others')}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  async #end(id: string): Promise<void> {
    this.said = undefined;
    if (await this.#take(this.client.endSession(id)))
      this.said = { tone: 'good', text: this.words.t('sessions.ended') };
  }

  async #take(call: StaffAnswer<StaffOpenSessions>): Promise<boolean> {
    this.busy = true;
    const answer = await call;
    this.busy = false;
    if (answer.ok) this.sessions = answer.value.sessions;
    else this.said = { tone: 'bad', text: this.words.why(answer.error) };
    return answer.ok;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-own-sessions': OwnSessions;
  }
}
