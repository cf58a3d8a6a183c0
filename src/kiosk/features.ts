import { html, type TemplateResult } from 'lit';
import type { Route } from './shell/route.ts';
import type { Terminal } from './shell/terminal.ts';

type View = Route['view'];

interface Feature<R extends Route> {
  /** Brings the code; called when the view is opened, and ahead of time when the terminal is idle. */
  readonly load: () => Promise<unknown>;
  readonly render: (terminal: Terminal, route: R) => TemplateResult;
}

/** The words of booking come with what leads to it, what books, and what looks after a booking. */
const withBookingWords = (view: Promise<unknown>): Promise<unknown> =>
  Promise.all([import('../access/messages/booking.ts'), view]);

/** Which element shows which route. Everything but the home screen is loaded when it is opened. */
const features: { readonly [V in View]: Feature<Extract<Route, { view: V }>> } = {
  home: {
    // Part of the first bundle: nothing to bring.
    load: () => Promise.resolve(),
    render: (terminal) => html`<linli-home-view .terminal=${terminal}></linli-home-view>`,
  },
  services: {
    load: () => import('./directory/services-view.ts'),
    render: (terminal, route) =>
      html`<linli-services-view .terminal=${terminal} .route=${route}></linli-services-view>`,
  },
  search: {
    load: () => import('./directory/search-view.ts'),
    render: (terminal) => html`<linli-search-view .terminal=${terminal}></linli-search-view>`,
  },
  service: {
    load: () => withBookingWords(import('./directory/service-view.ts')),
    render: (terminal, route) =>
      html`<linli-service-view .terminal=${terminal} .service=${route.id}></linli-service-view>`,
  },
  places: {
    load: () => import('./places/places-view.ts'),
    render: (terminal, route) =>
      html`<linli-places-view .terminal=${terminal} .kinds=${route.kinds}></linli-places-view>`,
  },
  place: {
    load: () => import('./places/place-view.ts'),
    render: (terminal, route) =>
      html`<linli-place-view .terminal=${terminal} .place=${route.id}></linli-place-view>`,
  },
  notices: {
    load: () => import('./notices/notices-view.ts'),
    render: (terminal) => html`<linli-notices-view .terminal=${terminal}></linli-notices-view>`,
  },
  notice: {
    load: () => import('./notices/notice-view.ts'),
    render: (terminal, route) =>
      html`<linli-notice-view .terminal=${terminal} .notice=${route.id}></linli-notice-view>`,
  },
  indicators: {
    load: () => import('./indicators/indicators-view.ts'),
    render: (terminal) => html`<linli-indicators-view .terminal=${terminal}></linli-indicators-view>`,
  },
  book: {
    load: () => withBookingWords(import('./booking/booking-view.ts')),
    render: (terminal, route) =>
      html`<linli-booking-view
        .terminal=${terminal}
        .service=${route.service}
        .card=${route.card}
      ></linli-booking-view>`,
  },
  arrival: {
    load: () => withBookingWords(import('./arrival/arrival-view.ts')),
    render: (terminal, route) =>
      html`<linli-arrival-view
        .terminal=${terminal}
        .purpose=${route.purpose}
        .text=${route.text ?? ''}
        .booking=${route.booking}
      ></linli-arrival-view>`,
  },
  queue: {
    load: () => Promise.all([import('../access/messages/queue.ts'), import('./queue/queue-view.ts')]),
    render: (terminal, route) =>
      html`<linli-queue-view
        .terminal=${terminal}
        .queue=${route.queue}
        .service=${route.service}
        .card=${route.card}
      ></linli-queue-view>`,
  },
  help: {
    load: () => import('./help/help-view.ts'),
    render: (terminal, route) =>
      html`<linli-help-view .terminal=${terminal} .from=${route.from ?? 'home'}></linli-help-view>`,
  },
  card: {
    load: () => Promise.all([import('../access/messages/card.ts'), import('./card/card-view.ts')]),
    render: (terminal, route) =>
      html`<linli-card-view .terminal=${terminal} .token=${route.token}></linli-card-view>`,
  },
  setup: {
    load: () => Promise.all([import('../access/messages/setup.ts'), import('./setup/setup-view.ts')]),
    render: (terminal) => html`<linli-setup-view .terminal=${terminal}></linli-setup-view>`,
  },
};

const featureOf = (view: View): Feature<Route> => features[view] as unknown as Feature<Route>;

/** Brings a view, and the words that only the first screen can do without. */
export const loadView = (view: View): Promise<unknown> =>
  view === 'home'
    ? Promise.resolve()
    : Promise.all([import('../access/messages/rest.ts'), featureOf(view).load()]);

export const renderView = (terminal: Terminal, route: Route): TemplateResult =>
  featureOf(route.view).render(terminal, route);

/**
 * Brings every feature's code ahead of time, one after the other, so that no touch waits for the network. What cannot be
 * had now is brought when it is opened: nobody who reads another screen is to hear of it.
 */
export async function prefetchViews(): Promise<void> {
  for (const view of Object.keys(features) as View[]) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    await loadView(view).catch(() => undefined);
  }
}
