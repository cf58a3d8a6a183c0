import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { Office } from '../../hub/bookings/office.ts';
import { deliver } from '../../hub/commands/deliver.ts';
import { type TicketRow, ticketColumns, toTicket } from '../../hub/database/rows.ts';
import { grantBands } from '../../hub/queue/bands.ts';
import { publishSite } from '../../hub/publish/publish.ts';
import type {
  Command,
  CommandBody,
  CommandId,
  CommandKind,
  Outcome,
} from '../../src/model/schema/command.ts';
import type { Change } from '../../src/model/schema/document.ts';
import {
  type Counter,
  type Queue,
  counter,
  queueDocument,
  queueRules,
} from '../../src/model/schema/queue.ts';
import type { Ticket, TicketId, TicketNumber } from '../../src/model/schema/ticket.ts';
import type { TestHub, TestHubs } from './hub.ts';
import { TEST_SECRETS } from './keys.ts';
import { MORNING_MS, testContent, testService } from './site.ts';
import { TestTerminal } from './terminal.ts';

/** The day it is in the tests' hall. */
export const TODAY = '2026-11-23';

export const testRules = queueRules.parse({
  priorities: [{ id: 'elder', name: { zh: '八十岁以上' }, headStartMinutes: 20 }],
});

export const testQueue = (id: string, letter: string, more: Partial<Queue> = {}): Queue =>
  queueDocument.parse({ id, letter, name: { zh: `队列${letter}` }, rules: testRules, demo: true, ...more });

export const testCounter = (number: number, queues: readonly string[]): Counter =>
  counter.parse({ id: `c${number}`, number, queues });

/** General affairs, meals (by appointment or not), and a third only by appointment. */
export const QUEUES = [
  testQueue('general', 'A'),
  testQueue('meals', 'B', { services: ['meal'] }),
  testQueue('visits', 'C', { walkIns: false }),
];
export const COUNTERS = [
  testCounter(1, ['general']),
  testCounter(2, ['general', 'meals']),
  testCounter(3, ['meals', 'visits']),
];

export const ticketId = (): TicketId => randomBytes(6).toString('hex') as TicketId;

/** Queues and counters as they are published. */
export const queueChanges = (
  queues: readonly Queue[] = QUEUES,
  counters: readonly Counter[] = COUNTERS,
): readonly Change[] => [
  ...queues.map((body): Change => ({ kind: 'queue', id: body.id, body })),
  ...counters.map((body): Change => ({ kind: 'counter', id: body.id, body })),
];

/** What publishing a site with queues needs. */
export const queueContent = (site: string, ...parts: Parameters<typeof queueChanges>) =>
  testContent(site, [testService('meal')], queueChanges(...parts));

type Act = CommandBody<'handle-ticket'>['act'];

/** A hall with queues and one terminal that has its numbers. */
export class QueueHall {
  readonly hub: TestHub;
  readonly site: string;
  readonly terminal: TestTerminal;
  readonly #office: Office;

  private constructor(hub: TestHub, site: string, terminal: TestTerminal) {
    this.hub = hub;
    this.site = site;
    this.terminal = terminal;
    this.#office = new Office(hub.db, TEST_SECRETS);
  }

  /** @param site halls on one hub are apart by it */
  static async open(
    hubs: TestHubs,
    site = 'hall',
    content = queueContent(site),
    hub?: TestHub,
  ): Promise<QueueHall> {
    const own = hub ?? (await hubs.make());
    await publishSite(own.db, content, MORNING_MS);
    const hall = new QueueHall(own, site, await TestTerminal.paired(own.app, site));
    await grantBands(own.db, own.clock.nowMs);
    return hall;
  }

  get nowMs(): number {
    return this.hub.clock.nowMs;
  }

  pass(ms: number): void {
    this.hub.clock.nowMs += ms;
  }

  command<K extends CommandKind>(kind: K, body: CommandBody<K>, atMs = this.nowMs): Command {
    const at = new Date(atMs).toISOString();
    return { id: randomUUID() as CommandId, at, kind, body } as unknown as Command;
  }

  async send(command: Command, terminal = this.terminal): Promise<Outcome> {
    const { status, body } = await terminal.send(command);
    assert.equal(status, 200, JSON.stringify(body));
    return body.outcomes[0] as Outcome;
  }

  /** Somebody takes a number; with `number` the terminal gave it out of its band. */
  take(
    body: Partial<CommandBody<'take-ticket'>> & { readonly queue: string },
    { atMs = this.nowMs, terminal = this.terminal } = {},
  ): Promise<Outcome> {
    const asked = { ticket: ticketId(), day: TODAY, ...body } as CommandBody<'take-ticket'>;
    return this.send(this.command('take-ticket', asked, atMs), terminal);
  }

  /** A number that the hub gave: what a test about the line begins with. */
  async taken(
    queue = 'general',
    body: Partial<CommandBody<'take-ticket'>> = {},
    atMs = this.nowMs,
  ): Promise<Ticket> {
    const outcome = await this.take({ queue, ...body } as never, { atMs });
    assert.ok(outcome.status === 'done' && outcome.ticket, JSON.stringify(outcome));
    return this.ticket(outcome.ticket.id);
  }

  /** What a clerk sends. */
  async clerk(command: Command, who = 'clerk', hub = this.hub): Promise<Outcome> {
    const [outcome] = await deliver(hub.db, this.#office, {
      site: this.site,
      terminal: `staff:${who}`,
      commands: [command],
      staff: true,
      now: hub.clock.now,
      onFailure: (error) => {
        throw error;
      },
    });
    assert.ok(outcome);
    return outcome;
  }

  next(at = 'c1', finish?: TicketId, who?: string): Promise<Outcome> {
    const body = { counter: at, ...(finish ? { finish } : {}) } as CommandBody<'call-next'>;
    return this.clerk(this.command('call-next', body), who);
  }

  /** A clerk acts on a number as it is now. */
  async act(
    ticket: TicketId,
    act: Act | Exclude<Act['does'], 'pass-on'>,
    {
      counter: at = 'c1',
      who = 'clerk',
      sequence,
    }: { counter?: string; who?: string; sequence?: number } = {},
  ): Promise<Outcome> {
    const body = {
      ticket,
      counter: at,
      sequence: sequence ?? (await this.ticket(ticket)).sequence,
      act: typeof act === 'string' ? { does: act } : act,
    } as CommandBody<'handle-ticket'>;
    return this.clerk(this.command('handle-ticket', body), who);
  }

  async ticket(id: TicketId): Promise<Ticket> {
    const one = (await this.tickets()).find((each) => each.id === id);
    assert.ok(one, `no ticket ${id}`);
    return one;
  }

  async tickets(): Promise<readonly Ticket[]> {
    const rows = await this.hub.db.query<TicketRow>(
      `select ${ticketColumns} from ticket k where site = $1 order by taken_at, id`,
      [this.site],
    );
    return rows.map(toTicket);
  }

  /** The terminal's own numbers of a queue, as its change feed has them. */
  async band(queue: string, terminal = this.terminal, day = TODAY): Promise<readonly TicketNumber[]> {
    const { changes } = await terminal.allChanges();
    const bodies = changes.flatMap((one) =>
      one.kind === 'number-band' && one.body?.queue === queue && one.body.day === day ? [one.body] : [],
    );
    const letter = QUEUES.find(({ id }) => id === queue)?.letter ?? 'A';
    return (bodies.at(-1)?.ranges ?? []).flatMap(({ first, last }) =>
      Array.from(
        { length: last - first + 1 },
        (_, index) => `${letter}${String(first + index).padStart(3, '0')}` as TicketNumber,
      ),
    );
  }
}

/** The state that a number is in now, or the code of the refusal. */
export const wordOf = (outcome: Outcome): string =>
  outcome.status === 'refused' ? outcome.error.code : (outcome.ticket?.status ?? 'done');

/** The number that was given or called, or the code of the refusal. */
export const numberOf = (outcome: Outcome): string =>
  outcome.status === 'refused' ? outcome.error.code : (outcome.ticket?.number ?? 'none');
