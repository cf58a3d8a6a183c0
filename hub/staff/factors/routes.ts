import { problem } from '../../../src/model/schema/hub.ts';
import {
  type OwnFactors,
  factorCode,
  newPasskey,
  ownFactors as ownFactorsSchema,
  passkeyName,
  passkeyQuestion,
  recoveryCodes,
  totpOffer,
} from '../../../src/model/schema/staff-factors.ts';
import { nothingMore } from '../../../src/model/schema/staff.ts';
import type { App } from '../../server/app.ts';
import type { Context } from '../../server/context.ts';
import { minuteLimit } from '../../server/rate-limit.ts';
import { Refusal } from '../../server/refusal.ts';
import { audit } from '../audit.ts';
import type { StaffDoor, StaffMember } from '../door.ts';
import { pageOrigin } from '../page-origin.ts';
import { ownFactors } from './own.ts';
import { askNewPasskey, storePasskey } from './passkeys.ts';
import { newRecoveryCodes } from './recovery.ts';
import { beginStep, findStep, takeStep } from './steps.ts';
import { newTotp, stepOfCode, storeTotp } from './totp.ts';

const PATH = '/api/staff/factors';
const problems = {
  400: problem,
  401: problem,
  403: problem,
  404: problem,
  409: problem,
  429: problem,
  503: problem,
};
const tags = ['staff'];
const bodyLimit = 1_024;
const PASSKEY_LIMIT_BYTES = 16 * 1_024;
const CHANGES_A_MINUTE = 20;
/** A way to sign in is added or taken away by whoever was there a moment ago, not by whoever finds the desk open. */
const CONFIRMED_WITHIN_MS = 15 * 60_000;

type FactorEvent =
  | 'people.app-added'
  | 'people.app-removed'
  | 'people.passkey-added'
  | 'people.passkey-removed'
  | 'people.recovery-made';

/** What the routes of one's own second factors have in common. */
interface Own extends Context {
  readonly door: StaffDoor;
  /** @throws Refusal where it was too often, or too long ago that somebody proved to be there */
  readonly mayChange: (staff: StaffMember) => void;
  readonly note: (staff: StaffMember, event: FactorEvent) => Promise<void>;
  readonly view: (staff: StaffMember) => Promise<OwnFactors>;
}

/** One's own second factors and passkeys. */
export function factorRoutes(app: App, context: Context, door: StaffDoor): void {
  const { db, now } = context;
  const limited = minuteLimit(CHANGES_A_MINUTE, now);
  const own: Own = {
    ...context,
    door,
    mayChange: (staff) => {
      limited(staff.id);
      if (staff.confirmedAtMs <= now() - CONFIRMED_WITHIN_MS)
        throw new Refusal(403, 'staff.confirm', { mend: 'POST /api/staff/session/confirm first.' });
    },
    note: (staff, event) => audit(db, { atMs: now(), staff: staff.id, event, detail: { account: staff.id } }),
    view: async ({ id, factorDueMs }) => ({
      ...(await ownFactors(db, id)),
      ...(factorDueMs === undefined ? {} : { due: new Date(factorDueMs).toISOString() }),
    }),
  };
  app.get(
    PATH,
    {
      onRequest: door.own,
      schema: {
        summary: 'Your second factors and passkeys',
        tags,
        response: { 200: ownFactorsSchema, ...problems },
      },
    },
    ({ staff }) => own.view(staff),
  );
  totpRoutes(app, own);
  recoveryRoute(app, own);
  passkeyRoutes(app, own);
}

function totpRoutes(app: App, { db, settings, now, door, mayChange, note, view }: Own): void {
  app.post(
    `${PATH}/totp`,
    {
      bodyLimit,
      onRequest: door.own,
      schema: {
        summary: 'Offers the secret for an app that makes codes (RFC 6238)',
        description: 'It counts only when a code of the app has proved it.',
        tags,
        body: nothingMore,
        response: { 200: totpOffer, ...problems },
      },
    },
    async ({ staff }) => {
      mayChange(staff);
      const { secret, uri } = newTotp(staff.name);
      return { token: await beginStep(db, 'new-totp', { staff: staff.id, secret }, now()), secret, uri };
    },
  );

  app.post(
    `${PATH}/totp/confirm`,
    {
      bodyLimit,
      onRequest: door.own,
      schema: {
        summary: 'Takes the app into use, and answers ten recovery codes, shown this once',
        tags,
        body: factorCode,
        response: { 200: recoveryCodes, ...problems },
      },
    },
    async ({ staff, body: { token, code } }) => {
      mayChange(staff);
      const step = await findStep(db, 'new-totp', token, now());
      if (step?.staff !== staff.id) throw new Refusal(409, 'staff.step-over');
      const { secret } = step;
      const usedStep = secret === undefined ? undefined : stepOfCode(secret, code, now());
      if (secret === undefined || usedStep === undefined)
        throw new Refusal(400, 'staff.factor-wrong', { field: 'code' });
      if (!(await takeStep(db, 'new-totp', token, now()))) throw new Refusal(409, 'staff.step-over');
      const stored = await storeTotp(db, settings.keys, { staff: staff.id, secret, usedStep }, now());
      if (!stored.ok) throw new Refusal(503, stored.error);
      await note(staff, 'people.app-added');
      return { codes: [...(await newRecoveryCodes(db, staff.id))] };
    },
  );

  app.post(
    `${PATH}/totp/remove`,
    {
      bodyLimit,
      onRequest: door.own,
      schema: {
        summary: 'The app is no longer asked; its recovery codes end with it',
        tags,
        body: nothingMore,
        response: { 200: ownFactorsSchema, ...problems },
      },
    },
    async ({ staff }) => {
      mayChange(staff);
      const { passkeys } = await ownFactors(db, staff.id);
      mustKeepOne(staff, passkeys.length);
      await db.transaction(async (query) => {
        for (const table of ['staff_totp', 'staff_recovery'])
          await query(`delete from ${table} where site = '*' and staff = $1`, [staff.id]);
      });
      await note(staff, 'people.app-removed');
      return view(staff);
    },
  );
}

/** Whoever has to have a second factor cannot take away the last one. */
function mustKeepOne({ factorDueMs }: StaffMember, left: number): void {
  if (factorDueMs !== undefined && left === 0) throw new Refusal(409, 'staff.factor-needed');
}

function recoveryRoute(app: App, { db, door, mayChange, note }: Own): void {
  app.post(
    `${PATH}/recovery`,
    {
      bodyLimit,
      onRequest: door.own,
      schema: {
        summary: 'Ten new recovery codes, shown this once; those before them end',
        tags,
        body: nothingMore,
        response: { 200: recoveryCodes, ...problems },
      },
    },
    async ({ staff }) => {
      mayChange(staff);
      if (!(await ownFactors(db, staff.id)).totp) throw new Refusal(409, 'staff.factor-missing');
      await note(staff, 'people.recovery-made');
      return { codes: [...(await newRecoveryCodes(db, staff.id))] };
    },
  );
}

function passkeyRoutes(app: App, { db, now, origin, door, mayChange, note, view }: Own): void {
  app.post(
    `${PATH}/passkeys/question`,
    {
      bodyLimit,
      onRequest: door.own,
      schema: {
        summary: 'What a browser needs to make a passkey',
        tags,
        body: nothingMore,
        response: { 200: passkeyQuestion, ...problems },
      },
    },
    (request) => {
      mayChange(request.staff);
      return askNewPasskey(db, pageOrigin(request, origin), request.staff, now());
    },
  );

  app.post(
    `${PATH}/passkeys`,
    {
      bodyLimit: PASSKEY_LIMIT_BYTES,
      onRequest: door.own,
      schema: {
        summary: 'Stores the passkey that a browser made',
        tags,
        body: newPasskey,
        response: { 200: ownFactorsSchema, ...problems },
      },
    },
    async (request) => {
      const { staff, body } = request;
      mayChange(staff);
      const stored = await storePasskey(db, pageOrigin(request, origin), staff.id, body, now());
      if (!stored.ok) throw new Refusal(stored.error === 'staff.step-over' ? 409 : 400, stored.error);
      await note(staff, 'people.passkey-added');
      return view(staff);
    },
  );

  app.post(
    `${PATH}/passkeys/remove`,
    {
      bodyLimit: PASSKEY_LIMIT_BYTES,
      onRequest: door.own,
      schema: {
        summary: 'A passkey is no longer taken',
        tags,
        body: passkeyName,
        response: { 200: ownFactorsSchema, ...problems },
      },
    },
    async ({ staff, body: { id } }) => {
      mayChange(staff);
      const { totp, passkeys } = await ownFactors(db, staff.id);
      if (!passkeys.some((one) => one.id === id)) throw new Refusal(404, 'staff.passkey-unknown');
      mustKeepOne(staff, passkeys.length - 1 + (totp ? 1 : 0));
      await db.query(`delete from staff_passkey where site = '*' and staff = $1 and id = $2`, [staff.id, id]);
      await note(staff, 'people.passkey-removed');
      return view(staff);
    },
  );
}
