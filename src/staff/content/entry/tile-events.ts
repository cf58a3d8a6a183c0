/** A tile as the grid draws it. What is typed into a form need not fit yet, so nothing is taken for granted. */
export interface DrawnTile {
  readonly id?: unknown;
  readonly label?: { readonly zh?: string; readonly en?: string };
  readonly hint?: { readonly zh?: string; readonly en?: string };
  readonly icon?: string;
}

/** The tiles stand in another order, or there is one more or less. */
export class TilesEvent extends Event {
  readonly tiles: readonly DrawnTile[];
  /** Which of them is at hand after it. */
  readonly selected: number | undefined;

  constructor(tiles: readonly DrawnTile[], selected: number | undefined) {
    super('linli-tiles');
    this.tiles = tiles;
    this.selected = selected;
  }
}

/** A tile is to be changed. */
export class PickTileEvent extends Event {
  readonly index: number;

  constructor(index: number) {
    super('linli-pick-tile');
    this.index = index;
  }
}
