import { parseArgs } from 'node:util';
import type { Database } from '../hub/database/database.ts';
import { ringOnce } from '../hub/events/bell.ts';
import { type LeasedPlaces, leasedPlaces, writeOffTerminal } from '../hub/leases/write-off.ts';
import { confirmPairing, listTerminals, revokeTerminal } from '../hub/terminals/terminals.ts';
import { end, explain, showUsage, withDatabase } from './desk/connect.ts';

/**
 * Lets terminals in and shuts them out, while the hub runs.
 * Uses DATABASE_URL, else the database of the hub that runs on LINLI_DATA (./data).
 */
const USAGE = `npm run pair -- --site <site> XXXX-XXXX           confirms the code on a terminal's screen
npm run pair -- --list                            lists all terminals
npm run pair -- --revoke=<thumbprint>             shuts a terminal out
npm run pair -- --write-off=<thumbprint> [--yes]  takes back the places set aside for a terminal that is lost`;

async function confirm(db: Database, site: string, typed: string): Promise<void> {
  const signs = typed.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  const terminal = await confirmPairing(db, site, `${signs.slice(0, 4)}-${signs.slice(4)}`);
  if (!terminal)
    return end(
      `站点 ${site} 没有等待中的终端显示这个代码。请核对屏幕上的代码(15 分钟内有效)。`,
      `No terminal waits at ${site} with this code. Compare it with the screen; a code lasts 15 minutes.`,
      1,
    );
  await ringOnce(db, [site]);
  end(`终端已接入站点 ${site}:${terminal}`, `The terminal is paired with ${site}: ${terminal}`, 0);
}

async function list(db: Database): Promise<void> {
  const words = { waiting: '等待 waiting', paired: '已接入 paired', revoked: '已停用 revoked' };
  const terminals = await listTerminals(db);
  if (terminals.length === 0) end('还没有终端。', 'There is no terminal yet.', 0);
  for (const { site, thumbprint, status, code, seenAt } of terminals)
    console.log(
      `${site}  ${thumbprint}  ${words[status]}${code ? `  ${code}` : ''}  ${seenAt.toISOString()}`,
    );
}

const unknown = (): void =>
  end('没有这个终端。用 --list 查看。', 'There is no such terminal. --list shows them all.', 1);

const sum = (places: readonly LeasedPlaces[]): number => places.reduce((total, one) => total + one.places, 0);

async function revoke(db: Database, thumbprint: string): Promise<void> {
  const sites = await revokeTerminal(db, thumbprint);
  if (sites.length === 0) return unknown();
  await ringOnce(db, sites);
  end(`终端已停用:${sites.join(', ')}`, `The terminal is shut out of: ${sites.join(', ')}`, 0);
  for (const site of sites) {
    const places = await leasedPlaces(db, site, thumbprint, Date.now());
    if (places.length > 0)
      end(
        `它还占着 ${places.length} 个时段的 ${sum(places)} 个名额，不会自动收回。收回用 --write-off。`,
        `It still holds ${sum(places)} place(s) of ${places.length} time(s); they do not come back by themselves. See --write-off.`,
        0,
      );
  }
}

/** What a write-off may break, said before it is done. */
function warn(site: string, places: readonly LeasedPlaces[], seenAt: Date): void {
  end(
    `站点 ${site}：这台终端占着 ${places.length} 个时段的 ${sum(places)} 个名额，最后一次联系：${seenAt.toISOString()}。`,
    `Site ${site}: this terminal holds ${sum(places)} place(s) of ${places.length} time(s). Last heard of: ${seenAt.toISOString()}.`,
    0,
  );
  for (const { slot, places: own } of places) console.log(`  ${slot}  × ${own}`);
  end(
    `注意：如果它只是断网，这些名额可能已经当面答应给居民了。收回以后别人会订走，到时就有人来了却没有位置。
请先到终端前看一看。确定它已损坏、丢失或被清空，才收回。`,
    `Beware: a terminal that is only cut off may already have promised these places to people who stood before it. Once
they are taken back others book them, and then somebody stands without a place. Go and look at the terminal first;
write it off only when it is broken, lost or wiped.`,
    0,
  );
}

async function writeOff(db: Database, thumbprint: string, yes: boolean): Promise<void> {
  const own = (await listTerminals(db)).filter((terminal) => terminal.thumbprint === thumbprint);
  if (own.length === 0) return unknown();
  for (const { site, seenAt } of own) {
    const places = await leasedPlaces(db, site, thumbprint, Date.now());
    if (places.length === 0) end(`站点 ${site}：它没有占着名额。`, `Site ${site}: it holds no place.`, 0);
    else warn(site, places, seenAt);
    if (!yes) continue;
    const freed = await writeOffTerminal(db, site, thumbprint, Date.now());
    await ringOnce(db, [site]);
    end(
      `站点 ${site}：已收回 ${sum(freed)} 个名额。`,
      `Site ${site}: ${sum(freed)} place(s) were taken back.`,
      0,
    );
  }
  if (!yes) end('什么都没有改。要收回，请加上 --yes。', 'Nothing was changed. To do it, add --yes.', 1);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      list: { type: 'boolean' },
      revoke: { type: 'string' },
      'write-off': { type: 'string' },
      yes: { type: 'boolean' },
    },
  });
  const { site, list: all, revoke: shutOut, 'write-off': lost, yes = false } = values;
  const [code] = positionals;
  if (!all && !shutOut && !lost && !(site && code)) return showUsage(USAGE);
  await withDatabase(async (db) => {
    if (all) await list(db);
    else if (shutOut) await revoke(db, shutOut);
    else if (lost) await writeOff(db, lost, yes);
    else if (site && code) await confirm(db, site, code);
  });
}

main().catch((error: unknown) => explain(error, USAGE));
