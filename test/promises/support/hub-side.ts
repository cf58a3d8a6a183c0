import { calculateJwkThumbprint } from 'jose';
import { readCursor } from '../../../hub/changes/cursor.ts';
import { readFeed } from '../../../hub/changes/feed.ts';
import { deliver } from '../../../hub/commands/deliver.ts';
import { Office } from '../../../hub/bookings/office.ts';
import type { Database } from '../../../hub/database/database.ts';
import { type Settings, readSettings } from '../../../hub/database/settings.ts';
import { askToPair, mustBePaired } from '../../../hub/terminals/terminals.ts';
import type { Command, Outcome } from '../../../src/model/schema/command.ts';
import type { ChangePage } from '../../../src/model/schema/document.ts';
import type { Pairing, PairingRequest } from '../../../src/model/schema/hub.ts';
import { TEST_KEYS } from '../../support/keys.ts';
import { type TrueTime, withClocks } from './clocks.ts';

/** A terminal's call as it arrives at a hub: what its routes do behind the door, without HTTP. */
export class HubProcess {
  readonly db: Database;
  readonly #office: Office;
  readonly #time: TrueTime;
  readonly #epoch: string;
  /** What a hub must never come upon; each is a finding. */
  readonly failures: unknown[] = [];

  private constructor(db: Database, time: TrueTime, settings: Settings) {
    this.db = db;
    this.#office = new Office(db, settings);
    this.#time = time;
    this.#epoch = settings.epoch;
  }

  static async start(db: Database, time: TrueTime): Promise<HubProcess> {
    return new HubProcess(db, time, await readSettings(db, TEST_KEYS));
  }

  pair(site: string, jwk: PairingRequest['jwk']): Promise<Pairing> {
    return withClocks(undefined, async () =>
      askToPair(this.db, {
        site,
        thumbprint: await calculateJwkThumbprint(jwk),
        jwk,
        atOnce: true,
        nowMs: this.#time.nowMs,
      }),
    );
  }

  commands(site: string, terminal: string, commands: readonly unknown[]): Promise<readonly Outcome[]> {
    return withClocks(undefined, async () => {
      await mustBePaired(this.db, site, terminal, this.#time.nowMs);
      return this.#deliver(site, terminal, commands, false);
    });
  }

  /** What a clerk sends, signed in. */
  async staff(site: string, clerk: string, command: Command): Promise<Outcome> {
    const outcomes = await withClocks(undefined, () =>
      this.#deliver(site, `staff:${clerk}`, [command], true),
    );
    return outcomes[0] as Outcome;
  }

  #deliver(site: string, terminal: string, commands: readonly unknown[], staff: boolean) {
    const onFailure = (error: unknown) => this.failures.push(error);
    return deliver(this.db, this.#office, {
      site,
      terminal,
      commands,
      staff,
      now: this.#time.now,
      onFailure,
    });
  }

  changes(site: string, terminal: string, cursor: string, limit = 50): Promise<ChangePage> {
    return withClocks(undefined, async () => {
      await mustBePaired(this.db, site, terminal, this.#time.nowMs);
      return readFeed(this.db, {
        site,
        terminal,
        epoch: this.#epoch,
        cursor: cursor === '' ? undefined : readCursor(cursor),
        limit,
        nowMs: this.#time.nowMs,
      });
    });
  }
}
