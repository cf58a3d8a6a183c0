import type { Outcome } from '../../src/model/schema/command.ts';
import { storedOutcome } from '../commands/outcomes.ts';
import { type SignerSecrets, Signers } from '../commands/signer.ts';
import { type Database, brokenUnique } from '../database/database.ts';
import { type Claim, Claims } from './claims.ts';
import { RememberedOffers } from './visit.ts';

/** What one hub process keeps at hand for the commands about bookings. Nothing in it must survive, or be known elsewhere. */
export class Office {
  readonly signers: Signers;
  readonly offers: RememberedOffers;
  readonly #claims: Claims;
  readonly #db: Database;

  constructor(db: Database, secrets: SignerSecrets) {
    this.#db = db;
    this.signers = new Signers(db, secrets);
    this.offers = new RememberedOffers(db.query);
    this.#claims = new Claims(db);
  }

  /**
   * Takes a place the short way.
   * @returns the outcome that the command has now; undefined where the long way must judge
   */
  async take(claim: Claim): Promise<Outcome | undefined> {
    const { delivery, booking, outcome } = claim;
    try {
      if (await this.#claims.take(claim)) return outcome;
      this.offers.forget(delivery.site, booking.slot);
      return undefined;
    } catch (error) {
      if (brokenUnique(error) === undefined) throw error;
      // The same command, answered before; or a booking that exists already.
      return storedOutcome(this.#db, delivery);
    }
  }
}
