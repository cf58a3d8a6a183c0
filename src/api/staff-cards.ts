import type { CardId, CardRow } from '../model/schema/card.ts';
import type { CardRows, CardSize, CardWithToken, NewCard } from '../model/schema/staff-cards.ts';
import type { StaffAnswer, StaffCall } from './staff-client.ts';

/** Assist cards of one site, as the desk issues and keeps them. */
export class CardsClient {
  readonly #call: StaffCall;
  readonly #path: string;

  constructor(call: StaffCall, site: string) {
    this.#call = call;
    this.#path = `/api/sites/${encodeURIComponent(site)}/staff/cards`;
  }

  list(): StaffAnswer<CardRows> {
    return this.#call('GET', this.#path);
  }

  /** @returns `card.pin-weak` where the number is too easy */
  issue(card: NewCard): StaffAnswer<CardWithToken> {
    return this.#call('POST', this.#path, card);
  }

  /** What stands in its code, signed anew. */
  token(id: CardId): StaffAnswer<CardWithToken> {
    return this.#call('GET', `${this.#path}/${id}/token`);
  }

  revoke(id: CardId): StaffAnswer<CardRow> {
    return this.#call('POST', `${this.#path}/${id}/revoke`);
  }

  unlock(id: CardId): StaffAnswer<CardRow> {
    return this.#call('POST', `${this.#path}/${id}/unlock`);
  }

  changePin(id: CardId, pin: string): StaffAnswer<CardRow> {
    return this.#call('POST', `${this.#path}/${id}/pin`, { pin });
  }

  /** Where its two pages are to be had, to open or print. */
  pdfPath(id: CardId, size: CardSize): string {
    return `${this.#path}/${id}.pdf?size=${size}`;
  }
}
