import { LitElement, type PropertyValues, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../../components/icon/icon.ts';
import { isOwnService } from '../../model/content/own.ts';
import type { Language } from '../../model/schema/text.ts';
import { draw } from './draw/draw.ts';
import { drawFields, sectionKey } from './draw/object.ts';
import type { ListWork, Pen, Spot } from './draw/pen.ts';
import { issueLines } from './draw/frame.ts';
import { formStyles } from './form-styles.ts';
import {
  ContentChangeEvent,
  type FieldFault,
  type FormChoices,
  type FormKind,
  type Path,
} from './form-types.ts';
import { choicesFor } from './choices-for.ts';
import { focusAt, focusId } from './focus.ts';
import { carried, isWithin } from './folds.ts';
import { type FormWords, formWords } from './form-words.ts';
import { withInherited } from './inherited.ts';
import { type Issue, issuesOf } from './issues.ts';
import { layouts } from './layout.ts';
import { listWork } from './list-work.ts';
import './pick.ts';
import { type ObjectShape, formShape } from './shape.ts';
import { sortableIn } from './sorting.ts';
import { isList, isObject, moved, pathOf, pathText, same, shownAt, valueAt, withValue } from './values.ts';

/** The field of an entry's root that is its id. */
const idField = (kind: FormKind): string => (kind === 'services' ? 'service' : 'id');

/**
 * The form of one entry, drawn from its schema: what the schema says of a field is what can be written there.
 *
 *     <linli-content-form .kind=${'notices'} .value=${body} .language=${'zh-Hans'} .timeZone=${'Asia/Shanghai'}
 *       .choices=${choices} .faults=${faults} .saved=${true} @linli-change=${(e: ContentChangeEvent) => …e.value}>
 *
 * @fires linli-change - ContentChangeEvent: the whole new value, after every key and every choice.
 */
@customElement('linli-content-form')
export class ContentForm extends LitElement {
  static override styles = formStyles;

  /** Which schema. */
  @property({ attribute: false }) kind: FormKind = 'notices';
  /** The entry: the item of a list file, or the whole file of `site`, `calendar`, `queues`. Never changed in place. */
  @property({ attribute: false }) value: unknown = {};
  /** What the hub's check found in this entry. A finding is hidden once its field is changed, until the next check. */
  @property({ attribute: false }) faults: readonly FieldFault[] = [];
  @property({ attribute: false }) language: Language = 'zh-Hans';
  /** The site's zone: instants are typed in it. */
  @property() timeZone = 'Asia/Shanghai';
  @property({ attribute: false }) choices: FormChoices = {};
  /** True once the entry was saved: its id can no longer be changed. */
  @property({ type: Boolean }) saved = false;
  /**
   * What holds where a field is not set: for `services` the catalogue's service, unless it is one of the site's own. Shown
   * as such, never written.
   */
  @property({ attribute: false }) inherited: unknown = undefined;
  /** Nothing can be changed. */
  @property({ type: Boolean }) readOnly = false;

  /** What somebody folded or unfolded, by path. */
  @state() private open: ReadonlyMap<string, boolean> = new Map();
  @state() private asked: ReadonlySet<string> = new Set();
  @state() private said = '';
  /** What the last removal took: where, and what stood there. */
  @state() private taken: { readonly path: Path; readonly value: unknown } | undefined = undefined;

  #form: ObjectShape | undefined;
  #shape: ObjectShape = formShape('notices');
  #words: FormWords = formWords('zh-Hans');
  #issues: readonly Issue[] = [];
  /** Fields that were changed since the hub told its faults. */
  #changed = new Set<string>();

  protected override willUpdate(changed: PropertyValues<this>): void {
    const form = formShape(this.kind, this.value);
    if (form !== this.#form || changed.has('inherited')) {
      this.#form = form;
      this.#shape = isOwnService(this.value) ? form : withInherited(form, this.inherited);
    }
    if (changed.has('kind'))
      [this.open, this.asked, this.taken, this.said] = [new Map(), new Set(), undefined, ''];
    if (changed.has('language')) this.#words = formWords(this.language);
    if (changed.has('faults')) this.#changed = new Set();
    if (changed.has('value') || changed.has('faults') || changed.has('kind') || changed.has('language'))
      this.#issues = this.#allIssues();
  }

  protected override updated(): void {
    if (!this.readOnly) sortableIn(this.renderRoot, this.#onDragged);
  }

  /** Opens the sections down to a field (`tiles[3].icon`) and focuses it. @returns whether there is such a field */
  async focusPath(path: string): Promise<boolean> {
    const parts = pathOf(path);
    const open = new Map(this.open);
    parts.forEach((part, index) => {
      const parent = parts.slice(0, index);
      const at = [this.kind, ...parent.filter((name) => typeof name === 'string')].join('.');
      const section = layouts[at]?.find(({ fields }) => fields.includes(String(part)));
      if (section) open.set(sectionKey(parent, section.key), true);
      if (typeof part === 'number') open.set(pathText([...parent, part]), true);
    });
    this.open = open;
    await this.updateComplete;
    for (let length = parts.length; length > 0; length -= 1)
      if (focusAt(this.renderRoot, pathText(parts.slice(0, length)))) return true;
    return false;
  }

  protected override render(): TemplateResult {
    const pen = this.#pen();
    const root: Spot = {
      field: { name: '', at: this.kind, shape: this.#shape, optional: false, standard: undefined },
      path: [],
      own: this.value,
      shown: this.value,
    };
    return html`<div class="form" lang=${this.language === 'en' ? 'en' : 'zh-CN'}>
      ${issueLines(pen, [])}${drawFields(pen, root, this.#shape.fields)}
      <div class=${this.taken ? 'said' : 'said quiet'}>
        <span role="status">${this.said}</span>
        ${
          this.taken
            ? html`<button type="button" class="small" @click=${this.#onUndo}>
                ${this.#words.t('undo')}
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #pen(): Pen {
    const pen: Pen = {
      draw: (spot) => draw(pen, spot),
      words: this.#words,
      timeZone: this.timeZone,
      readOnly: this.readOnly,
      leastHours: this.#leastHours(),
      choices: (list) => choicesFor(list, this.choices, this.kind, this.value),
      isFixed: (path) => this.saved && path.length === 1 && path[0] === idField(this.kind),
      issues: (path) => this.#issues.filter((issue) => issue.path === pathText(path)),
      issuesWithin: (path) => this.#issues.filter((issue) => isWithin(issue.path, pathText(path))).length,
      change: this.#change,
      isOpen: (key, standard) => this.open.get(key) ?? standard,
      setOpen: (key, open) => {
        this.open = new Map(this.open).set(key, open);
      },
      isAsked: (path) => this.asked.has(pathText(path)),
      ask: (path) => {
        this.asked = new Set(this.asked).add(pathText(path));
      },
      clear: this.#clear,
      list: this.#list,
      focus: (path) => this.#focusLater(() => focusAt(this.renderRoot, pathText(path))),
    };
    return pen;
  }

  #leastHours(): number | undefined {
    const hours = isObject(this.value) ? this.value['hours'] : undefined;
    const least = isObject(hours) ? hours['minimumHours'] : undefined;
    return typeof least === 'number' ? least : undefined;
  }

  /** What the schema finds, and what the hub told of fields where the schema finds nothing and nobody wrote since. */
  #allIssues(): Issue[] {
    const own = issuesOf(this.kind, this.value, this.#words);
    const found = new Set(
      own.map(({ path, unknownKey }) =>
        unknownKey === undefined ? path : pathText([...pathOf(path), unknownKey]),
      ),
    );
    const changed = [...this.#changed];
    const told = this.faults.filter(
      ({ path }) =>
        !found.has(path) && !changed.some((other) => isWithin(path, other) || isWithin(other, path)),
    );
    return [...own, ...told.map(({ path, problem, mend }) => ({ path, text: `${problem} ${mend}` }))];
  }

  readonly #change = (path: Path, next: unknown): void => {
    // A box that is left as it was, or a standard value that is chosen again, is no change.
    if (this.readOnly || same(next, shownAt(this.#shape, this.value, path))) return;
    const value = withValue(this.#shape, this.value, path, next);
    this.#changed.add(pathText(path));
    this.#tell(value, path);
  };

  #tell(value: unknown, path: Path): void {
    this.value = value;
    this.dispatchEvent(new ContentChangeEvent(value, pathText(path)));
  }

  readonly #clear = (path: Path): void => {
    const old = valueAt(this.value, path);
    const asked = new Set(this.asked);
    asked.delete(pathText(path));
    this.asked = asked;
    if (old === undefined) return;
    this.#change(path, undefined);
    this.#offerUndo(path, old, this.#nameAt(path));
  };

  /** What the field at a path is called. */
  #nameAt = (path: Path): string =>
    this.#words.field([this.kind, ...path.filter((part) => typeof part === 'string')].join('.')).name;

  #offerUndo(path: Path, value: unknown, item: string): void {
    this.taken = { path, value };
    this.said = this.#words.t('said.removed', { item });
  }

  readonly #onUndo = (): void => {
    const { taken } = this;
    if (!taken) return;
    this.taken = undefined;
    this.said = this.#words.t('said.undone');
    this.#change(taken.path, taken.value);
    this.#focusLater(() => focusAt(this.renderRoot, pathText(taken.path)));
  };

  readonly #list: ListWork = listWork({
    change: (path, next) => this.#change(path, next),
    carry: (path, order) => this.#carryOpen(path, order),
    open: (path) => {
      this.open = new Map(this.open).set(pathText(path), true);
    },
    say: (key, values) => this.#say(this.#words.t(key, values)),
    offerUndo: (path, value, item) => this.#offerUndo(path, value, item),
    focus: (path) => this.#focusLater(() => focusAt(this.renderRoot, pathText(path))),
    focusFirst: (ids) => this.#focusLater(() => ids.some((id) => focusId(this.renderRoot, id))),
  });

  #say(text: string): void {
    this.taken = undefined;
    this.said = text;
  }

  /** Keeps items open that moved; see `carried`. */
  #carryOpen(path: Path, order: readonly number[]): void {
    this.open = new Map(
      [...this.open].flatMap(([key, open]) => carried(key, path, order).map((now) => [now, open])),
    );
    this.asked = new Set([...this.asked].flatMap((key) => carried(key, path, order)));
  }

  readonly #onDragged = (path: string, from: number, to: number): void => {
    const parts = pathOf(path);
    const shown = valueAt(this.value, parts);
    if (!isList(shown) || from === to) return;
    this.#change(parts, moved(shown, from, to));
    this.#carryOpen(parts, moved([...shown.keys()], from, to));
    this.#say(
      this.#words.t('said.moved', {
        item: this.#words.t('item', { n: from + 1 }),
        n: to + 1,
        of: shown.length,
      }),
    );
  };

  #focusLater(focus: () => boolean): void {
    void this.updateComplete.then(focus);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-content-form': ContentForm;
  }
  interface HTMLElementEventMap {
    'linli-change': ContentChangeEvent;
  }
}
