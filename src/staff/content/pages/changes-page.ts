import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import { LitElement, type PropertyValues, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../../components/icon/icon.ts';
import type { ContentDiff, EntryDiff } from '../../../model/schema/staff-content.ts';
import { desk } from '../../shell/desk-styles.ts';
import { note } from '../../shell/parts.ts';
import { deskPath } from '../../shell/route.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { discardEntry } from '../entry-acts.ts';
import { changeStyles, fieldChanges } from '../field-changes.ts';
import { pageStyles } from '../page-styles.ts';
import { stateStyles, stateTag } from '../state-tag.ts';

/** What the draft changes of what terminals show now, entry by entry. */
@customElement('linli-content-changes')
export class ChangesPage extends LitElement {
  static override styles = [
    desk,
    stateStyles,
    changeStyles,
    pageStyles,
    css`
      .top,
      h2 {
        font-size: var(--type-text);
      }
    `,
  ];

  @property({ attribute: false }) content!: ContentContext;
  @state() private diff: ContentDiff | undefined;
  @state() private failed = '';
  @state() private asking = false;
  #version: number | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('content')) return;
    const { overview } = this.content.reading;
    if (overview && overview.version !== this.#version) {
      this.#version = overview.version;
      void this.#read();
    }
  }

  protected override render(): TemplateResult {
    const { words, staff, reading } = this.content;
    const { t } = words;
    const { diff } = this;
    const faults = reading.check?.faults.length ?? 0;
    return html`<div class="stack">
      <p class="crumb">
        <a href=${deskPath(staff.site.id, 'content')}
          ><linli-icon name="arrow-left"></linli-icon>${t('heading')}</a
        >
      </p>
      <div class="row top">
        <h1 tabindex="-1">${t('changes.heading')}</h1>
        ${
          diff && diff.total > 0
            ? html`<span class="row">
                <button type="button" @click=${() => (this.asking = true)}>${t('changes.discard')}</button>
                <a class="button primary" href=${deskPath(staff.site.id, 'releases')}
                  >${t(reading.overview?.mayPublish ? 'changes.publish' : 'changes.releases')}</a
                >
              </span>`
            : nothing
        }
      </div>
      ${this.failed === '' ? nothing : note('bad', this.failed)}
      ${faults > 0 ? note('bad', t('changes.faults', { n: faults })) : nothing}
      ${diff ? this.#list(diff) : html`<p role="status">${t('changes.wait')}</p>`} ${this.#question(diff)}
    </div>`;
  }

  #list(diff: ContentDiff): TemplateResult {
    const { words } = this.content;
    const { t } = words;
    if (diff.total === 0)
      return html`<div class="panel stack">
        <p><strong>${t('changes.none')}</strong></p>
        <p>${t('changes.none.next')}</p>
      </div>`;
    const when = diff.live.at === undefined ? '' : words.when(Date.parse(diff.live.at));
    return html`<p>${t('changes.text', { n: diff.total, release: diff.live.number, when })}</p>
      ${repeat(
        diff.entries,
        ({ role, id }) => `${role}/${id}`,
        (entry) => this.#entry(entry),
      )}
      ${
        diff.more === undefined
          ? nothing
          : html`<div>
              <button type="button" @click=${() => void this.#read(diff.more)}>${t('do.more')}</button>
            </div>`
      }`;
  }

  #entry(entry: EntryDiff): TemplateResult {
    const { words, staff } = this.content;
    const { t } = words;
    const { role, id } = entry;
    const isOrder = entry.state === 'moved';
    const name = id === '-' ? roleName(words, role) : words.of(entry.title) || t('list.nameless');
    const title = isOrder && id === '-' ? t('changes.order', { what: roleName(words, role) }) : name;
    return html`<section class="panel stack" aria-label=${title}>
      <div class="row top">
        <span class="row">
          <h2>
            <a href=${deskPath(staff.site.id, 'content', isOrder && id === '-' ? [role] : [role, id])}
              >${title}</a
            >
          </h2>
          <span class="hint">${roleName(words, role)}</span> ${stateTag(words, entry.state)}
        </span>
        <button type="button" @click=${() => void discardEntry(this.content, { role, id }, title)}>
          <linli-icon name="undo-2"></linli-icon>${t('changes.revert')}
        </button>
      </div>
      ${
        entry.state === 'removed'
          ? html`<p>${t('changes.entry-removed')}</p>`
          : fieldChanges(words, role, entry.changes)
      }
    </section>`;
  }

  #question(diff: ContentDiff | undefined): TemplateResult {
    const { t } = this.content.words;
    return html`<wa-dialog
      label=${t('changes.discard')}
      .open=${this.asking}
      @wa-after-hide=${() => (this.asking = false)}
    >
      <p>${t('changes.discard.text', { n: diff?.total ?? 0 })}</p>
      <div slot="footer" class="row foot">
        <button type="button" @click=${() => (this.asking = false)}>${t('do.cancel')}</button>
        <button type="button" class="danger" @click=${this.#discard}>${t('changes.discard.do')}</button>
      </div>
    </wa-dialog>`;
  }

  readonly #discard = async (): Promise<void> => {
    const { client, say, complain, refresh, words } = this.content;
    this.asking = false;
    const answer = await client.discard();
    refresh();
    if (answer.ok) say(words.t('said.discarded', { n: answer.value.entries }), answer.value.seq);
    else complain(answer.error);
  };

  async #read(after?: string): Promise<void> {
    const { client, words } = this.content;
    const answer = await client.diff(after === undefined ? {} : { after });
    this.failed = answer.ok ? '' : words.why(answer.error);
    if (!answer.ok) {
      this.#version = undefined;
      return;
    }
    const earlier = after === undefined ? [] : (this.diff?.entries ?? []);
    this.diff = { ...answer.value, entries: [...earlier, ...answer.value.entries] };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-content-changes': ChangesPage;
  }
}
