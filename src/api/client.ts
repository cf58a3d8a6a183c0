import { SignJWT, exportJWK } from 'jose';
import { type Result, fail, ok } from '../model/result.ts';
import type { Command, Outcome } from '../model/schema/command.ts';
import type { ChangePage } from '../model/schema/document.ts';
import type { Delivered, Pairing, PairingRequest, Problem, TerminalUse } from '../model/schema/hub.ts';

/** Why a call brought nothing: no answer at all, or an answer that is a problem. */
export type CallFailure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem };

type Answer<T> = Promise<Result<T, CallFailure>>;

export interface HubClientOptions {
  /** Where the hub is, e.g. `https://hub.example`; the page's own origin as a rule. */
  readonly origin: string;
  readonly site: string;
  /** The terminal's key: signs a DPoP proof (RFC 9449) for each call. */
  readonly proofKey: CryptoKeyPair;
  readonly timeoutMs?: number;
  /** What it asks to be let in as. */
  readonly use?: TerminalUse;
}

/** The public half of a terminal's key: what pairing sends and each proof carries. */
type PublicKey = PairingRequest['jwk'];

const UNREADABLE: Problem = { code: 'hub.failed' };

/** The hub's HTTP API, typed: the only place that knows a URL. */
export class HubClient {
  readonly #options: HubClientOptions;
  #nonce = '';
  #jwk: Promise<PublicKey> | undefined;

  constructor(options: HubClientOptions) {
    this.#options = options;
  }

  /** Asks to be paired; asking again gives the present state. */
  async pair(): Answer<Pairing> {
    return this.#call('POST', '/terminals', {
      jwk: await this.#publicKey(),
      ...(this.#options.use ? { use: this.#options.use } : {}),
    });
  }

  /** One page of the change feed after the cursor; an empty cursor begins anew. */
  changes(cursor: string): Answer<ChangePage> {
    return this.#call('GET', cursor === '' ? '/changes' : `/changes?cursor=${encodeURIComponent(cursor)}`);
  }

  /** Delivers commands, at most 100. */
  send(commands: readonly Command[]): Answer<Delivered & { readonly outcomes: readonly Outcome[] }> {
    return this.#call('POST', '/commands', { commands });
  }

  /**
   * Tells the hub something beside commands.
   * @param path below the site's routes, e.g. `/report`
   */
  tell<T>(path: string, body: object): Answer<T> {
    return this.#call('POST', path, body);
  }

  /**
   * Listens for "something changed".
   * @returns a function that stops listening
   */
  listen(onChanged: () => void): () => void {
    const source = new EventSource(this.#url('/events'));
    source.addEventListener('changed', onChanged);
    return () => source.close();
  }

  #url(path: string): string {
    return `${this.#options.origin}/api/sites/${this.#options.site}${path}`;
  }

  async #call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Answer<T> {
    const first = await this.#attempt<T>(method, path, body);
    const staleNonce =
      !first.ok && first.error.kind === 'refused' && first.error.problem.code === 'proof.nonce';
    return staleNonce ? this.#attempt<T>(method, path, body) : first;
  }

  async #attempt<T>(method: 'GET' | 'POST', path: string, body: unknown): Answer<T> {
    const url = this.#url(path);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.#options.timeoutMs ?? 15_000);
    try {
      const response = await fetch(url, {
        method,
        headers: {
          dpop: await this.#proof(method, url),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: abort.signal,
        cache: 'no-store',
      });
      this.#nonce = response.headers.get('dpop-nonce') ?? this.#nonce;
      if (response.ok) return ok((await response.json()) as T);
      const problem = (await response.json().catch(() => UNREADABLE)) as Problem;
      return fail({ kind: 'refused', status: response.status, problem });
    } catch {
      return fail({ kind: 'unreachable' });
    } finally {
      clearTimeout(timer);
    }
  }

  async #proof(method: string, url: string): Promise<string> {
    return new SignJWT({
      htm: method,
      // RFC 9449: without query and fragment.
      htu: url.replace(/[?#].*$/u, ''),
      jti: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12)))),
      ...(this.#nonce ? { nonce: this.#nonce } : {}),
    })
      .setProtectedHeader({
        alg: 'ES256',
        typ: 'dpop+jwt',
        jwk: await this.#publicKey(),
      })
      .setIssuedAt()
      .sign(this.#options.proofKey.privateKey);
  }

  /** The public half, exported once: each proof carries it. */
  #publicKey(): Promise<PublicKey> {
    this.#jwk ??= exportJWK(this.#options.proofKey.publicKey).then(
      ({ kty, crv, x, y }) => ({ kty, crv, x, y }) as PublicKey,
    );
    return this.#jwk;
  }
}
