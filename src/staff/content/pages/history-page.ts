import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../../components/icon/icon.ts';
import type { EntryKey } from '../../../api/staff-content.ts';
import { type ContentAct, contentRole } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import { note } from '../../shell/parts.ts';
import { deskPath } from '../../shell/route.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { changeStyles, fieldChanges } from '../field-changes.ts';
import { pageStyles } from '../page-styles.ts';
import { fieldName, valueText } from '../field-text.ts';

/** Who changed what and when, of the whole draft or one entry; each act can be taken back. */
@customElement('linli-content-history')
export class HistoryPage extends LitElement {
  static override styles = [
    desk,
    changeStyles,
    pageStyles,
    css`
      ol {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ];

  @property({ attribute: false }) content!: ContentContext;
  @state() private acts: readonly ContentAct[] | undefined;
  @state() private more = false;
  @state() private failed = '';
  #asked = '';

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('content')) return;
    const key = this.#key;
    const asked = `${key?.role ?? ''}/${key?.id ?? ''}/${this.content.reading.overview?.version ?? 0}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    void this.#read();
  }

  protected override render(): TemplateResult {
    const { words, staff } = this.content;
    const { t } = words;
    const key = this.#key;
    const back = key ? [key.role, key.id] : [];
    return html`<div class="stack">
      <p class="crumb">
        <a href=${deskPath(staff.site.id, 'content', back)}
          ><linli-icon name="arrow-left"></linli-icon>${key ? t('history.to-entry') : t('heading')}</a
        >
      </p>
      <h1 tabindex="-1">
        ${key ? t('history.of', { name: this.#titleOf(this.acts?.[0], key) }) : t('history.heading')}
      </h1>
      <p>${t('history.text')}</p>
      ${this.failed === '' ? nothing : note('bad', this.failed)} ${this.#list()}
    </div>`;
  }

  #list(): TemplateResult {
    const { words, staff } = this.content;
    const { t } = words;
    const { acts } = this;
    if (!acts) return html`<p>${staff.words.t('page.wait')}</p>`;
    if (acts.length === 0) return html`<p>${t('history.none')}</p>`;
    const last = acts[acts.length - 1];
    return html`<ol>
        ${repeat(
          acts,
          ({ seq }) => seq,
          (act) => this.#act(act),
        )}
      </ol>
      ${
        this.more && last
          ? html`<div>
              <button type="button" @click=${() => void this.#read(last.seq)}>${t('do.more')}</button>
            </div>`
          : nothing
      }`;
  }

  #act(act: ContentAct): TemplateResult {
    const { words, staff } = this.content;
    const { t } = words;
    const bodies = { before: act.before ?? undefined, after: act.after ?? undefined };
    return html`<li class="panel stack">
      <div class="row top">
        <span
          ><strong>${words.when(Date.parse(act.at))}</strong> · ${act.by?.shownName ?? t('history.system')} ·
          ${t(`act.${act.kind}`)} ·
          <a href=${deskPath(staff.site.id, 'content', [act.role, act.id])}>${this.#titleOf(act, act)}</a>
          ${act.entries > 1 ? html`<span class="hint">${t('history.entries', { n: act.entries })}</span>` : nothing}
        </span>
        ${
          act.undone
            ? html`<span class="tag">${t('history.undone')}</span>`
            : html`<button type="button" @click=${() => void this.#undo(act)}>
                <linli-icon name="undo-2"></linli-icon>${t('do.undo')}
              </button>`
        }
      </div>
      ${act.changes.length === 0 ? nothing : fieldChanges(words, act.role, act.changes, bodies)}
    </li>`;
  }

  #titleOf(act: Pick<ContentAct, 'title'> | undefined, key: EntryKey): string {
    const { words } = this.content;
    if (key.id === '-') return roleName(words, key.role);
    const name = act ? words.of(act.title) : '';
    return name === '' ? key.id : name;
  }

  /** The entry whose history is asked for; undefined: all of the draft. */
  get #key(): EntryKey | undefined {
    const [, first, id] = this.content.staff.below;
    const role = contentRole.safeParse(first).data;
    return role && id !== undefined ? { role, id } : undefined;
  }

  async #undo(act: ContentAct): Promise<void> {
    const { client, say, complain, refresh, words } = this.content;
    this.failed = '';
    const answer = await client.undo(act.seq);
    refresh();
    if (!answer.ok) return complain(answer.error);
    if (answer.value.outcome === 'undone') return say(words.t('undo.done'), answer.value.seq);
    const { conflicts } = answer.value;
    const first = conflicts[0];
    const where = first
      ? `${this.#titleOf(first, first)}: ${fieldName(words, first.role, first.at, undefined)} (${valueText(words, first.role, first.at, first.theirs)})`
      : '';
    this.failed = words.t('undo.clash', { n: conflicts.length, where });
  }

  async #read(before?: number): Promise<void> {
    const { client, words } = this.content;
    const answer = await client.acts({ ...this.#key, ...(before === undefined ? {} : { before }) });
    if (!answer.ok) {
      this.failed = words.why(answer.error);
      return;
    }
    this.acts = before === undefined ? answer.value.acts : [...(this.acts ?? []), ...answer.value.acts];
    this.more = answer.value.more;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-content-history': HistoryPage;
  }
}
