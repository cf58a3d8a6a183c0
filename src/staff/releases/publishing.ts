import type { CallFailure } from '../../api/client.ts';
import type { ReleasesClient } from '../../api/staff-releases.ts';
import { type Result, fail, ok } from '../../model/result.ts';
import type { NewPublication, Publication, PublicationStage } from '../../model/schema/staff-releases.ts';

/** How often it is looked how far it is. */
const LOOK_MS = 700;
/** So often it is looked after the connection was lost, before nobody waits for it any more. */
const LOST_LOOKS = 60;

export type Publishing =
  | { readonly state: 'working'; readonly id: string; readonly stage: PublicationStage }
  /** The connection was lost on the way: whether it is done is being asked. */
  | { readonly state: 'lost'; readonly id: string; readonly stage: PublicationStage };

const pause = (ms: number) => new Promise<void>((go) => setTimeout(go, ms));

/**
 * Asks for a publication and follows it until it is done, also over a lost connection: it has an id, so it is never asked
 * for twice.
 * @param onWay hears how far it is
 */
export async function publishAndFollow(
  client: ReleasesClient,
  wish: NewPublication & { readonly id: string },
  onWay: (now: Publishing) => void,
): Promise<Result<Publication, CallFailure>> {
  const { id } = wish;
  let stage: PublicationStage = 'reading';
  onWay({ state: 'working', id, stage });
  const answer = client.publish(wish);
  const looking = new AbortController();
  void look(client, id, looking.signal, (now) => {
    stage = now;
    onWay({ state: 'working', id, stage });
  });
  const first = await answer;
  looking.abort();
  if (first.ok || first.error.kind === 'refused') return first;
  onWay({ state: 'lost', id, stage });
  return afterLoss(client, id, first.error);
}

/** Asks again and again how far it is, until it is stopped. */
async function look(
  client: ReleasesClient,
  id: string,
  stopped: AbortSignal,
  onStage: (stage: PublicationStage) => void,
): Promise<void> {
  const isOver = (): boolean => stopped.aborted;
  for (await pause(LOOK_MS); !isOver(); await pause(LOOK_MS)) {
    const now = await client.publication(id);
    if (now.ok && !isOver()) onStage(now.value.stage);
  }
}

/** @returns what became of it; the failure where the hub never got it, or does not answer for long */
async function afterLoss(
  client: ReleasesClient,
  id: string,
  failure: CallFailure,
): Promise<Result<Publication, CallFailure>> {
  for (let looks = 0; looks < LOST_LOOKS; looks += 1) {
    await pause(LOOK_MS * 2);
    const now = await client.publication(id);
    if (now.ok && now.value.state !== 'working') return ok(now.value);
    // The hub answers, and knows nothing of it: it never arrived.
    if (!now.ok && now.error.kind === 'refused') return fail(failure);
  }
  return fail(failure);
}
