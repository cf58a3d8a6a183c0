import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../../../components/icon/icon.ts';
import type { ContentFault, ContentRole, Presence } from '../../../model/schema/staff-content.ts';
import '../../forms/content-form.ts';
import type { ContentForm } from '../../forms/content-form.ts';
import type { ContentChangeEvent, FieldFault } from '../../forms/form-types.ts';
import { desk } from '../../shell/desk-styles.ts';
import { note } from '../../shell/parts.ts';
import { deskPath } from '../../shell/route.ts';
import { type SideBodies, choicesOf, sidesOf } from '../choices.ts';
import type { ContentContext } from '../content-context.ts';
import { roleName } from '../content-words.ts';
import { changeStyles } from '../field-changes.ts';
import { entryTitle } from '../field-text.ts';
import { faultText } from '../fault-text.ts';
import '../preview.ts';
import { screenOf } from '../preview-screen.ts';
import { PreviewReader } from '../preview-reader.ts';
import { stateTag } from '../state-tag.ts';
import { removeEntry } from '../entry-acts.ts';
import { checksPanel } from './checks-panel.ts';
import { editorNotes } from './editor-notes.ts';
import {
  clashPart,
  editorTools,
  missingEntry,
  monthSection,
  previewRemark,
  savingText,
  tilesSection,
} from './editor-parts.ts';
import { editorStyles } from './editor-styles.ts';
import { EntryKeeper, isShutOut } from './entry-keeper.ts';
import type { PickTileEvent, TilesEvent } from './tile-grid.ts';
import type { PickDayEvent } from './month-view.ts';
import type { EntryBody } from './unsent.ts';

/** One entry: its form, what is wrong with it, and the terminal as it will look beside it. */
@customElement('linli-entry-editor')
export class EntryEditor extends LitElement {
  static override styles = [desk, changeStyles, editorStyles];

  @property({ attribute: false }) content!: ContentContext;
  @property({ attribute: false }) kind: ContentRole = 'site';
  /** The entry's id; `-` for a whole file. */
  @property() entry = '-';
  /** On a narrow page one of them is shown. */
  @state() private pane: 'form' | 'preview' = 'form';
  @state() private tile: number | undefined;
  @state() private later = false;
  @state() private sides: SideBodies = {};
  @query('linli-content-form') private form!: ContentForm | null;
  #keeper: EntryKeeper | undefined;
  /** What was saved from here, the latest last. */
  #acts: readonly number[] = [];
  readonly #preview = new PreviewReader(this);
  #told: { readonly check: unknown; readonly of: string; readonly faults: readonly FieldFault[] } | undefined;
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
        return html`${this.#crumb()}
          <h1 tabindex="-1">${roleName(words, this.kind)}</h1>
          ${note('bad', words.why(keeper.opening.failure))}
          <div>
            <button type="button" class="primary" @click=${() => void keeper.open()}>${t('do.again')}</button>
          </div>`;
      case 'gone':
        return html`${this.#crumb()}
        ${missingEntry(this.content, this.kind, keeper, (body) => void this.#revive(body))}`;
      case 'open':
        return this.#page(keeper);
    }
  }

  #page(keeper: EntryKeeper): TemplateResult {
    const { words } = this.content;
    const { t } = words;
    const title = this.#title(keeper);
    return html`
      ${this.#crumb()}
      <div class="head">
        <h1 tabindex="-1">${title}</h1>
        ${keeper.entry ? stateTag(words, this.#row?.state ?? keeper.entry.state) : nothing}
        <span class="saving ${keeper.saving.kind}" role="status">${savingText(words, keeper.saving)}</span>
        <span class="row tools"
          >${editorTools(
            this.content,
            { role: this.kind, id: this.entry },
            {
              onUndo: this.#acts.length > 0 && !keeper.isDirty ? this.#undo : undefined,
              onRemove: () => void this.#remove(keeper, title),
            },
          )}</span
        >
      </div>
      ${editorNotes(this.content, this.kind, keeper, this.#others)}
      <div class="panes" role="group" aria-label=${t('editor.panes')}>
        ${(['form', 'preview'] as const).map(
          (pane) =>
            html`<button
              type="button"
              aria-pressed=${this.pane === pane ? 'true' : 'false'}
              @click=${() => (this.pane = pane)}
            >
              ${t(`editor.${pane}`)}
            </button>`,
        )}
      </div>
      <div class="columns ${this.pane}">
        <div class="stack left">
          ${checksPanel(words, this.content.reading, {
            faults: this.#ofEntry(this.content.reading.check?.faults),
            warnings: this.#ofEntry(this.content.reading.check?.warnings),
            body: keeper.body,
            onJump: this.#jump,
          })}
          ${
            this.kind === 'site'
              ? tilesSection(words, keeper.body, this.#faults, {
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
      ${this.#clash(keeper)}
    `;
  }

  #crumb(): TemplateResult {
    const { words, staff } = this.content;
    const list = this.entry === '-' ? [] : [this.kind];
    return html`<p class="crumb">
      <a href=${deskPath(staff.site.id, 'content', list)}
        ><linli-icon name="arrow-left"></linli-icon>${
          list.length === 0 ? words.t('heading') : roleName(words, this.kind)
        }</a
      >
    </p>`;
  }

  #form(keeper: EntryKeeper): TemplateResult {
    const { words, staff, reading } = this.content;
    const { overview } = reading;
    return html`<h2 class="unseen">${words.t('editor.form')}</h2>
      <linli-content-form
        .kind=${this.kind}
        .value=${keeper.body}
        .faults=${this.#fieldFaults()}
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

  #ofEntry(found: readonly ContentFault[] | undefined): readonly ContentFault[] {
    return (found ?? []).filter(({ role, id }) => role === this.kind && id === this.entry);
  }

  /** The same list as long as nobody checked again: the form hides what was mended since. */
  #fieldFaults(): readonly FieldFault[] {
    const { words, reading } = this.content;
    const of = `${this.kind}/${this.entry}/${words.language}`;
    const known = this.#told;
    if (known && known.check === reading.check && known.of === of) return known.faults;
    const faults = this.#faults.map((fault) => ({ path: fault.path, ...faultText(words, fault) }));
    this.#told = { check: reading.check, of, faults };
    return faults;
  }

  get #faults(): readonly ContentFault[] {
    return this.#ofEntry(this.content.reading.check?.faults);
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
    const { content, kind, entry } = this;
    this.#keeper?.stop();
    const key = { role: kind, id: entry };
    this.#acts = [];
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
      const seq = saving.seq;
      if (seq !== undefined && this.#acts[this.#acts.length - 1] !== seq) {
        this.#acts = [...this.#acts, seq];
        this.#preview.follow(this.content.client, seq);
      }
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
    const { client, complain, say, refresh, words } = this.content;
    const seq = this.#acts[this.#acts.length - 1];
    if (seq === undefined) return;
    const answer = await client.undo(seq);
    if (!answer.ok) return complain(answer.error);
    this.#acts = this.#acts.slice(0, -1);
    say(words.t(answer.value.outcome === 'conflict' ? 'undo.late' : 'undo.done'));
    await this.#keeper?.look(Infinity);
    refresh();
  };

  async #remove(keeper: EntryKeeper, title: string): Promise<void> {
    await keeper.flush();
    const { staff } = this.content;
    if (await removeEntry(this.content, { role: this.kind, id: this.entry }, keeper.version, title))
      staff.go(this.kind);
  }

  async #revive(body: EntryBody): Promise<void> {
    const { client, complain, refresh } = this.content;
    const key = { role: this.kind, id: this.entry };
    const answer = await client.save(key, { base: this.#keeper?.version ?? 0, body });
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
