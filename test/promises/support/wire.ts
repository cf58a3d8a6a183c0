import type { HubClient } from '../../../src/api/client.ts';
import type { PairingRequest } from '../../../src/model/schema/hub.ts';

/** Who calls: a terminal in one of its lives. */
export interface Caller {
  readonly jwk: PairingRequest['jwk'];
  /** RFC 7638 thumbprint of the key. */
  readonly id: string;
  readonly proof: CryptoKeyPair;
  /** Whether it has power: a dead one neither sends nor hears. */
  readonly isOn: () => boolean;
}

/** What lies between a terminal and the hubs. */
export interface Wire {
  readonly client: (caller: Caller) => Pick<HubClient, 'pair' | 'changes' | 'send' | 'listen'>;
}
