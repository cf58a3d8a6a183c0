import { encode } from 'cborg';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an authenticator of tests may do wrong. */
export interface Misdeed {
  /** The page that asks, where it is another one. */
  readonly origin?: string;
  /** The host the signature is for, where it is another one. */
  readonly rpId?: string;
  /** False: it did not look who sits there. */
  readonly userVerified?: boolean;
  /** The counter it tells; one more than the last time where it is left out. */
  readonly counter?: number;
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const CREDENTIAL_FOLLOWS = 0x40;

/**
 * A passkey's machine for tests without a browser (WebAuthn Level 3): one ES256 key, attestation `none`, a counter.
 */
export class TestAuthenticator {
  readonly id = base64url(randomBytes(32));
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  readonly #rpId: string;
  #counter = 0;

  /** @param origin of the page, as `http://localhost` */
  constructor(origin: string) {
    this.#origin = origin;
    this.#rpId = new URL(origin).hostname;
  }

  /** Answers `navigator.credentials.create`. @param options what the hub asked */
  create(
    options: Readonly<Record<string, unknown>>,
    misdeed: Misdeed = {},
  ): Readonly<Record<string, unknown>> {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    // COSE_Key of an EC2 key on P-256 for ES256 (RFC 9053, 7.1).
    const cose = encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    );
    const id = Buffer.from(this.id, 'base64url');
    const authData = Buffer.concat([
      this.#data(CREDENTIAL_FOLLOWS, misdeed),
      Buffer.alloc(16),
      Buffer.from([id.length >> 8, id.length & 0xff]),
      id,
      cose,
    ]);
    const attestationObject = encode({ fmt: 'none', attStmt: {}, authData: new Uint8Array(authData) });
    return this.#answer({
      clientDataJSON: base64url(this.#client('webauthn.create', options, misdeed)),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get`. @param options what the hub asked */
  get(options: Readonly<Record<string, unknown>>, misdeed: Misdeed = {}): Readonly<Record<string, unknown>> {
    this.#counter += 1;
    const authenticatorData = this.#data(0, misdeed);
    const clientData = this.#client('webauthn.get', options, misdeed);
    const signature = sign(
      'sha256',
      Buffer.concat([authenticatorData, sha256(clientData)]),
      this.#keys.privateKey,
    );
    return this.#answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
    });
  }

  #data(flags: number, { rpId = this.#rpId, userVerified = true, counter = this.#counter }: Misdeed): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags | USER_PRESENT | (userVerified ? USER_VERIFIED : 0), 0);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256(rpId), head]);
  }

  #client(type: string, options: Readonly<Record<string, unknown>>, misdeed: Misdeed): Buffer {
    const { origin = this.#origin } = misdeed;
    return Buffer.from(JSON.stringify({ type, challenge: options['challenge'], origin, crossOrigin: false }));
  }

  #answer(response: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
