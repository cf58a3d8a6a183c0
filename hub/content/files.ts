import type { Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type BothWords, says } from '../../src/model/fault-words.ts';
import { type Fault, type FileRole, type ParsedFile, nearest } from '../../src/model/content/index.ts';
import { readJson } from './json.ts';

/** More than any hall writes; a larger file is refused before a byte of it is parsed. */
const FILE_BYTES = 2 * 1024 * 1024;
const FOLDER_BYTES = 8 * 1024 * 1024;

/** What a folder may hold: the file's name, what it is for, and whether it has to be there. */
export interface Expected {
  readonly name: string;
  readonly role: FileRole;
  readonly required: boolean;
}

/** What was found in a folder. */
export interface FolderContent {
  readonly files: readonly ParsedFile[];
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  /** The roles of files that should be there and could not be read. */
  readonly unread: ReadonlySet<FileRole>;
}

interface Found {
  readonly name: string;
  readonly role: FileRole;
  readonly path: string;
  readonly bytes: number;
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** A fault of a file as a whole: problem and mend in English, then in Chinese. */
const faultOf = (file: string, ...words: Parameters<typeof says>): Fault => ({
  file,
  path: '',
  ...says(...words),
});

/**
 * What a path leads to, through all links, where that lies under the root. Links inside are usual where content is
 * mounted; one that leads outside could show a terminal any file of the machine.
 */
export async function statInside(root: string, path: string): Promise<Stats | undefined> {
  try {
    const inside = (await realpath(path)).startsWith((await realpath(root)) + sep);
    return inside ? await stat(path) : undefined;
  } catch {
    return undefined;
  }
}

/** The names in a folder, sorted; undefined where there is no such folder. */
async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return undefined;
  }
}

const isPassedOver = (name: string): boolean =>
  name.startsWith('.') || name.endsWith('.md') || name.endsWith('~');

/**
 * Reads a file's bytes, at most `FILE_BYTES`, whatever its size was when the folder was listed.
 * @returns the text, or why it is none
 */
async function readText(found: Found): Promise<{ text: string } | BothWords> {
  const handle = await open(found.path);
  try {
    const buffer = Buffer.alloc(Math.min(found.bytes, FILE_BYTES) + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length > found.bytes)
      return says(
        'the file grew while it was read',
        'publish again when it is saved',
        '读的时候文件还在变',
        '请等它存好再发布',
      );
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length)) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return says('not a UTF-8 text', 'save the file as UTF-8', '文件不是 UTF-8 编码', '请另存为 UTF-8');
  } finally {
    await handle.close();
  }
}

/** Lists the files of a folder without opening one. */
async function survey(
  root: string,
  folder: string,
  expected: readonly Expected[],
): Promise<{ found: Found[]; faults: Fault[]; warnings: Fault[]; unread: Set<FileRole> }> {
  const found: Found[] = [];
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const unread = new Set<FileRole>();
  const names = (await namesIn(join(root, folder))) ?? [];
  for (const name of names) {
    const known = expected.find(
      (one) => one.name === name || (one.name === '*.json' && name.endsWith('.json')),
    );
    const file = `${folder}/${name}`;
    const path = join(root, folder, name);
    if (!known) {
      const close = nearest(
        name,
        expected.map((one) => one.name),
      );
      const here = await statInside(root, path);
      if (!isPassedOver(name) && !here?.isDirectory())
        warnings.push(
          faultOf(
            file,
            'this file is not read',
            close ? `did you mean ${close}?` : 'rename it or remove it',
            '这个文件不会被读取',
            close ? `是不是 ${close}？` : '请改名或去掉',
          ),
        );
      continue;
    }
    const { role } = known;
    const status = await statInside(root, path);
    if (!status?.isFile()) {
      faults.push(
        faultOf(
          file,
          'no plain file, or a link that leads out of the content',
          'put the file itself here',
          '不是普通文件，或是指向外面的链接',
          '请把文件本身放在这里',
        ),
      );
      unread.add(role);
    } else found.push({ name: file, role, path, bytes: status.size });
  }
  for (const { name, role } of expected.filter((one) => one.required && !names.includes(one.name))) {
    faults.push(faultOf(`${folder}/${name}`, 'missing', 'add the file', '缺少这个文件', '请加上它'));
    unread.add(role);
  }
  return { found, faults, warnings, unread };
}

/**
 * Reads the JSON files of one folder within limits: no file over 2 MB, no folder over 8 MB, nothing from
 * outside the root.
 * @param root the content root
 * @param folder below the root, e.g. `demo` or `catalogues/small/services`
 */
export async function readFolder(
  root: string,
  folder: string,
  expected: readonly Expected[],
): Promise<FolderContent> {
  const { found, faults, warnings, unread } = await survey(root, folder, expected);
  const files: ParsedFile[] = [];
  const limit = megabytes(FILE_BYTES);
  for (const file of found.filter(({ bytes }) => bytes > FILE_BYTES)) {
    faults.push(
      faultOf(
        file.name,
        `the file has ${megabytes(file.bytes)}`,
        `keep it under ${limit}`,
        `文件有 ${megabytes(file.bytes)}`,
        `请控制在 ${limit} 以内`,
      ),
    );
    unread.add(file.role);
  }
  const fitting = found.filter(({ bytes }) => bytes <= FILE_BYTES);
  const sum = fitting.reduce((total, file) => total + file.bytes, 0);
  if (sum > FOLDER_BYTES) {
    const [size, most] = [megabytes(sum), megabytes(FOLDER_BYTES)];
    faults.push(
      faultOf(
        folder,
        `the folder holds ${size}`,
        `keep it under ${most}`,
        `文件夹有 ${size}`,
        `请控制在 ${most} 以内`,
      ),
    );
    return { files, faults, warnings, unread: new Set([...unread, ...found.map(({ role }) => role)]) };
  }
  for (const file of fitting) {
    const refuse = (fault: Fault) => {
      faults.push(fault);
      unread.add(file.role);
    };
    const read = await readText(file);
    if (!('text' in read)) {
      refuse({ file: file.name, path: '', ...read });
      continue;
    }
    const value = readJson(read.text);
    if (value.ok) files.push({ file: file.name, role: file.role, value: value.value });
    else {
      const { line, column, path, problem, mend } = value.error;
      const where = `第 ${line} 行第 ${column} 个字`;
      refuse({
        file: file.name,
        path,
        ...says(
          `line ${line}, column ${column}: ${problem}`,
          mend,
          `${where}的写法不对，文件读不了`,
          '请找懂 JSON 的人改好，或用原来的文件',
        ),
      });
    }
  }
  return { files, faults, warnings, unread };
}
