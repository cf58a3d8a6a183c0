import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EntryKey } from '../../../api/staff-content.ts';
import { isOwnService } from '../../../model/content/own.ts';
import type { ContentRole, Presence } from '../../../model/schema/staff-content.ts';
import '../../forms/content-form.ts';
import type { ContentForm } from '../../forms/content-form.ts';
import type { ContentChangeEvent } from '../../forms/form-types.ts';
import { desk } from '../../shell/desk-styles.ts';
import { note } from '../../shell/parts.ts';
import { type SideBodies, choicesOf, sidesOf } from '../choices.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { changeStyles } from '../field-changes.ts';
import { entryTitle } from '../field-text.ts';
import '../preview.ts';
import { screenOf } from '../preview-screen.ts';
import { PreviewReader } from '../preview-reader.ts';
import { stateTag } from '../state-tag.ts';
import { pageStyles } from '../page-styles.ts';
import { Removal } from '../removal.ts';
import { checksPanel } from './checks-panel.ts';
import { editorNotes } from './editor-notes.ts';
import {
  type Pane,
  clashPart,
  crumb,
  editorTools,
  missingEntry,
  monthSection,
  paneSwitch,
  previewRemark,
  savingText,
  tilesSection,
} from './editor-parts.ts';
import { FieldFindings, findingsOf } from './entry-findings.ts';
import { editorStyles } from './editor-styles.ts';
import { EntryKeeper, isShutOut } from './entry-keeper.ts';
import { OwnActs } from './own-acts.ts';
import type { PickTileEvent, TilesEvent } from './tile-events.ts';
import type { PickDayEvent } from './month-view.ts';
import type { EntryBody } from './unsent.ts';

/** One entry: its form, what is wrong with it, and the terminal as it will look beside it. */
@customElement('linli-entry-editor')
export class EntryEditor extends LitElement {
  static override styles = [desk, changeStyles, pageStyles, editorStyles];

  @property({ attribute: false }) content!: ContentContext;
  @property({ attribute: false }) kind: ContentRole = 'site';
  /** The entry's id; `-` for a whole file. */
  @property() entry = '-';
  /** On a narrow page one of them is shown. */
  @state() private pane: Pane = 'form';
  @state() private tile: number | undefined;
  @state() private later = false;
  @state() private sides: SideBodies = {};
  @query('linli-content-form') private form!: ContentForm | null;
  #keeper: EntryKeeper | undefined;
  readonly #acts = new OwnActs();
  readonly #preview = new PreviewReader(this);
  readonly #removal = new Removal(this);
  readonly #findings = new FieldFindings();
  /** A field to go to as soon as the form is there. */
  #wanted: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.#onUnload);
    document.addEventListener('visibilitychange', this.#onHidden);
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#onUnload);
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.content.be();
    this.#keeper?.stop();
    this.#keeper = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('kind') || changed.has('entry')) this.#open();
    if (changed.has('content')) this.#follow();
  }

  protected override updated(): void {
    const { form } = this;
    if (this.#wanted === undefined || !form) return;
    const path = this.#wanted;
    this.#wanted = undefined;
    void form.focusPath(path);
  }

  protected override render(): TemplateResult {
    const keeper = this.#keeper;
    const { words, staff } = this.content;
    if (!keeper || keeper.opening.kind === 'reading') return html`<p>${staff.words.t('page.wait')}</p>`;
    const { t } = words;
    switch (keeper.opening.kind) {
      case 'failed':
        return html`${crumb(this.content, this.#key)}
          <h1 tabindex="-1">${roleName(words, this.kind)}</h1>
          ${note('bad', words.why(keeper.opening.failure))}
          <div>
            <button type="button" class="primary" @click=${() => void keeper.open()}>${t('do.again')}</button>
          </div>`;
      case 'gone':
        return html`${crumb(this.content, this.#key)}
        ${missingEntry(this.content, this.kind, keeper, (body) => void this.#revive(body))}`;
      case 'open':
        return this.#page(keeper);
    }
  }

  #page(keeper: EntryKeeper): TemplateResult {
    const { words } = this.content;
    const { t } = words;
    const title = this.#title(keeper);
    const found = findingsOf(this.content, this.#key);
    return html`
      ${crumb(this.content, this.#key)}
      <div class="head">
        <h1 tabindex="-1">${title}</h1>
        ${isOwnService(keeper.body) ? html`<span class="tag">${t('list.own')}</span>` : nothing}
        ${keeper.entry ? stateTag(words, this.#row?.state ?? keeper.entry.state) : nothing}
        <span class="saving ${keeper.saving.kind}" role="status">${savingText(words, keeper.saving)}</span>
        <span class="row tools"
          >${editorTools(this.content, this.#key, {
            onUndo: this.#acts.some && !keeper.isDirty ? this.#undo : undefined,
            onRemove: () => void this.#remove(keeper, title),
          })}</span
        >
      </div>
      ${editorNotes(this.content, this.kind, keeper, this.#others)}
      ${paneSwitch(words, this.pane, (pane) => (this.pane = pane))}
      <div class="columns ${this.pane}">
        <div class="stack left">
          ${checksPanel(words, this.content.reading, {
            ...found,
            body: keeper.body,
            onJump: this.#jump,
          })}
          ${
            this.kind === 'site'
              ? tilesSection(words, keeper.body, found.faults, {
                  selected: this.tile,
                  onTiles: this.#onTiles,
                  onPick: this.#onPick,
                })
              : nothing
          }
          ${monthSection(this.content, this.kind, keeper.body, this.sides, this.#onDay)} ${this.#form(keeper)}
        </div>
        <div class="right">
          <linli-preview
            .staff=${this.content.staff}
            .changes=${this.#preview.changes}
            .screen=${screenOf(this.kind, this.entry)}
            .remark=${previewRemark(words, this.#preview.faults)}
          ></linli-preview>
        </div>
      </div>
      ${this.#clash(keeper)} ${this.#removal.dialog()}
    `;
  }

  #form(keeper: EntryKeeper): TemplateResult {
    const { words, staff, reading } = this.content;
    const { overview } = reading;
    return html`<h2 class="unseen">${words.t('editor.form')}</h2>
      <linli-content-form
        .kind=${this.kind}
        .value=${keeper.body}
        .faults=${this.#findings.ofFields(this.content, this.#key)}
        .language=${words.language}
        .timeZone=${staff.site.timeZone}
        .choices=${overview ? choicesOf(overview, this.kind, keeper.body, this.sides) : {}}
        .inherited=${keeper.entry?.catalogue}
        .saved=${true}
        .readOnly=${keeper.saving.kind === 'unsaved' && isShutOut(keeper.saving.failure)}
        @linli-change=${this.#onChange}
      ></linli-content-form>`;
  }

  #clash({ saving }: EntryKeeper): TemplateResult | typeof nothing {
    if (saving.kind !== 'clash') return nothing;
    return clashPart(this.content.words, this.kind, saving.clash, {
      isLater: this.later,
      onLater: (later) => (this.later = later),
      onSettle: (sides) => void this.#keeper?.resolve(sides),
    });
  }

  get #key(): EntryKey {
    return { role: this.kind, id: this.entry };
  }

  get #row() {
    return this.content.reading.overview?.entries.find(
      ({ role, id }) => role === this.kind && id === this.entry,
    );
  }

  get #others(): readonly Presence[] {
    const { reading, staff } = this.content;
    return (reading.overview?.here ?? []).filter(
      (one) => one.role === this.kind && one.id === this.entry && one.staff !== staff.session.staff.id,
    );
  }

  #title(keeper: EntryKeeper): string {
    const inherited = keeper.entry?.catalogue;
    const { words } = this.content;
    return entryTitle(
      words,
      this.kind,
      keeper.body['name'] === undefined && inherited ? inherited : keeper.body,
    );
  }

  #open(): void {
    const { content } = this;
    this.#keeper?.stop();
    const key = this.#key;
    this.#acts.forget();
    this.tile = undefined;
    this.later = false;
    const keeper = new EntryKeeper({
      client: content.client,
      shelf: content.shelf,
      key,
      staff: content.staff.session.staff.id,
      onChange: () => this.#onKeeper(keeper),
    });
    this.#keeper = keeper;
    content.be(key);
    void keeper.open();
    void this.#readSides();
  }

  async #readSides(): Promise<void> {
    const { client } = this.content;
    for (const role of sidesOf(this.kind)) {
      const answer = await client.entry({ role, id: '-' });
      if (answer.ok && answer.value.body) this.sides = { ...this.sides, [role]: answer.value.body };
    }
  }

  /** News of the draft: perhaps a colleague saved this entry, and the preview may show something else. */
  #follow(): void {
    const { overview } = this.content.reading;
    if (!overview) return;
    this.#preview.follow(this.content.client, overview.version);
    void this.#keeper?.look(this.#row?.version);
  }

  #onKeeper(keeper: EntryKeeper): void {
    if (keeper !== this.#keeper) return;
    const { saving } = keeper;
    if (saving.kind === 'saved') {
      if (this.#acts.add(saving.seq)) this.#preview.follow(this.content.client, saving.seq);
      this.later = false;
      this.content.refresh();
    }
    this.requestUpdate();
  }

  readonly #onChange = (event: ContentChangeEvent): void => {
    event.stopPropagation();
    this.#keeper?.change(event.value as EntryBody);
  };

  readonly #onTiles = ({ tiles, selected }: TilesEvent): void => {
    const keeper = this.#keeper;
    this.tile = selected;
    keeper?.change({ ...keeper.body, tiles });
  };

  readonly #onPick = ({ index }: PickTileEvent): void => {
    this.tile = index;
    this.#jump(`tiles[${index}].label`);
  };

  /** A day of the calendar: the exception that holds there, or a new one. */
  readonly #onDay = ({ day, index }: PickDayEvent): void => {
    const keeper = this.#keeper;
    if (!keeper) return;
    const list = keeper.body['entries'];
    const entries: readonly unknown[] = Array.isArray(list) ? list : [];
    if (index === undefined) {
      const name = this.content.words.both('month.closed');
      keeper.change({ ...keeper.body, entries: [...entries, { kind: 'closed', name, from: day }] });
    }
    this.#jump(`entries[${index ?? entries.length}].name`);
  };

  readonly #jump = (path: string): void => {
    this.pane = 'form';
    this.#wanted = path;
    this.requestUpdate();
  };

  readonly #undo = async (): Promise<void> => {
    if (!(await this.#acts.undo(this.content))) return;
    await this.#keeper?.look(Infinity);
    this.content.refresh();
  };

  async #remove(keeper: EntryKeeper, title: string): Promise<void> {
    await keeper.flush();
    const { staff } = this.content;
    await this.#removal.ask(this.content, this.#key, keeper.version, title, () => staff.go(this.kind));
  }

  async #revive(body: EntryBody): Promise<void> {
    const { client, complain, refresh } = this.content;
    const answer = await client.save(this.#key, { base: this.#keeper?.version ?? 0, body });
    if (!answer.ok) return complain(answer.error);
    refresh();
    this.#open();
  }

  readonly #onUnload = (event: BeforeUnloadEvent): void => {
    if (!this.#keeper?.isDirty) return;
    void this.#keeper.flush();
    event.preventDefault();
  };

  readonly #onHidden = (): void => {
    if (document.visibilityState === 'hidden') void this.#keeper?.flush();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-entry-editor': EntryEditor;
  }
}
