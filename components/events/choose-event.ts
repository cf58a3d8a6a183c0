/** Something was chosen from a set: chips, days, times. */
export class ChooseEvent extends Event {
  static readonly eventName = 'linli-choose';
  /** The id that was touched. */
  readonly id: string;
  /** All ids selected after the touch. */
  readonly selected: readonly string[];

  constructor(id: string, selected: readonly string[]) {
    super(ChooseEvent.eventName, { bubbles: true, composed: true });
    this.id = id;
    this.selected = selected;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'linli-choose': ChooseEvent;
  }
}
