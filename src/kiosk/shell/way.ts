import { TEXT_SCALES } from '../../access/text-size.ts';
import type { CardWay } from '../../model/schema/card.ts';

/** The holder of a card likes the screen this way: for this visit. */
export class WayEvent extends Event {
  static readonly type = 'linli-way';
  readonly way: CardWay;

  constructor(way: CardWay) {
    super(WayEvent.type, { bubbles: true, composed: true });
    this.way = way;
  }
}

/** How a screen turns for somebody who needs it large and clear. */
export const elderWay: CardWay = { textStep: 2, contrast: 'high', voice: false };

/** The step of text size, as a factor of the normal one. */
export const scaleOf = ({ textStep }: Pick<CardWay, 'textStep'>): number => TEXT_SCALES[textStep] ?? 1;

/** Sets the contrast of the whole page; tokens.css has the colours of each. */
export function setContrast(contrast: CardWay['contrast']): void {
  if (contrast === 'high') document.documentElement.dataset['contrast'] = 'high';
  else delete document.documentElement.dataset['contrast'];
}

declare global {
  interface HTMLElementEventMap {
    'linli-way': WayEvent;
  }
}
