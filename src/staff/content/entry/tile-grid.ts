import { LitElement, type TemplateResult, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../../components/icon/icon.ts';
import { desk } from '../../shell/desk-styles.ts';
import type { ContentWords } from '../content-words.ts';
import { moved, sorting } from './sorting.ts';
import { type DrawnTile, PickTileEvent, TilesEvent } from './tile-events.ts';
import { tileGridStyles } from './tile-grid-styles.ts';

/** The most that fit on the home screen; the schema says the same. */
const MOST = 12;

/** Keys that move the tile at hand, held together with Alt. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

/** The tiles of the home screen as they lie there: dragged, moved by keys, added, copied, taken away. */
@customElement('linli-tile-grid')
export class TileGrid extends LitElement {
  static override styles = [desk, tileGridStyles];

  @property({ attribute: false }) words!: ContentWords;
  @property({ attribute: false }) tiles: readonly DrawnTile[] = [];
  @property({ attribute: false }) selected: number | undefined;
  /** Tiles that have something to mend. */
  @property({ attribute: false }) faulty: ReadonlySet<number> = new Set();
  @state() private said = '';
  #unsorted: (() => void) | undefined;
  /** The place of a tile that was moved with the keys: its node moves, and the focus would stay behind. */
  #refocus: number | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsorted?.();
    this.#unsorted = undefined;
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('ul');
    if (list && !this.#unsorted) this.#unsorted = sorting(list, (from, to) => this.#move(from, to));
    if (this.#refocus === undefined) return;
    this.renderRoot.querySelectorAll<HTMLElement>('.tile')[this.#refocus]?.focus();
    this.#refocus = undefined;
  }

  protected override render(): TemplateResult {
    const { t } = this.words;
    const { tiles, selected } = this;
    return html`
      <p class="hint" id="how">${t('tiles.how')}</p>
      <ul>
        ${repeat(
          tiles,
          ({ id }, index) => (typeof id === 'string' ? id : index),
          (tile, index) => this.#tile(tile, index),
        )}
      </ul>
      <div class="row tools" role="group" aria-label=${t('tiles.tools')}>
        <button type="button" ?disabled=${!selected} @click=${() => this.#step(-1)}>
          <linli-icon name="arrow-left"></linli-icon>${t('tiles.earlier')}
        </button>
        <button
          type="button"
          ?disabled=${selected === undefined || selected >= tiles.length - 1}
          @click=${() => this.#step(1)}
        >
          <linli-icon name="arrow-right"></linli-icon>${t('tiles.later')}
        </button>
        <button type="button" ?disabled=${selected === undefined || tiles.length < 2} @click=${this.#remove}>
          <linli-icon name="trash-2"></linli-icon>${t('tiles.remove')}
        </button>
        <button type="button" ?disabled=${tiles.length >= MOST} @click=${this.#add}>
          <linli-icon name="plus"></linli-icon>${t('tiles.add')}
        </button>
      </div>
      ${tiles.length >= MOST ? html`<p class="hint">${t('tiles.full', { n: MOST })}</p>` : nothing}
      <p class="said" role="status">${this.said}</p>
    `;
  }

  #tile(tile: DrawnTile, index: number): TemplateResult {
    const { t } = this.words;
    const hint = this.#text(tile.hint);
    return html`<li class="sorted">
      <button
        type="button"
        class="tile"
        aria-pressed=${this.selected === index ? 'true' : 'false'}
        aria-describedby="how"
        @click=${() => this.dispatchEvent(new PickTileEvent(index))}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, index)}
      >
        <span class="mark"><linli-icon name=${tile.icon ?? ''}></linli-icon></span>
        <span class="words">
          <span class="label">${this.#name(tile)}</span>
          ${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}
          ${this.faulty.has(index) ? html`<span class="faulty">${t('tiles.faulty')}</span>` : nothing}
        </span>
      </button>
      <span class="grip" title=${t('list.drag')}><linli-icon name="grip-vertical"></linli-icon></span>
    </li>`;
  }

  #text(text: DrawnTile['label']): string {
    const english = this.words.language === 'en' ? text?.en : undefined;
    return english ?? text?.zh ?? '';
  }

  #name(tile: DrawnTile): string {
    const name = this.#text(tile.label);
    return name === '' ? this.words.t('tiles.nameless') : name;
  }

  #step(by: -1 | 1): void {
    if (this.selected !== undefined) this.#move(this.selected, this.selected + by);
  }

  #move(from: number, to: number): void {
    const tile = this.tiles[from];
    if (!tile || to < 0 || to >= this.tiles.length) return;
    this.#send(moved(this.tiles, from, to), to);
    this.said = this.words.t('list.moved', {
      name: this.#name(tile),
      n: to + 1,
      of: this.tiles.length,
    });
  }

  #send(tiles: readonly DrawnTile[], selected: number | undefined): void {
    this.dispatchEvent(new TilesEvent(tiles, selected));
  }

  readonly #remove = (): void => {
    const at = this.selected;
    const tile = at === undefined ? undefined : this.tiles[at];
    if (at === undefined || !tile) return;
    this.#send(
      this.tiles.filter((_tile, index) => index !== at),
      undefined,
    );
    this.said = this.words.t('tiles.removed', { name: this.#name(tile) });
  };

  readonly #add = (): void => {
    const taken = new Set(this.tiles.map(({ id }) => id));
    let number = this.tiles.length + 1;
    while (taken.has(`tile-${number}`)) number += 1;
    const { zh, en } = this.words.both('tiles.new');
    const tile = {
      id: `tile-${number}`,
      label: { zh, en },
      icon: 'layout-grid',
      opens: { view: 'services' },
      systems: [],
    };
    this.#send([...this.tiles, tile], this.tiles.length);
  };

  #onKey(event: KeyboardEvent, index: number): void {
    const step = event.altKey ? STEPS[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    const to = index + step;
    if (to >= 0 && to < this.tiles.length) this.#refocus = to;
    this.#move(index, to);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'linli-tile-grid': TileGrid;
  }
  interface HTMLElementEventMap {
    'linli-tiles': TilesEvent;
    'linli-pick-tile': PickTileEvent;
  }
}
