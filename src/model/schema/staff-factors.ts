import { z } from 'zod';
import { staffRole } from './staff.ts';
import { instant, plain } from './text.ts';

/** Second factors and passkeys: what the sign-in and the account page ask and answer. */

/** What the page holds between two steps: 256 random bits. */
const stepToken = z.string().min(1).max(100);

/** The password was right; one more proof is asked for, within five minutes. */
export const factorStep = z.strictObject({
  step: z.literal('factor'),
  token: stepToken,
  /** `totp`: an app's code, or a recovery code; `passkey`: only a passkey is set up. */
  ways: z.array(z.enum(['totp', 'passkey'])).min(1),
});
export type FactorStep = z.infer<typeof factorStep>;

/** Six digits of the app, or a recovery code; spaces and hyphens do not count. */
export const factorCode = z.strictObject({
  token: stepToken,
  code: z
    .string()
    .max(40)
    .transform((text) => text.normalize('NFKC').replaceAll(/[\s-]/gu, '').toLowerCase()),
});
export type FactorCode = z.input<typeof factorCode>;

/** What there is to sign in with beside name and password. */
export const signInWays = z.strictObject({
  /** The city's login is set up; what its button says, where the hub's settings name it. */
  city: z.strictObject({ name: z.string().optional() }).optional(),
});
export type SignInWays = z.infer<typeof signInWays>;

/** Where the browser goes next: the city's login. */
export const cityStart = z.strictObject({ url: z.string() });

/**
 * What the browser's own interface takes and gives (WebAuthn Level 3, the JSON forms); the hub's library looks at every
 * field of it.
 */
export const webauthnJson = z.record(z.string(), z.unknown());
export const passkeyQuestion = z.strictObject({ token: stepToken, options: webauthnJson });
export type PasskeyQuestion = z.infer<typeof passkeyQuestion>;
export const passkeyAnswer = z.strictObject({ token: stepToken, response: webauthnJson });
/** Which passkey is meant; an authenticator may choose a name of a kilobyte (WebAuthn Level 3, 4). */
export const passkeyName = z.strictObject({ id: z.string().min(1).max(1_400) });
export const newPasskey = passkeyAnswer.extend({ name: plain(32) });

export const passkeyRow = z.strictObject({
  id: z.string(),
  /** What its owner calls it. */
  name: z.string(),
  /** The host it is good for. */
  host: z.string(),
  madeAt: instant,
  usedAt: instant.optional(),
});
export type PasskeyRow = z.infer<typeof passkeyRow>;

/** What somebody has set up for themselves. */
export const ownFactors = z.strictObject({
  /** Since when an app makes codes for this account. */
  totp: instant.optional(),
  /** How many recovery codes are left. */
  recovery: z.int(),
  passkeys: z.array(passkeyRow),
  /** By when a second factor is needed; left out where none is. */
  due: instant.optional(),
});
export type OwnFactors = z.infer<typeof ownFactors>;

/** An app is to be set up: its secret is shown this once. */
export const totpOffer = z.strictObject({
  token: stepToken,
  /** `otpauth://totp/…`, for the QR code. */
  uri: z.string(),
  /** The secret in base32, to be typed where no camera is at hand. */
  secret: z.string(),
});
export type TotpOffer = z.infer<typeof totpOffer>;

/** Codes shown this once; each is good for one sign-in. */
export const recoveryCodes = z.strictObject({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const confirmPassword = z.strictObject({ password: z.string().min(1).max(200) });

/** Whose account must have a second factor. */
export const factorRule = z.strictObject({
  /** A site, or `*` for all. */
  site: z.string().min(1).max(64),
  /** Empty: nobody's. */
  roles: z.array(staffRole).max(10),
  graceDays: z.int().min(0).max(90),
});
export type FactorRuleBody = z.infer<typeof factorRule>;
export const factorRules = z.strictObject({
  rules: z.array(factorRule.extend({ since: instant })),
});
export type FactorRules = z.infer<typeof factorRules>;
