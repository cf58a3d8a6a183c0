import { z } from 'zod';
import { instant, localized, plain } from './text.ts';

/** Staff: their accounts, and what the sign-in asks and answers. */

/** What somebody may do; which role includes which stands in src/model/staff.ts. */
export const staffRole = z.enum(['clerk', 'editor', 'publisher', 'fleet', 'auditor', 'admin']);
export type StaffRole = z.infer<typeof staffRole>;

export const staffId = z.string().min(1).max(64).brand<'StaffId'>();
export type StaffId = z.infer<typeof staffId>;

/** A role at one site, or at all of them (`*`). */
export const staffGrant = z.strictObject({ site: z.string().min(1).max(64), role: staffRole });
export type StaffGrant = z.infer<typeof staffGrant>;

/** What is typed at the sign-in: letters of any script, digits, dot, hyphen and underscore; case does not count. */
export const staffName = z
  .string()
  .max(64)
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(2)
      .max(32)
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'letters, digits, dot, hyphen and underscore'),
  );

/** Long enough for any sentence, short enough that hashing it costs the same. */
const password = z.string().min(1).max(200);

export const signIn = z.strictObject({ name: z.string().min(1).max(64), password });
export type SignIn = z.infer<typeof signIn>;

export const changePassword = z.strictObject({ old: password, new: password });
export type ChangePassword = z.infer<typeof changePassword>;

/** Who is signed in, and where they may work. */
export const staffSession = z.strictObject({
  staff: z.strictObject({ id: staffId, name: z.string(), shownName: z.string() }),
  /** Until an own password is chosen, no desk opens. */
  mustChange: z.boolean(),
  /** Until a second factor is set up, no desk opens. */
  mustEnrol: z.literal(true).optional(),
  /** By when a second factor has to be set up, where none is yet. */
  enrolBy: instant.optional(),
  /** The account comes from the city's login: it has no password here. */
  city: z.literal(true).optional(),
  /** Told to admins: the key that the hub's secrets are sealed with is not there, or not the right one. */
  keyFault: z.literal(true).optional(),
  /** Roles that hold at every site and for the hub as a whole. */
  everywhere: z.array(staffRole),
  sites: z.array(
    z.strictObject({
      id: z.string(),
      name: localized(40),
      timeZone: z.string(),
      demo: z.boolean(),
      roles: z.array(staffRole).min(1),
    }),
  ),
});
export type StaffSession = z.infer<typeof staffSession>;
export type StaffSite = StaffSession['sites'][number];

export const staffAccount = z.strictObject({
  id: staffId,
  name: z.string(),
  shownName: z.string(),
  roles: z.array(staffGrant),
  mustChange: z.boolean(),
  disabled: z.boolean(),
  createdAt: instant,
  /** The last time a session of theirs was used; left out where none is open. */
  seenAt: instant.optional(),
  /** Has a second factor: an app that makes codes, or a passkey. */
  hasFactor: z.boolean(),
  /** Comes from the city's login, which also says its roles. */
  city: z.boolean(),
  /** Whether you may change it. You may not where it has roles at sites that you do not administer; those are not listed. */
  yours: z.boolean(),
});
export type StaffAccount = z.infer<typeof staffAccount>;
export const staffAccounts = z.strictObject({ accounts: z.array(staffAccount) });
export type StaffAccounts = z.infer<typeof staffAccounts>;

const grants = z.array(staffGrant).min(1).max(200);
export const newStaffAccount = z.strictObject({ name: staffName, shownName: plain(32), roles: grants });
export type NewStaffAccount = z.input<typeof newStaffAccount>;
export const newStaffRoles = z.strictObject({ roles: grants });

/** A password shown this once; it is good for choosing an own one. */
export const oneTimePassword = z.strictObject({ account: staffAccount, password: z.string() });
export type OneTimePassword = z.infer<typeof oneTimePassword>;

/** What a session was begun with. */
export const sessionWay = z.enum(['password', 'totp', 'recovery', 'passkey', 'city']);
export type SessionWay = z.infer<typeof sessionWay>;

/** An open session, as its owner or an admin recognises it. */
export const openSession = z.strictObject({
  id: z.string(),
  way: sessionWay,
  /** Kind of browser and machine, as `Chrome · Windows`; empty where it did not say. */
  device: z.string(),
  createdAt: instant,
  seenAt: instant,
  /** The one that asks. */
  here: z.boolean(),
});
export type StaffOpenSession = z.infer<typeof openSession>;
export const openSessions = z.strictObject({ sessions: z.array(openSession) });
export type StaffOpenSessions = z.infer<typeof openSessions>;

/** What a write without further data sends. */
export const nothingMore = z.strictObject({});
