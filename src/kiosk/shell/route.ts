import type { BookingId } from '../../model/schema/booking.ts';
import type { CardId } from '../../model/schema/card.ts';
import type { TileTarget } from '../../model/schema/site.ts';
import type { Language } from '../../model/schema/text.ts';

/** Where a visitor is. Routes live in memory only: nothing of a visit stays in the browser's history. */
export type Route =
  | { readonly view: 'home' }
  | {
      readonly view: 'services';
      readonly title?: { zh: string; en?: string | undefined };
      readonly target?: Extract<TileTarget, { view: 'services' }>;
    }
  | { readonly view: 'search' }
  | { readonly view: 'service'; readonly id: string }
  | { readonly view: 'places'; readonly kinds?: readonly string[] }
  | { readonly view: 'place'; readonly id: string }
  | { readonly view: 'notices' }
  | { readonly view: 'notice'; readonly id: string }
  | { readonly view: 'indicators' }
  /** `card`: the booking is linked with it. */
  | { readonly view: 'book'; readonly service: string; readonly card?: CardId }
  /** `text`: a code that was scanned before the screen was there. `booking`: one that its holder has proved already. */
  | {
      readonly view: 'arrival';
      readonly purpose: 'check-in' | 'manage';
      readonly text?: string;
      readonly booking?: BookingId;
    }
  /** Taking a number: of a queue, or of the one that serves a service; else one is chosen. */
  | {
      readonly view: 'queue';
      readonly queue?: string;
      readonly service?: string;
      readonly card?: CardId;
    }
  /** `from`: the view under it, which the shell fills in. */
  | { readonly view: 'help'; readonly from?: string }
  /** Somebody showed an assist card. */
  | { readonly view: 'card'; readonly token: string }
  /** The staff look after the machine. */
  | { readonly view: 'setup' };

/** A view asks the shell to go somewhere. */
export class GoEvent extends Event {
  static readonly type = 'linli-go';
  readonly route: Route;
  /** Takes the place of the present screen instead of lying on top of it. */
  readonly replace: boolean;

  constructor(route: Route, options: { readonly replace?: boolean } = {}) {
    super(GoEvent.type, { bubbles: true, composed: true });
    this.route = route;
    this.replace = options.replace ?? false;
  }
}

/** A view asks the shell to go one step back, or to end the visit. */
export class LeaveEvent extends Event {
  static readonly type = 'linli-leave';
  readonly to: 'back' | 'end' | 'home';

  constructor(to: 'back' | 'end' | 'home') {
    super(LeaveEvent.type, { bubbles: true, composed: true });
    this.to = to;
  }
}

/** The visitor chose a language. */
export class LanguageEvent extends Event {
  static readonly type = 'linli-language';
  readonly language: Language;

  constructor(language: Language) {
    super(LanguageEvent.type, { bubbles: true, composed: true });
    this.language = language;
  }
}

declare global {
  interface HTMLElementEventMap {
    'linli-go': GoEvent;
    'linli-leave': LeaveEvent;
    'linli-language': LanguageEvent;
  }
}

/** What a tile of the home screen opens. */
export function routeOf(target: TileTarget, title: { zh: string; en?: string | undefined }): Route {
  switch (target.view) {
    case 'services':
      return { view: 'services', title, target };
    case 'service':
      return { view: 'service', id: target.service };
    case 'places':
      return target.kinds ? { view: 'places', kinds: target.kinds } : { view: 'places' };
    case 'notices':
      return { view: 'notices' };
    case 'indicators':
      return { view: 'indicators' };
  }
}
