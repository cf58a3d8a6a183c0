import type { Linked } from '../../local/entry.ts';
import type { CommandState } from '../../local/outbox.ts';
import type { CommandId } from '../../model/schema/command.ts';
import type { CardFault, CheckedCard } from './check-card.ts';

/** Where somebody with a card is. */
export type CardFlow =
  | { readonly step: 'checking' }
  | { readonly step: 'bad'; readonly fault: CardFault }
  | { readonly step: 'hello'; readonly card: CheckedCard; readonly linked?: Linked }
  | { readonly step: 'phone'; readonly card: CheckedCard; readonly linked?: Linked }
  | { readonly step: 'pin'; readonly card: CheckedCard; readonly left?: number }
  | {
      readonly step: 'opening';
      readonly card: CheckedCard;
      readonly command: CommandId;
      readonly patient: boolean;
    }
  | { readonly step: 'shut'; readonly card: CheckedCard; readonly why: 'offline' | 'locked' | 'failed' }
  | { readonly step: 'mine'; readonly card: CheckedCard; readonly linked: Linked };

/** Where the way back leads within a card's screens; undefined where it leads out of them. */
export function backFrom(flow: CardFlow): CardFlow | undefined {
  switch (flow.step) {
    case 'checking':
    case 'bad':
    case 'hello':
      return undefined;
    case 'phone':
    case 'mine':
      return { step: 'hello', card: flow.card, ...(flow.linked ? { linked: flow.linked } : {}) };
    case 'pin':
    case 'opening':
    case 'shut':
      return { step: 'hello', card: flow.card };
  }
}

/** Where the hub's answer leads; the same flow while there is none. */
export function afterAnswer(
  flow: Extract<CardFlow, { step: 'opening' }>,
  answer: CommandState | undefined,
): CardFlow {
  const { card } = flow;
  if (!answer || answer.state === 'pending') return flow;
  if (answer.state === 'done') return { step: 'mine', card, linked: answer.linked ?? { bookings: [] } };
  switch (answer.error) {
    case 'card.pin-wrong':
      return { step: 'pin', card, left: answer.left ?? 1 };
    case 'card.locked':
      return { step: 'shut', card, why: 'locked' };
    case 'card.revoked':
      return { step: 'bad', fault: 'revoked' };
    case 'card.expired':
      return { step: 'bad', fault: 'expired' };
    case 'card.unknown':
      return { step: 'bad', fault: 'not-a-card' };
    default:
      return { step: 'shut', card, why: 'failed' };
  }
}
