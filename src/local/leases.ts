import { passExpiry } from '../model/arrival.ts';
import { newCommandId } from '../model/ids.ts';
import {
  type LeaseUse,
  type NoConfirmation,
  mayConfirm,
  placesToReturn,
  unusedPlaces,
} from '../model/lease.ts';
import { issuePass } from '../model/pass.ts';
import { type Result, fail, ok } from '../model/result.ts';
import type { Lease, Slot, SlotId } from '../model/schema/booking.ts';
import type { Command, CommandBody } from '../model/schema/command.ts';
import type { BookingTerms } from '../model/schema/service.ts';
import type { Found } from './driver.ts';
import type { Beside, Settled } from './entry.ts';
import type { Outbox } from './outbox.ts';
import type { OwnKey } from './signing.ts';
import type { Store, SyncMark } from './store.ts';
import { NO_USE, type SlotUse, readUse, writeUse } from './uses.ts';

/** What is asked of a booking that may be leased; the terminal itself decides whether it is. */
export type BookBody = Omit<CommandBody<'book'>, 'leased'>;

type BookCommand = Extract<Command, { readonly kind: 'book' }>;
type Notice = Pick<BookingTerms, 'minNoticeMinutes'>;

/** A booking that stands, and the pass that was signed for it. */
export interface LeasedBooking {
  readonly command: BookCommand;
  readonly pass: string;
}

/** A slot, the lease on it and its count as they are in one moment. */
interface Counter {
  readonly slot: Slot | undefined;
  readonly lease: Lease | undefined;
  readonly use: LeaseUse;
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/**
 * The places that the hub set aside for this terminal: how many are left, confirming from them, and giving them back. The
 * count is read, judged and written in one transaction of the database, so that two tabs never use the same place.
 */
export class Leases {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #key: OwnKey;

  /** @param key the terminal's own: signs the passes of what it confirms */
  constructor(store: Store, outbox: Outbox, key: OwnKey) {
    this.#store = store;
    this.#outbox = outbox;
    this.#key = key;
  }

  /** How many places this terminal could confirm by itself now, by slot; empty where its memory, key or clock forbid it. */
  async unused(): Promise<ReadonlyMap<SlotId, number>> {
    const trust = this.#store.trust();
    if (!trust.trusted || !(await this.#canSign())) return new Map();
    const { epoch } = this.#store.mark;
    const uses = new Map(
      ((await this.#store.driver.all('uses')) as SlotUse[])
        .filter((use) => use.epoch === epoch)
        .map((use) => [use.slot, use]),
    );
    const leases = (await this.#store.all('lease')).filter(({ until }) => trust.nowMs < Date.parse(until));
    return new Map(leases.map((lease) => [lease.slot, unusedPlaces(lease, uses.get(lease.slot) ?? NO_USE)]));
  }

  /** May this terminal confirm this time by itself now, and if not, why? */
  async confirmation(slot: Slot, terms: Notice): Promise<Result<true, NoConfirmation>> {
    if (!(await this.#canSign())) return fail('no-lease');
    const now = await this.#counter(slot.id);
    return mayConfirm(now.slot, now.lease, now.use, terms, this.#store.trust());
  }

  /**
   * Confirms a booking: signs its pass, counts the place and keeps the command in one write. When this resolves with a
   * pass, the booking stands and survives a power cut.
   * @param body a visit of several slots is the hub's to confirm: no-lease
   * @throws where it could not be written: nothing was counted then
   */
  async confirm(
    body: BookBody,
    slot: Slot,
    terms: Notice,
    beside: Beside = {},
  ): Promise<Result<LeasedBooking, NoConfirmation>> {
    const may = await this.confirmation(slot, terms);
    if (!may.ok) return may;
    const key = await this.#key.published();
    if (!key || body.slot !== slot.id || (body.also?.length ?? 0) > 0) return fail('no-lease');
    const at = new Date(this.#store.now()).toISOString();
    const command: BookCommand = {
      id: newCommandId(random),
      kind: 'book',
      at,
      body: { ...body, leased: true },
    };
    const pass = await this.#sign(command, slot, key.id);
    const answer = await this.#answer(command, pass, beside);
    const kept = await this.#outbox.addAlong<NoConfirmation>(
      command,
      beside,
      ['uses', 'outcomes'],
      this.#reads(slot.id),
      (found) => {
        const { use, ...now } = this.#read(found);
        const still = mayConfirm(now.slot, now.lease, use, terms, this.#store.trust());
        if (!still.ok) return still;
        const counted = this.#use(slot.id, slot.endsAt, { ...use, used: use.used + 1 });
        return ok([writeUse(counted), { box: 'outcomes', key: command.id, value: answer }]);
      },
    );
    return kept.ok ? ok({ command, pass }) : kept;
  }

  /**
   * Gives back what should not be kept. The count is written together with the command, and never taken back: where the
   * hub refuses it, the place stays counted as gone here and stays set aside there, so nobody gets it twice.
   * @returns true where something was given back: there is something to send
   */
  async giveBack(): Promise<boolean> {
    let given = false;
    for (const lease of await this.#store.all('lease')) {
      const { use } = await this.#counter(lease.slot);
      const places = this.#surplus(lease, use);
      if (places > 0 && (await this.#giveBack(lease.slot, places))) given = true;
    }
    return given;
  }

  async #giveBack(slot: SlotId, places: number): Promise<boolean> {
    const endsAt = (await this.#store.get('slot', slot))?.endsAt ?? new Date(this.#store.now()).toISOString();
    const command: Command = {
      id: newCommandId(random),
      kind: 'return-lease',
      at: new Date(this.#store.now()).toISOString(),
      body: { slot, places },
    };
    const kept = await this.#outbox.addAlong<'used'>(command, {}, ['uses'], this.#reads(slot), (found) => {
      const { lease, use } = this.#read(found);
      // Another tab may have confirmed in between: then the next round looks again.
      if (!lease || this.#surplus(lease, use) !== places) return fail('used');
      return ok([writeUse(this.#use(slot, endsAt, { ...use, returned: use.returned + places }))]);
    });
    return kept.ok;
  }

  /** A terminal without a memory confirms nothing from a lease, so it keeps none. */
  #surplus(lease: Lease, use: LeaseUse): number {
    const kept = this.#store.driver.durable ? lease : { ...lease, keep: 0 };
    return placesToReturn(kept, use, this.#store.now());
  }

  async #canSign(): Promise<boolean> {
    return this.#store.driver.durable && (await this.#key.published()) !== undefined;
  }

  #sign({ body }: BookCommand, slot: Slot, keyId: string): Promise<string> {
    const rowEndsMs = body.series ? passExpiry({ endsAt: body.series.lastEndsAt }) : 0;
    const expiresAtMs = Math.max(passExpiry(slot), rowEndsMs);
    const claims = { booking: body.booking, slotCode: slot.code, expiresAtMs };
    return issuePass(claims, keyId, this.#key.sign);
  }

  /** The answer, which the terminal gives itself. */
  async #answer({ id, at, kind, body }: BookCommand, pass: string, beside: Beside): Promise<Settled> {
    const sealed = await this.#outbox.sealPass(pass);
    return {
      id,
      kind,
      at,
      booking: body.booking,
      slot: body.slot,
      ...(body.series ? { series: body.series.first } : {}),
      ...beside,
      leased: true,
      status: 'done',
      became: 'confirmed',
      ...(sealed ? { sealed } : {}),
    };
  }

  #use(slot: SlotId, endsAt: string, use: LeaseUse): SlotUse {
    return { slot, endsAt, epoch: this.#store.mark.epoch, used: use.used, returned: use.returned };
  }

  /** Slot, lease and count, as `#read` reads them. */
  #reads(slot: SlotId) {
    return [
      { box: 'meta', key: 'sync' },
      { box: 'documents', key: `slot/${slot}` },
      { box: 'documents', key: `lease/${slot}` },
      readUse(this.#store.mark.epoch, slot),
    ] as const;
  }

  #read([mark, slot, lease, use]: Found): Counter {
    // Another tab heard of another database of the hub, and this one has not taken it in yet.
    const isCurrent = (mark as SyncMark | undefined)?.epoch === this.#store.mark.epoch;
    return {
      slot: (slot as { readonly body: Slot } | undefined)?.body,
      lease: isCurrent ? (lease as { readonly body: Lease } | undefined)?.body : undefined,
      use: (use as SlotUse | undefined) ?? NO_USE,
    };
  }

  async #counter(slot: SlotId): Promise<Counter> {
    const { driver } = this.#store;
    return this.#read(await Promise.all(this.#reads(slot).map(({ box, key }) => driver.get(box, key))));
  }
}
