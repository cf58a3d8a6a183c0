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

/**
 * What is chosen after a touch.
 * @param selected what was chosen before
 * @param multiple a second touch takes a choice back; else a touch chooses one thing alone
 */
export function chosenAfter(id: string, selected: readonly string[], multiple: boolean): readonly string[] {
  if (!multiple) return [id];
  return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
}

declare global {
  interface GlobalEventHandlersEventMap {
    'linli-choose': ChooseEvent;
  }
}
