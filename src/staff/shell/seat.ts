import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallFailure } from '../../api/client.ts';
import { StaffClient } from '../../api/staff-client.ts';
import type { StaffSession } from '../../model/schema/staff.ts';
import { Presence } from './presence.ts';
import type { SignInReason, SignedInEvent } from '../sign-in.ts';

/** Who sits here, as far as it is known. */
export type Standing =
  | { readonly kind: 'reading' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'signed-out'; readonly reason: SignInReason }
  | { readonly kind: 'signed-in'; readonly session: StaffSession };

/** Who sits at this desk: asks the hub, and hears when a session begins or ends, here or in another window. */
export class Seat implements ReactiveController {
  readonly client: StaffClient;
  readonly #host: ReactiveControllerHost;
  readonly #onSession: () => void;
  #standing: Standing = { kind: 'reading' };
  /** The one-time password typed at the sign-in, until an own one takes its place. */
  #typed = '';

  /** @param onSession hears that the session was read, before anything is drawn */
  constructor(host: ReactiveControllerHost, onSession: () => void) {
    this.#host = host;
    this.#onSession = onSession;
    const presence = new Presence(host);
    this.client = new StaffClient({
      origin: location.origin,
      unattendedMs: () => presence.unattendedMs(),
      onShut: (code) => {
        if (this.#standing.kind !== 'signed-in') return;
        if (code === 'staff.signed-out') this.#leave('ended');
        else void this.read();
      },
    });
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    void this.read();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  get standing(): Standing {
    return this.#standing;
  }

  get typed(): string {
    return this.#typed;
  }

  /** Of whoever is signed in and may begin to work. */
  get session(): StaffSession | undefined {
    if (this.#standing.kind !== 'signed-in') return undefined;
    const { session } = this.#standing;
    return session.mustChange || session.mustEnrol ? undefined : session;
  }

  readonly read = async (): Promise<void> => {
    const answer = await this.client.session();
    if (answer.ok) {
      const known = this.#standing.kind === 'signed-in' ? this.#standing.session : undefined;
      if (JSON.stringify(known) !== JSON.stringify(answer.value))
        this.#set({ kind: 'signed-in', session: answer.value });
      this.#onSession();
    } else if (answer.error.kind === 'refused' && answer.error.problem.code === 'staff.signed-out')
      this.#leave(this.#standing.kind === 'signed-in' ? 'ended' : 'first');
    else if (this.#standing.kind !== 'signed-in') this.#set({ kind: 'unreachable' });
  };

  begin({ session, password }: Pick<SignedInEvent, 'session' | 'password'>): void {
    this.#typed = session.mustChange ? password : '';
    this.#set({ kind: 'signed-in', session });
    this.#onSession();
  }

  /** An own password took the place of the typed one. */
  async hasOwnPassword(): Promise<void> {
    this.#typed = '';
    await this.read();
  }

  /** @returns why it did not work; undefined where it did, or where nobody sits here any more */
  async signOut(): Promise<CallFailure | undefined> {
    const answer = await this.client.signOut();
    if (answer.ok) this.#leave('out');
    return !answer.ok && this.#standing.kind === 'signed-in' ? answer.error : undefined;
  }

  #leave(reason: SignInReason): void {
    if (this.#standing.kind === 'signed-out') return;
    this.#typed = '';
    this.#set({ kind: 'signed-out', reason });
  }

  #set(standing: Standing): void {
    this.#standing = standing;
    this.#host.requestUpdate();
  }

  /** Another window may have signed out meanwhile, or somebody else in. */
  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'visible' && this.#standing.kind === 'signed-in') void this.read();
  };
}
