import { z } from 'zod';
import {
  type Command,
  type CommandId,
  type Outcome,
  command,
  commandBodies,
  commandId,
  deskKinds,
  staffKinds,
} from '../../src/model/schema/command.ts';
import { type Database, retried, sqlState } from '../database/database.ts';
import { Refusal } from '../server/refusal.ts';
import { book } from '../bookings/book.ts';
import { cancel } from '../bookings/cancel.ts';
import { change } from '../bookings/change.ts';
import { checkIn } from '../bookings/check-in.ts';
import { noShow, phoned } from '../bookings/no-show.ts';
import { hold, release } from '../bookings/hold.ts';
import { bookLeased } from '../bookings/leased.ts';
import { dropAdult, nameAdult } from '../bookings/adults.ts';
import { checkOut } from '../bookings/check-out.ts';
import { accept, wait } from '../bookings/wait.ts';
import { openCard } from '../cards/open.ts';
import { endHandOff, handOff } from '../hand-off/keep.ts';
import { answerHelp, callForHelp, endHelp } from '../help/calls.ts';
import { returnLease } from '../leases/return.ts';
import { callNext } from '../queue/call.ts';
import { handleTicket } from '../queue/handle.ts';
import { leaveQueue, rejoinQueue } from '../queue/holder.ts';
import { takeTicket } from '../queue/take.ts';
import { commandDigest } from './digest.ts';
import { type Delivery, storeRefusal, storedOutcome } from './outcomes.ts';
import type { Office } from '../bookings/office.ts';

/** A whole delivery of a terminal. */
export interface Parcel {
  readonly site: string;
  readonly terminal: string;
  readonly commands: readonly unknown[];
  /** True where somebody of the staff sends, signed in; what only staff may send is refused to all others. */
  readonly staff?: boolean;
  /** The hub's clock. */
  readonly now: () => number;
  /** Hears of failures nobody expected. */
  readonly onFailure: (error: unknown) => void;
}

const withId = z.object({ id: commandId });
const withKind = z.object({ kind: z.string() });
const withSubject = z.object({
  body: z.object({ booking: z.string().optional(), ticket: z.string().optional() }),
});

/**
 * Answers a delivery: one outcome for each command, in order.
 *
 * An outcome that is answered is committed together with its effect, so acknowledged means on disk. A command whose
 * handling failed in a way nobody expected gets no outcome, neither stored nor answered: it stays in the terminal's
 * outbox and comes again. The commands behind it go on, but not those about the same booking or number, because a
 * cancellation must not overtake its booking. When the database itself is gone, the delivery ends there.
 * @throws Refusal `request.invalid` where a command has no usable id; the error itself where nothing could be answered
 */
export async function deliver(db: Database, office: Office, parcel: Parcel): Promise<readonly Outcome[]> {
  const ids = parcel.commands.map(idOf);
  const outcomes: Outcome[] = [];
  const waiting = new Set<string>();
  let failure: Error | undefined;
  for (const [index, raw] of parcel.commands.entries()) {
    const id = ids[index];
    const subjects = subjectsOf(raw);
    if (id === undefined || subjects.some((subject) => waiting.has(subject))) continue;
    try {
      outcomes.push(await retried(() => answer(db, office, parcel, id, raw)));
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error('the command failed', { cause: error });
      parcel.onFailure(error);
      if (!(await isUp(db))) break;
      for (const subject of subjects) waiting.add(subject);
    }
  }
  if (outcomes.length === 0 && failure !== undefined) throw failure;
  return outcomes;
}

/** The booking and the number that a command is about. */
const subjectsOf = (raw: unknown): readonly string[] =>
  Object.values(withSubject.safeParse(raw).data?.body ?? {}).filter((subject) => subject !== undefined);

function idOf(raw: unknown, index: number): CommandId {
  const parsed = withId.safeParse(raw);
  if (parsed.success) return parsed.data.id;
  throw new Refusal(400, 'request.invalid', {
    field: `commands.${index}.id`,
    mend: 'Every command carries a version 4 UUID; nothing of this delivery was looked at.',
  });
}

async function answer(
  db: Database,
  office: Office,
  parcel: Parcel,
  id: CommandId,
  raw: unknown,
): Promise<Outcome> {
  const { site, terminal } = parcel;
  const delivery: Delivery = {
    site,
    terminal,
    id,
    digest: commandDigest(terminal, raw),
    nowMs: parcel.now(),
  };
  const parsed = command.safeParse(raw);
  // A booking meets its own outcome where it writes it; a look beforehand would cost each of them a round trip.
  if (parsed.data?.kind !== 'book' && parsed.data?.kind !== 'hold') {
    const before = await storedOutcome(db, delivery);
    if (before) return before;
  }
  const kind = withKind.safeParse(raw).data?.kind;
  if (kind !== undefined && !Object.hasOwn(commandBodies, kind))
    return storeRefusal(db, delivery, {
      code: 'command.unknown-kind',
      field: 'kind',
      mend: `Known kinds: ${Object.keys(commandBodies).join(', ')}.`,
    });
  if (!parsed.success) return storeRefusal(db, delivery, { code: 'command.invalid', ...fault(parsed.error) });
  if (isOfStaff(parsed.data) !== (parcel.staff ?? false))
    return storeRefusal(db, delivery, {
      code: 'command.not-yours',
      field: 'kind',
      mend: `Only staff, signed in, send ${staffKinds.join(', ')}, and with a desk in the body ${deskKinds.join(', ')}; and they send nothing else.`,
    });
  try {
    return await handle(db, office, delivery, parsed.data);
  } catch (error) {
    // Class 22: a value that the database cannot hold, such as a NUL in a name. Sending it again would not help.
    if (!sqlState(error)?.startsWith('22')) throw error;
    return storeRefusal(db, delivery, {
      code: 'command.invalid',
      field: 'body',
      mend: 'Leave out control characters.',
    });
  }
}

function handle(db: Database, office: Office, delivery: Delivery, one: Command): Promise<Outcome> {
  switch (one.kind) {
    case 'hold':
      return hold(db, office, delivery, one.body, one.at);
    case 'release':
      return release(db, delivery, one.body);
    case 'book':
      return one.body.leased
        ? bookLeased(db, office.signers, delivery, one.body)
        : book(db, office, delivery, one.body);
    case 'wait':
      return wait(db, office.signers, delivery, one.body);
    case 'accept':
      return accept(db, delivery, one.body);
    case 'change':
      return change(db, office.signers, delivery, one.body);
    case 'cancel':
      return cancel(db, delivery, one.body);
    case 'check-in':
      return checkIn(db, delivery, one.body, one.at);
    case 'return-lease':
      return returnLease(db, delivery, one.body);
    case 'check-out':
      return checkOut(db, delivery, one.body, one.at);
    case 'name-adult':
      return nameAdult(db, office.signers, delivery, one.body);
    case 'drop-adult':
      return dropAdult(db, delivery, one.body);
    case 'take-ticket':
      return takeTicket(db, office.signers, delivery, one.body, one.at);
    case 'leave-queue':
      return leaveQueue(db, delivery, one.body);
    case 'rejoin-queue':
      return rejoinQueue(db, delivery, one.body);
    case 'open-card':
      return openCard(db, delivery, one.body);
    case 'call-for-help':
      return callForHelp(db, delivery, one.body, one.at);
    case 'end-help':
      return endHelp(db, delivery, one.body);
    case 'hand-off':
      return handOff(db, delivery, one.body);
    case 'end-hand-off':
      return endHandOff(db, delivery, one.body);
    case 'call-next':
      return callNext(db, delivery, one.body);
    case 'handle-ticket':
      return handleTicket(db, delivery, one.body);
    case 'answer-help':
      return answerHelp(db, delivery, one.body);
    case 'no-show':
      return noShow(db, delivery, one.body);
    case 'phoned':
      return phoned(db, delivery, one.body);
  }
}

/** What staff alone send: kinds of their own, and those of everybody with a desk in them. */
const isOfStaff = ({ kind, body }: Command): boolean =>
  staffKinds.some((each) => each === kind) ||
  (deskKinds.some((each) => each === kind) && 'desk' in body && body.desk !== undefined);

const isUp = (db: Database): Promise<boolean> =>
  db.query('select 1').then(
    () => true,
    () => false,
  );

/** The first fault of a command: its path and what is asked there. Nothing of the input is repeated. */
function fault(error: z.ZodError): { field: string; mend: string } {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') || 'command';
  if (issue?.code === 'unrecognized_keys')
    return { field, mend: 'Leave out fields that the schema does not name.' };
  return { field, mend: issue?.message ?? 'See /api/openapi.json.' };
}
