import { createHmac } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { hostOf, isClosedAddress, openLookup } from './addresses.ts';

const TIMEOUT_MS = 5_000;

/** Carries when it was signed and the signature: `t=<seconds since 1970>,v1=<hex>`. */
export const SIGNATURE_HEADER = 'x-linli-signature';
export const DELIVERY_HEADER = 'x-linli-delivery';

/**
 * What a webhook's receiver checks: HMAC-SHA256 (RFC 2104) over the time, a dot, and the body as it was sent. The time is
 * signed too, so that an old call is not played again.
 */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

export interface WebhookCall {
  readonly address: string;
  readonly secret: string;
  /** Names the delivery, the same for each try. */
  readonly id: string;
  readonly body: object;
  readonly nowMs: number;
  /** Whether it may lead into private networks, and without TLS. */
  readonly allowPrivate: boolean;
}

/**
 * Why an address cannot be a webhook's, as far as it says so itself; where a name leads is seen with each call.
 * @returns undefined where it can
 */
export function addressFault(
  address: string,
  allowPrivate: boolean,
): 'address-invalid' | 'address-private' | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return 'address-invalid';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) return 'address-invalid';
  const host = hostOf(url);
  if (!allowPrivate && (isIP(host) ? isClosedAddress(host) : /^localhost$|[.]localhost$/u.test(host)))
    return 'address-private';
  return undefined;
}

/**
 * Calls a webhook once: five seconds from the first byte to the last, no redirect, and nothing of the answer is kept.
 * @returns undefined where it answered with 2xx, else a code of what went wrong
 */
export async function callWebhook(call: WebhookCall): Promise<string | undefined> {
  const fault = addressFault(call.address, call.allowPrivate);
  if (fault) return fault;
  const url = new URL(call.address);
  const body = JSON.stringify(call.body);
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'linli-hub',
    [DELIVERY_HEADER]: call.id,
    [SIGNATURE_HEADER]: signatureOf(call.secret, Math.floor(call.nowMs / 1_000), body),
  };
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(
      url,
      {
        method: 'POST',
        headers,
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(call.allowPrivate ? {} : { lookup: openLookup }),
      },
      (response) => {
        const { statusCode = 0 } = response;
        response.destroy();
        resolve(statusCode >= 200 && statusCode < 300 ? undefined : `http-${statusCode}`);
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => resolve(codeOf(error)));
    request.end(body);
  });
}

const CODES: Readonly<Record<string, string>> = {
  ABORT_ERR: 'timeout',
  ETIMEDOUT: 'timeout',
  ECLOSED: 'address-private',
  ENOTFOUND: 'no-such-host',
  EAI_AGAIN: 'no-such-host',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

const codeOf = ({ code = '' }: NodeJS.ErrnoException): string =>
  CODES[code] ?? (/CERT|TLS|SSL/u.test(code) ? 'certificate' : 'broken-off');
