import { Signers } from '../commands/signer.ts';
import type { Database } from '../database/database.ts';
import { Claims } from './claims.ts';
import { RememberedOffers } from './visit.ts';

/** What one hub process keeps at hand for the commands about bookings. Nothing in it must survive, or be known elsewhere. */
export class Office {
  readonly signers: Signers;
  readonly offers: RememberedOffers;
  readonly claims: Claims;

  constructor(db: Database) {
    this.signers = new Signers(db);
    this.offers = new RememberedOffers(db.query);
    this.claims = new Claims(db);
  }
}
