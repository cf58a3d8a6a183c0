import { signerOf } from '../../local/verify.ts';
import { unpackWay } from '../../model/card.ts';
import { type Result, fail, ok } from '../../model/result.ts';
import type { CardId, CardWay } from '../../model/schema/card.ts';
import type { Site } from '../../model/schema/site.ts';
import { readToken } from '../../model/token.ts';
import type { Runtime } from '../shell/runtime.ts';

/** A card that this terminal believes. */
export interface CheckedCard {
  readonly id: CardId;
  readonly way: CardWay;
}

export type CardFault = 'not-a-card' | 'revoked' | 'expired';

/**
 * Checks a card with what this terminal knows: the hall's own keys, and the cards that were revoked. No network is asked.
 * Only a key of the hub makes cards; what a terminal's key signed is none.
 */
export async function checkCard(
  { store }: Pick<Runtime, 'store'>,
  site: Pick<Site, 'id'>,
  token: string,
): Promise<Result<CheckedCard, CardFault>> {
  const read = readToken(token);
  if (!read.ok || read.value.claims.kind !== 'card') return fail('not-a-card');
  const { keyId, claims } = read.value;
  const keys = (await store.all('pass-key')).filter(
    (key) => key.id === keyId && key.site === site.id && key.terminal === undefined && !key.revoked,
  );
  if (!(await signerOf(read.value, keys))) return fail('not-a-card');
  if (await store.get('card', claims.id)) return fail('revoked');
  if (claims.expiresAtMs <= store.now()) return fail('expired');
  return ok({ id: claims.id as CardId, way: unpackWay(claims.way ?? 0) });
}
