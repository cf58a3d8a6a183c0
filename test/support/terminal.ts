import { type JWK, SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { randomUUID, type webcrypto } from 'node:crypto';
import type { App } from '../../hub/server/app.ts';
import type { Command } from '../../src/model/schema/command.ts';
import type { ChangePage } from '../../src/model/schema/document.ts';
import type { Delivered, Pairing, Problem } from '../../src/model/schema/hub.ts';

/** What a test changes of an otherwise good proof. */
export interface ProofChanges {
  readonly htm?: string;
  readonly htu?: string;
  readonly nonce?: string;
  readonly jti?: string;
  readonly jwk?: JWK;
  readonly typ?: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly nonce: string | undefined;
  readonly body: T;
}

/** A terminal that speaks to a hub in memory, proof of key and all. */
export class TestTerminal {
  readonly #app: App;
  readonly #site: string;
  readonly #key: webcrypto.CryptoKey;
  readonly jwk: JWK;
  nonce: string | undefined;

  private constructor(app: App, site: string, key: webcrypto.CryptoKey, jwk: JWK) {
    this.#app = app;
    this.#site = site;
    this.#key = key;
    this.jwk = jwk;
  }

  static async make(app: App, site: string): Promise<TestTerminal> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const { kty, crv, x, y } = await exportJWK(publicKey);
    return new TestTerminal(app, site, privateKey, { kty, crv, x, y } as JWK);
  }

  /** A terminal that is let in; the hub must be in demo mode. */
  static async paired(app: App, site: string): Promise<TestTerminal> {
    const terminal = await TestTerminal.make(app, site);
    const { body } = await terminal.pair();
    if (body.status !== 'paired') throw new Error(`not paired: ${JSON.stringify(body)}`);
    return terminal;
  }

  /** The terminal's id at the hub (RFC 7638). */
  thumbprint(): Promise<string> {
    return calculateJwkThumbprint(this.jwk);
  }

  pair(): Promise<Answer<Pairing>> {
    return this.call('POST', 'terminals', { jwk: this.jwk });
  }

  changes(query = ''): Promise<Answer<ChangePage>> {
    return this.call('GET', `changes${query}`);
  }

  /** Every page from a cursor to the end of the feed, in one. */
  async allChanges(limit = 500, cursor?: string): Promise<ChangePage> {
    const changes = [];
    for (;;) {
      const { body } = await this.changes(`?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
      changes.push(...body.changes);
      if (!body.more) return { ...body, changes };
      cursor = body.cursor;
    }
  }

  send(...commands: readonly (Command | object)[]): Promise<Answer<Delivered>> {
    return this.call('POST', 'commands', { commands });
  }

  /** One call with a fresh nonce; asks for a nonce first where it has none. */
  async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer<T>> {
    const first = await this.once<T>(method, path, body);
    return (first.body as Problem).code === 'proof.nonce' ? this.once<T>(method, path, body) : first;
  }

  /** One call, whose proof a test may spoil. */
  async once<T>(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    changes: ProofChanges = {},
  ): Promise<Answer<T>> {
    const url = `/api/sites/${this.#site}/${path}`;
    const dpop = await this.proof(method, url, changes);
    return this.raw<T>(method, url, { dpop }, body);
  }

  async raw<T>(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<Answer<T>> {
    const response = await this.#app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
    const nonce = response.headers['dpop-nonce'] as string | undefined;
    this.nonce = nonce ?? this.nonce;
    return { status: response.statusCode, nonce, body: response.json<T>() };
  }

  proof(method: string, url: string, changes: ProofChanges = {}): Promise<string> {
    const nonce = changes.nonce ?? this.nonce;
    return new SignJWT({
      htm: changes.htm ?? method,
      htu: changes.htu ?? `https://hub.example${url.replace(/\?.*$/u, '')}`,
      jti: changes.jti ?? randomUUID(),
      ...(nonce === undefined ? {} : { nonce }),
    })
      .setProtectedHeader({ alg: 'ES256', typ: changes.typ ?? 'dpop+jwt', jwk: changes.jwk ?? this.jwk })
      .sign(this.#key);
  }
}
