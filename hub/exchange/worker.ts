import { gunzipSync, gzipSync } from 'node:zlib';
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportLine } from '../../src/model/schema/staff-exchange.ts';
import { judgeUpload, readingFor } from './judge-task.ts';
import { readUpload } from './read-upload.ts';
import type { ReadUpload } from './sheet.ts';
import { summaryOf } from './summary.ts';
import type { Said, Task } from './tasks.ts';
import { Unreadable } from './unreadable.ts';
import { packFolder } from './write-folder.ts';
import { writeSheet } from './write-sheet.ts';

/** The thread that opens what strangers made. It knows no database and no secret, and can be ended at any moment. */

const LINES_AT_ONCE = 500;

const say = (said: Said): void => parentPort?.postMessage(said);
const packed = (value: unknown): Uint8Array => gzipSync(JSON.stringify(value), { level: 1 });
const unpacked = (bytes: Uint8Array): unknown => JSON.parse(gunzipSync(bytes).toString('utf8'));

async function work(task: Task): Promise<void> {
  if (task.do === 'read') {
    const upload = await readUpload(task.bytes, task.site);
    say({
      said: 'read',
      value: {
        format: upload.format,
        sheets: upload.format === 'folder' ? [] : upload.sheets.map(summaryOf),
        notes: upload.notes,
        content: packed(upload),
      },
    });
    return;
  }
  if (task.do === 'write') {
    const { wish, files } = task;
    say({
      said: 'written',
      value: wish === 'folder' ? packFolder(files) : await writeSheet(wish, files, readingFor(task)),
    });
    return;
  }
  let lines: ImportLine[] = [];
  const { changes, ...verdict } = await judgeUpload(
    unpacked(task.content) as ReadUpload,
    task,
    (line, done, total) => {
      lines.push(line);
      if (lines.length < LINES_AT_ONCE && done < total) return;
      say({ said: 'lines', lines, done, total });
      lines = [];
    },
  );
  say({ said: 'judged', value: { ...verdict, changes: packed(changes) } });
}

work(workerData as Task).catch((error: unknown) => {
  if (!(error instanceof Unreadable)) throw error;
  say({ said: 'unreadable', code: error.code, ...(error.found === undefined ? {} : { found: error.found }) });
});
