import { calculateJwkThumbprint, exportJWK } from 'jose';
import { clockwork } from '../../../access/format.ts';
import '../../../access/messages/booking.ts';
import '../../../access/messages/rest.ts';
import { wordsFor } from '../../../access/say.ts';
import { codeDigest } from '../../../local/digest.ts';
import { terminalKeys } from '../../../local/keys.ts';
import { MemoryDriver } from '../../../local/memory-driver.ts';
import { readClocks } from '../../../local/hub-clock.ts';
import { Store } from '../../../local/store.ts';
import { issuePass } from '../../../model/pass.ts';
import type { Booking, Slot } from '../../../model/schema/booking.ts';
import type { Command, Outcome } from '../../../model/schema/command.ts';
import type { Change, DocumentBody, DocumentKind } from '../../../model/schema/document.ts';
import type { Service } from '../../../model/schema/service.ts';
import type { Site } from '../../../model/schema/site.ts';
import type { Language } from '../../../model/schema/text.ts';
import { Runtime } from '../runtime.ts';
import type { Terminal } from '../terminal.ts';
import { sampleSlot } from './sample-slot.ts';

/** A terminal for tests: its real working parts, in memory, without a hub. */
export interface MadeTerminal {
  readonly terminal: Terminal & { readonly runtime: Runtime };
  /** Documents come down. */
  readonly hear: (...changes: readonly Change[]) => Promise<void>;
  /** What waits for the hub, oldest first. */
  readonly sent: () => Promise<readonly Command[]>;
  /** The hub answers the oldest command that waits. */
  readonly answer: (outcome: Answer) => Promise<void>;
  /** A pass in perfect order. */
  readonly pass: (booking: Booking, slot: Slot) => Promise<string>;
}

type Answer =
  | { readonly status: 'done'; readonly pass?: string; readonly ticket?: object }
  | { readonly status: 'refused'; readonly error: { readonly code: string } };

export const HOUR_MS = 3_600_000;
export const SITE = 'demo';
export const CODE = '123456789';

class DurableMemory extends MemoryDriver {
  override readonly durable = true;
}

export const document = <K extends DocumentKind>(kind: K, id: string, body: DocumentBody<K>): Change =>
  ({ kind, id, body }) as unknown as Change;

export const madeSite: Site = {
  id: SITE,
  name: { zh: '示例社区', en: 'Sample neighbourhood' },
  hall: { zh: '示例社区服务中心', en: 'Sample community hall' },
  timeZone: 'Asia/Shanghai',
  languages: ['zh-Hans', 'en'],
  tiles: [],
  limits: { checkInEarlyMinutes: 30, checkInLateMinutes: 60, staleAfterMinutes: 600 },
  help: [{ afterSeconds: 60, to: 'everyone' }],
  hotlines: [],
  demo: true,
} as unknown as Site;

export const madeService = (more: object = {}): Service =>
  ({
    id: 'meal',
    name: { zh: '老年助餐', en: 'Meals for elders' },
    withoutScreen: { zh: '到前台登记，或打电话', en: 'at the service desk, or by telephone' },
    questions: [
      {
        id: 'dish',
        label: { zh: '菜', en: 'Dish' },
        options: [{ id: 'fish', label: { zh: '清蒸鱼套餐', en: 'Steamed fish set' }, tags: [], asks: [] }],
      },
      {
        id: 'how',
        label: { zh: '怎么吃', en: 'How' },
        options: [
          { id: 'here', label: { zh: '堂食', en: 'Eat in' }, tags: [], asks: [] },
          { id: 'home', label: { zh: '送到家', en: 'Delivered' }, tags: [], asks: ['address'] },
        ],
      },
    ],
    bookable: true,
    terms: { minNoticeMinutes: 0, cutOffMinutes: 60, waitingList: true, offerMinutes: 60 },
    ...more,
  }) as unknown as Service;

/** A slot of an hour that begins so long from now. */
export function madeSlot(startsInMs: number, more: object = {}): Slot {
  const startMs = Math.floor(Date.now() / 60_000) * 60_000 + startsInMs;
  return sampleSlot(startMs, {
    code: `S${Math.abs(Math.round(startsInMs / 60_000))}`.slice(0, 6),
    endsAt: new Date(startMs + HOUR_MS).toISOString(),
    demo: true,
    ...more,
  });
}

/** A booking found by `CODE`. */
export const madeBooking = async (id: string, slot: Slot, more: object = {}): Promise<Booking> =>
  ({
    id,
    slot: slot.id,
    status: 'confirmed',
    codeDigest: await codeDigest(SITE, CODE),
    sequence: 0,
    digits: false,
    helped: false,
    usedTwice: false,
    ...more,
  }) as unknown as Booking;

export async function madeTerminal(
  changes: readonly Change[],
  { online = true, language = 'zh-Hans' }: { readonly online?: boolean; readonly language?: Language } = {},
): Promise<MadeTerminal> {
  const driver = new DurableMemory();
  const store = await Store.open(SITE, driver);
  const keys = await terminalKeys(driver);
  const { privateKey, publicKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  );
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  const key = document('pass-key', 'abcd', {
    id: 'abcd',
    site: SITE,
    siteName: { zh: '示例社区' },
    revoked: false,
    jwk,
  });
  const ownJwk = await exportJWK(keys.proof.publicKey);
  const ownKey = document('pass-key', 'ab12', {
    id: 'ab12',
    site: SITE,
    siteName: { zh: '示例社区' },
    terminal: await calculateJwkThumbprint(ownJwk),
    revoked: false,
    jwk: { kty: 'EC', crv: 'P-256', x: ownJwk.x ?? '', y: ownJwk.y ?? '' },
  });
  let cursor = 0;
  const hear = async (...more: readonly Change[]): Promise<void> => {
    cursor += 1;
    const mark = { epoch: 'e', cursor: String(cursor), syncedAtMs: Date.now(), clockOffsetMs: 0 };
    await store.apply(more, mark, false);
    store.heardHub({ ...readClocks(), hubMs: Date.now() });
  };
  await hear(
    key,
    ownKey,
    document('site', SITE, madeSite),
    document('service', 'meal', madeService()),
    document('place', 'canteen', {
      id: 'canteen',
      name: { zh: '老年食堂', en: 'Canteen' },
      address: { zh: '示例路 1 号', en: '1 Sample Road' },
    } as unknown as DocumentBody<'place'>),
    ...changes,
  );
  const runtime = await Runtime.on(store, keys, () => ({ stop: () => undefined }));
  return {
    terminal: {
      site: madeSite,
      words: wordsFor(language),
      clock: clockwork(language, madeSite.timeZone),
      sync: { state: online ? 'online' : 'offline' },
      runtime,
    },
    hear,
    sent: () => runtime.outbox.next(10),
    answer: async (outcome) => {
      const [command] = await runtime.outbox.next(1);
      const at = new Date().toISOString();
      await runtime.outbox.settle([{ ...outcome, command: command?.id, at } as unknown as Outcome]);
    },
    pass: (booking, slot) =>
      issuePass(
        { booking: booking.id, slotCode: slot.code, expiresAtMs: Date.parse(slot.endsAt) + HOUR_MS },
        'abcd',
        async (bytes) =>
          new Uint8Array(
            await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, Uint8Array.from(bytes)),
          ),
      ),
  };
}
