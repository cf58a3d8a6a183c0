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
  | { readonly view: 'book'; readonly service: string }
  | { readonly view: 'arrival'; readonly purpose: 'check-in' | 'manage' }
  | { readonly view: 'help' };

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
