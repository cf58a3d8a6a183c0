import { createHmac, timingSafeEqual } from 'node:crypto';

/** A nonce is good for the window it was made in and the next one: 5 to 10 minutes. */
const WINDOW_MS = 300_000;

/** How long a nonce can be good at most. */
export const NONCE_LIFE_MS = 2 * WINDOW_MS;

/**
 * Nonces without a memory: each is a MAC over the number of a time window, so any hub process that shares the secret
 * accepts what another gave out, also after a restart.
 */
export class Nonces {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** @param nowMs the hub's clock */
  issue(nowMs: number): string {
    return this.#of(Math.floor(nowMs / WINDOW_MS));
  }

  isFresh(nonce: string, nowMs: number): boolean {
    const window = Math.floor(nowMs / WINDOW_MS);
    return [window, window - 1].some((one) => equal(this.#of(one), nonce));
  }

  #of(window: number): string {
    return createHmac('sha256', this.#secret).update(`nonce:${window}`).digest('base64url');
  }
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
