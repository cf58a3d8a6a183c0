import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { Bands, type TicketAsked } from '../../../src/local/bands.ts';
import { codeDigest } from '../../../src/local/digest.ts';
import { type TerminalKeys, terminalKeys } from '../../../src/local/keys.ts';
import { Leases } from '../../../src/local/leases.ts';
import { Outbox } from '../../../src/local/outbox.ts';
import { OwnKey } from '../../../src/local/signing.ts';
import { Store } from '../../../src/local/store.ts';
import { newBookingCode, newBookingId, newCommandId, newTicketId } from '../../../src/model/ids.ts';
import type { BookingId, SlotId } from '../../../src/model/schema/booking.ts';
import type { Command, CommandBody, CommandId, CommandKind } from '../../../src/model/schema/command.ts';
import type { DocumentBody, DocumentKind } from '../../../src/model/schema/document.ts';
import type { PairingRequest } from '../../../src/model/schema/hub.ts';
import type { Ticket } from '../../../src/model/schema/ticket.ts';
import { wallClock } from '../../../src/model/time.ts';
import { Sync } from '../../../src/sync/sync.ts';
import { type TerminalClocks, withClocks } from './clocks.ts';
import { type CutPlan, Disk, PowerCut } from './disk.ts';
import type { Wire } from './wire.ts';
import type { Given, Witness } from './witness.ts';

// Terminals are not tabs of one another, although they are of one site and in one process here.
Reflect.deleteProperty(globalThis, 'BroadcastChannel');

/** What runs between two power cuts. */
interface Life {
  on: boolean;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly leases: Leases;
  readonly bands: Bands;
  readonly sync: Sync;
}

/** A terminal of the real parts, on a disk and a line that can fail. What it says to people, the witness hears. */
export class HallTerminal<W extends Wire = Wire> {
  readonly name: string;
  /** Undefined: the machine's own. */
  readonly clocks: TerminalClocks | undefined;
  readonly line: W;
  readonly disk: Disk;
  readonly #site: string;
  readonly #witness: Witness;
  #life: Life | undefined;
  /** RFC 7638 thumbprint of its key. */
  id = '';
  /** True once staff wrote it off and shut it out. */
  lost = false;

  constructor(
    name: string,
    site: string,
    parts: {
      readonly clocks?: TerminalClocks;
      readonly line: W;
      readonly witness: Witness;
      readonly disk?: Disk;
    },
  ) {
    this.name = name;
    this.#site = site;
    this.clocks = parts.clocks;
    this.line = parts.line;
    this.#witness = parts.witness;
    this.disk = parts.disk ?? new Disk();
    this.disk.onCut = () => {
      if (this.#life) this.#life.on = false;
    };
  }

  get isOn(): boolean {
    return this.#life?.on ?? false;
  }

  /** Switches it on, with what its disk has. */
  async start(): Promise<void> {
    if (this.isOn) return;
    if (this.#life) this.clocks?.restart();
    await this.#within(async () => {
      const driver = await this.disk.start();
      const store = await Store.open(this.#site, driver);
      const keys = await terminalKeys(driver);
      const jwk = await publicJwk(keys);
      this.id = await calculateJwkThumbprint(jwk);
      const outbox = new Outbox(store, keys.seal);
      const key = new OwnKey(store, keys.proof);
      const leases = new Leases(store, outbox, key);
      const life: Life = {
        on: true,
        store,
        outbox,
        leases,
        bands: new Bands(store, outbox, key),
        sync: new Sync({
          client: this.line.client({ jwk, id: this.id, proof: keys.proof, isOn: () => life.on }),
          store,
          outbox,
          leases,
          onState: () => undefined,
        }),
      };
      this.#life = life;
    });
  }

  /** @param keptPerMille of the writes that were not strict, how many of a thousand were on the disk */
  cutPower(keptPerMille: number): void {
    if (this.isOn) this.disk.cut(keptPerMille);
  }

  planCut(plan: CutPlan): void {
    if (this.isOn) this.disk.planCut(plan);
  }

  /** One exchange with the hub: what waits goes up, what is new comes down. */
  async syncOnce(): Promise<void> {
    await this.#alive(async ({ sync }) => {
      await sync.round();
    });
    await this.#tellOutcomes();
  }

  /** Somebody books here: confirmed from the terminal's own lease where it may, else asked of the hub. */
  async book(body: Omit<CommandBody<'book'>, 'leased'>): Promise<void> {
    await this.#alive(async (life) => {
      const slot = await life.store.get('slot', body.slot);
      const service = slot && (await life.store.get('service', slot.service));
      const extra = { codeDigest: await codeDigest(this.#site, body.code) };
      if (slot && service) {
        const confirmed = await life.leases.confirm(body, slot, service.terms, extra);
        if (!life.on) return;
        if (confirmed.ok) {
          const { command } = confirmed.value;
          this.#witness.gives(this.id, command);
          this.#witness.kept(command.id);
          this.#says(life, body, true);
          return;
        }
      }
      await this.#submit(life, 'book', body, extra);
    });
  }

  /** Somebody takes a number here: of the terminal's own band where it has one, else the hub is asked for it. */
  async takeTicket(asked: TicketAsked): Promise<void> {
    await this.#alive(async (life) => {
      const taken = await life.bands.take(asked);
      if (taken.ok) {
        if (life.on) this.#shows(taken.value.command, taken.value.ticket);
        return;
      }
      const { day } = wallClock(life.store.now(), 'Asia/Shanghai');
      await this.#submit(life, 'take-ticket', { ...asked, ticket: newTicketId(random), day });
    });
  }

  /** Somebody asks for something else here. */
  submit<K extends CommandKind>(kind: K, body: CommandBody<K>): Promise<void> {
    return this.#alive((life) => this.#submit(life, kind, body));
  }

  /** What its screens would show of one kind. */
  async documents<K extends DocumentKind>(kind: K): Promise<readonly DocumentBody<K>[]> {
    return this.#within(async () => (await this.#life?.store.all(kind)) ?? []);
  }

  waiting(): Promise<number> {
    return this.#within(async () => (await this.#life?.outbox.waiting()) ?? 0);
  }

  async #submit<K extends CommandKind>(
    life: Life,
    kind: K,
    body: CommandBody<K>,
    extra: { readonly codeDigest?: string } = {},
  ): Promise<void> {
    const at = new Date(life.store.now()).toISOString();
    const command = { id: newCommandId(random), kind, at, body } as unknown as Command;
    this.#witness.gives(this.id, command);
    await life.outbox.add(command, extra);
    if (life.on) this.#witness.kept(command.id);
  }

  /** The screen, and the slip, say a number of the terminal's own. */
  #shows(id: CommandId, ticket: Ticket): void {
    const { number, queue, day } = ticket;
    const body = { ticket: ticket.id, queue, day, number };
    this.#witness.gives(this.id, { id, kind: 'take-ticket', at: ticket.takenAt, body });
    this.#witness.kept(id);
    this.#witness.shows({ ticket: ticket.id, number, day, terminal: this.id });
  }

  /** What the screens say once outcomes are there. */
  async #tellOutcomes(): Promise<void> {
    await this.#alive(async (life) => {
      for (const given of this.#witness.given.values()) {
        if (given.terminal !== this.id || given.heard) continue;
        const state = await life.outbox.state(given.command.id);
        if (!life.on || state === undefined || state.state === 'pending') continue;
        given.heard = true;
        this.#tell(life, given.command, state.state);
        this.#tellNumber(given);
      }
    });
  }

  #tell(life: Life, command: Command, state: 'done' | 'refused'): void {
    if (command.kind === 'book' && state === 'refused') {
      const belief = this.#witness.confirmed.get(command.body.booking);
      if (belief?.leased && !this.#witness.isExcused(belief))
        this.#witness.broken(`the hub refused what was confirmed: ${JSON.stringify(command)}`);
    }
    if (state === 'done' && command.kind === 'book')
      this.#says(life, command.body, command.body.leased === true);
    if (state === 'done' && command.kind === 'accept') {
      const { booking } = command.body;
      this.#witness.accepted(booking, this.id);
    }
  }

  #tellNumber({ command, outcome }: Given): void {
    if (command.kind !== 'take-ticket') return;
    if (outcome?.status === 'refused') {
      if (command.body.number !== undefined)
        this.#witness.broken(`the hub refused a number that was shown: ${JSON.stringify(command)}`);
    } else if (command.body.number === undefined && outcome?.ticket) {
      const { id: ticket, number } = outcome.ticket;
      const { day } = wallClock(Date.parse(outcome.at), 'Asia/Shanghai');
      this.#witness.shows({ ticket, number, day, terminal: this.id });
    }
  }

  #says(
    life: Life,
    body: {
      readonly booking: BookingId;
      readonly slot: SlotId;
      readonly also?: readonly SlotId[] | undefined;
    },
    leased: boolean,
  ): void {
    if (!life.on) return;
    this.#witness.believes({
      booking: body.booking,
      slots: [body.slot, ...(body.also ?? [])],
      terminal: this.id,
      leased,
    });
  }

  /** Runs where there is power, by this terminal's clocks; a power cut ends it silently, anything else is a finding. */
  async #alive(work: (life: Life) => Promise<void>): Promise<void> {
    const life = this.#life;
    if (!life?.on) return;
    try {
      await withClocks(this.clocks, () => work(life));
    } catch (error) {
      if (life.on && !(error instanceof PowerCut))
        this.#witness.broken(
          `terminal ${this.name}: ${error instanceof Error ? error.stack : String(error)}`,
        );
    }
  }

  #within<T>(work: () => Promise<T>): Promise<T> {
    return withClocks(this.clocks, work);
  }
}

async function publicJwk(keys: TerminalKeys): Promise<PairingRequest['jwk']> {
  const { kty, crv, x, y } = await exportJWK(keys.proof.publicKey);
  return { kty, crv, x, y } as PairingRequest['jwk'];
}

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** Ids for one booking, as a terminal makes them. */
export const newClaim = (slot: SlotId): Pick<CommandBody<'book'>, 'booking' | 'code' | 'slot'> => ({
  booking: newBookingId(random),
  code: newBookingCode(random),
  slot,
});
