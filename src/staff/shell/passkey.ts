import type { Result } from '../../model/result.ts';
import { fail, ok } from '../../model/result.ts';

/** Passkeys need https (or the own machine) and a host name; an address of numbers has none (WebAuthn Level 3, 5.1.2). */
export const passkeysWork = (): boolean =>
  isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/u.test(location.hostname);

/** `cancelled`: nobody confirmed, or the machine could not. `here`: this machine has one of the account already. */
export type PasskeyTrouble = 'cancelled' | 'here';

type Asked = Readonly<Record<string, unknown>>;

/** Lets the machine ask who sits here. @param options as the hub made them; its library and the browser's are one */
export async function usePasskey(options: Asked): Promise<Result<object, PasskeyTrouble>> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return asked(() => startAuthentication({ optionsJSON: options as never }));
}

/** Lets the machine make a passkey. */
export async function makePasskey(options: Asked): Promise<Result<object, PasskeyTrouble>> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return asked(() => startRegistration({ optionsJSON: options as never }));
}

async function asked(ask: () => Promise<object>): Promise<Result<object, PasskeyTrouble>> {
  try {
    return ok(await ask());
  } catch (error) {
    return fail(error instanceof Error && error.name === 'InvalidStateError' ? 'here' : 'cancelled');
  }
}
