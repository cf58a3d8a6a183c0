import { lastOf } from '../../model/last.ts';
import type { BookingId } from '../../model/schema/booking.ts';
import type { CardId } from '../../model/schema/card.ts';
import type { CommandBody } from '../../model/schema/command.ts';
import type { Runtime } from '../shell/runtime.ts';
import type { Chosen, Claim, Form, Sent } from './flow-state.ts';
import { type Ground, choicesFor } from './ground.ts';

type SendingRuntime = Pick<Runtime, 'confirm' | 'submit'>;
type Series = NonNullable<CommandBody<'book'>['series']>;

/**
 * Books all that was chosen, each time with a command of its own: from the terminal's lease where it has one, else by
 * asking the hub. What was full before is not sent.
 * @param card an assist card that its holder showed: the bookings are linked with it
 * @throws where not even the first could be kept
 */
export async function sendAll(
  runtime: SendingRuntime,
  chosen: Chosen,
  form: Form,
  ground: Ground,
  card?: CardId,
): Promise<readonly Sent[]> {
  const series = seriesOf(chosen);
  const sent: Sent[] = [];
  for (const claim of inOrder(chosen)) {
    const nothing: Sent = { claim, command: undefined, pass: undefined };
    if (claim.keeping.by === 'refused') {
      sent.push(nothing);
      continue;
    }
    const body = { ...bodyOf(claim, chosen, form, ground), ...(card === undefined ? {} : { card }) };
    try {
      sent.push(
        chosen.line
          ? { claim, command: await runtime.submit('wait', body), pass: undefined }
          : await sendOne(runtime, claim, { ...body, ...withAlso(claim, chosen), ...series }, ground),
      );
    } catch (error) {
      // The first times of a row that were kept are not made unsaid by a disk that is full now.
      if (!sent.some(({ command }) => command !== undefined)) throw error;
      sent.push(nothing);
    }
  }
  return sent;
}

async function sendOne(
  runtime: SendingRuntime,
  claim: Claim,
  body: Omit<CommandBody<'book'>, 'leased'>,
  ground: Ground,
): Promise<Sent> {
  if (claim.keeping.by === 'lease') {
    const own = await runtime.confirm(body, claim.slot, ground.service.terms);
    if (own.ok) return { claim, ...own.value };
  }
  return { claim, command: await runtime.submit('book', body), pass: undefined };
}

function bodyOf(claim: Claim, { code }: Chosen, { who, helper, answers }: Form, ground: Ground) {
  const choices = choicesFor(ground, claim.slot, answers);
  return {
    booking: claim.booking,
    code,
    slot: claim.slot.id,
    who: who ?? {},
    ...(Object.keys(choices).length > 0 ? { choices } : {}),
    ...(helper ? { helper } : {}),
  };
}

const withAlso = (claim: Claim, { also, claims }: Chosen) =>
  also && claim.booking === claims[0].booking ? { also: [also.slot.id] } : {};

const inOrder = ({ claims }: Chosen): readonly Claim[] =>
  [...claims].sort((one, other) => one.slot.startsAt.localeCompare(other.slot.startsAt));

/** One pass stands for a whole row: it is named after the first, and good until the last has ended. */
function seriesOf(chosen: Chosen): { readonly series?: Series } {
  const standing = inOrder(chosen).filter(({ keeping }) => keeping.by !== 'refused');
  const first: BookingId | undefined = standing[0]?.booking;
  const lastEndsAt = lastOf(standing)?.slot.endsAt;
  return standing.length > 1 && first !== undefined && lastEndsAt !== undefined
    ? { series: { first, lastEndsAt } }
    : {};
}
