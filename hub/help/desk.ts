import type { HelpRule } from '../../src/model/schema/help.ts';
import type { HelpDesk, NamedTerminal } from '../../src/model/schema/staff-help.ts';
import type { Database } from '../database/database.ts';
import { type HelpCallRow, helpCallColumns, terminalName, toHelpCall } from '../database/rows.ts';

/** Sites that were published before they had a rule: as `site.help` is where it is left out. */
const DEFAULT_RULE: HelpRule = [
  { afterSeconds: 60, to: 'everyone' },
  { afterSeconds: 180, to: 'display' },
];

/** @param nowMs the hub's clock */
export async function readHelpDesk(db: Database, site: string, nowMs: number): Promise<HelpDesk> {
  const [[row], calls, terminals] = await Promise.all([
    db.query<{ rule: HelpRule | null }>(`select body->'help' as rule from site where id = $1`, [site]),
    db.query<HelpCallRow>(
      `select ${helpCallColumns} from help_call c
         left join terminal on terminal.site = c.site and terminal.thumbprint = c.terminal
        where c.site = $1 and c.status <> 'closed' order by c.at, c.id limit 100`,
      [site],
    ),
    db.query<NamedTerminal>(
      `select thumbprint as id, ${terminalName} as name, use from terminal
        where site = $1 and status = 'paired' order by 2, 1 limit 500`,
      [site],
    ),
  ]);
  return {
    now: new Date(nowMs).toISOString(),
    rule: row?.rule ?? DEFAULT_RULE,
    calls: calls.map(toHelpCall),
    terminals: [...terminals],
  };
}

/**
 * Gives a terminal its name; open calls of it are read anew by all who hear of them.
 * @param name empty: it is called by how its key begins
 * @returns undefined where there is no such terminal
 */
export const nameTerminal = (
  db: Database,
  site: string,
  id: string,
  name: string,
): Promise<NamedTerminal | undefined> =>
  db.transaction(async (query) => {
    const [named] = await query<NamedTerminal>(
      `update terminal set name = nullif($3, ''), changed = pg_current_xact_id() where site = $1 and thumbprint = $2
       returning thumbprint as id, ${terminalName} as name, use`,
      [site, id, name],
    );
    if (named)
      await query(
        `update help_call set changed = pg_current_xact_id() where site = $1 and terminal = $2 and status <> 'closed'`,
        [site, id],
      );
    return named;
  });
