import { type KeyObject, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { HttpLine, type LineAnswer } from './http-line.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A paired terminal as a hub meets it: a key, a kept-alive line, a proof with each call. */
export class MadeTerminal {
  readonly #key: KeyObject;
  readonly #header: string;
  readonly #jwk: object;
  readonly #port: number;
  readonly site: string;
  readonly line: HttpLine;
  #nonce = '';

  /** @param from the loopback address to call from */
  constructor(port: number, site: string, from?: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    this.#jwk = { kty, crv, x, y };
    this.#header = encode({ alg: 'ES256', typ: 'dpop+jwt', jwk: this.#jwk });
    this.#port = port;
    this.site = site;
    this.line = new HttpLine(port, from);
  }

  /** Asks to be let in; a hub in demo mode says yes at once. */
  async pair(): Promise<void> {
    const { status, body } = await this.call('POST', 'terminals', JSON.stringify({ jwk: this.#jwk }));
    if (status !== 200 || !body.includes('"paired"')) throw new Error(`not paired: ${status} ${body}`);
  }

  /** @returns the head line with a proof for one call, good for as long as the nonce is */
  proof(method: string, path: string): string {
    const claims = encode({
      htm: method,
      htu: `http://127.0.0.1:${this.#port}${path.replace(/\?.*$/u, '')}`,
      jti: randomUUID(),
      ...(this.#nonce === '' ? {} : { nonce: this.#nonce }),
    });
    const text = `${this.#header}.${claims}`;
    const signature = sign('sha256', Buffer.from(text), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return `dpop: ${text}.${signature.toString('base64url')}\r\n`;
  }

  pathOf(rest: string): string {
    return `/api/sites/${this.site}/${rest}`;
  }

  /** One call; makes its proof anew where the nonce was too old. */
  async call(method: 'GET' | 'POST', rest: string, body = ''): Promise<LineAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const path = this.pathOf(rest);
      const answer = await this.line.ask(method, path, this.proof(method, path), body);
      this.#nonce = answer.nonce ?? this.#nonce;
      if (answer.status !== 401 || attempt > 2) return answer;
    }
  }
}
