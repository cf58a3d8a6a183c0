import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceWords, columnHeads, headOf } from '../../src/access/messages/exchange-columns.ts';
import { entriesOf } from '../../src/model/editing/index.ts';
import type { ExchangeEntry } from '../../src/model/exchange/entries.ts';
import { judge } from '../../src/model/exchange/judge.ts';
import { suggestMapping } from '../../src/model/exchange/mapping.ts';
import { columnsOf } from '../../src/model/exchange/fields.ts';
import { sheetKind } from '../../src/model/schema/staff-exchange.ts';
import { contentRoot } from '../../test/support/exchange.ts';
import { listSites, loadSite } from '../content/index.ts';
import { referencesOf } from './judge-task.ts';
import { readCsv } from './read-csv.ts';
import { linesOf } from './summary.ts';
import { writeSheet } from './write-sheet.ts';

for (const site of await listSites(contentRoot))
  for (const kind of sheetKind.options)
    test(`${kind} of ${site}: what a sheet says is what was written into it`, async () => {
      const loaded = await loadSite(contentRoot, site);
      assert.ok(loaded.ok);
      const { files } = loaded.value;
      const reading = {
        references: referencesOf(files),
        choices: choiceWords,
        timeZone: loaded.value.site.timeZone,
      };
      const own = entriesOf(files.site).filter(({ role }) => role === kind) as unknown as ExchangeEntry[];
      const bytes = await writeSheet(
        { kind, format: 'csv', language: 'zh-Hans', empty: false },
        files,
        reading,
      );
      const read = readCsv(bytes);
      assert.ok(read.format !== 'folder');
      const [sheet] = read.sheets;
      assert.ok(sheet);
      const mapping = suggestMapping(
        kind,
        columnsOf(kind).map((column) => headOf(kind, column)),
        columnHeads,
      );
      // Into an empty draft: all of it comes from the sheet.
      const { changes, counts } = judge(
        linesOf(sheet),
        { kind, mapping, blanks: 'keep', reading, entries: [] },
        (line) => assert.deepEqual(line.faults, [], `line ${line.line}`),
      );
      assert.equal(counts.fault, 0);
      const parts = (entries: readonly ExchangeEntry[]) =>
        // The resources of a calendar are no exceptions: a sheet leaves them as they are.
        entries.map(({ id, body: { resources: _resources, $schema: _line, ...body } }) => ({ id, body }));
      const wanted = parts(own).filter(
        ({ body }) => kind !== 'calendar' || (body['entries'] as unknown[] | undefined)?.length,
      );
      assert.deepEqual(parts(changes), wanted);
    });
