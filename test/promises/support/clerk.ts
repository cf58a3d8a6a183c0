import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command, CommandBody, CommandId } from '../../../src/model/schema/command.ts';
import type { Delivered } from '../../../src/model/schema/hub.ts';
import type { TicketId } from '../../../src/model/schema/ticket.ts';
import type { Witness } from './witness.ts';

const PATIENCE_MS = 5_000;
const AGAIN_MS = 150;
/** How many answers of a hundred a clerk does not trust: the same press goes out again, and must hear the same. */
const REPEATED_PERCENT = 10;

/** A clerk at a counter, over real HTTP. A press that nobody answered is sent again until it is, as the page does. */
export class Clerk {
  readonly counter: CommandBody<'call-next'>['counter'];
  readonly #origin: string;
  readonly #site: string;
  readonly #token: string;
  readonly #witness: Witness;
  /** Who stands before the clerk. */
  #present: TicketId | undefined;

  /** @param token of a session, as the cookie carries it */
  constructor(
    counter: Clerk['counter'],
    parts: {
      readonly origin: string;
      readonly site: string;
      readonly token: string;
      readonly witness: Witness;
    },
  ) {
    this.counter = counter;
    this.#origin = parts.origin;
    this.#site = parts.site;
    this.#token = parts.token;
    this.#witness = parts.witness;
  }

  /** Finishes who is there and calls whoever is next. @throws where nobody answers until then */
  async callNext(untilMs: number): Promise<void> {
    const body: CommandBody<'call-next'> = {
      counter: this.counter,
      ...(this.#present ? { finish: this.#present } : {}),
    };
    const id = randomUUID() as CommandId;
    const press: Command = { id, kind: 'call-next', at: new Date().toISOString(), body };
    this.#witness.gives(`staff at ${this.counter}`, press);
    this.#witness.kept(id);
    const again = Math.random() * 100 < REPEATED_PERCENT;
    for (let heard = 0; heard < (again ? 2 : 1); await wait(AGAIN_MS)) {
      if (Date.now() > untilMs) throw new Error(`no hub answered the clerk at ${this.counter}`);
      if (await this.#deliver(press)) heard += 1;
    }
    const given = this.#witness.given.get(id);
    if (given) given.heard = true;
    this.#present = given?.outcome?.status === 'done' ? given.outcome.ticket?.id : undefined;
  }

  /** @returns false where no answer came, or none of a hub */
  async #deliver(press: Command): Promise<boolean> {
    const answer = await fetch(`${this.#origin}/api/sites/${this.#site}/staff/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `linli=${this.#token}` },
      body: JSON.stringify({ commands: [press] }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => undefined);
    if (!answer?.ok) return false;
    const delivered = (await answer.json().catch(() => undefined)) as Delivered | undefined;
    if (!delivered) return false;
    this.#witness.answered([press], delivered.outcomes);
    return true;
  }
}
