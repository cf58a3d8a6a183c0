// What every tool needs before it can begin: a new enough Node and the installed packages. No dependencies here.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const NODE_FLOOR = [20, 19, 0];

/** Ends the process with plain words where Node is older than package.json asks. */
export function needNode() {
  const have = process.versions.node.split('.').map(Number);
  const cut = have.findIndex((part, index) => part !== NODE_FLOOR[index]);
  if (cut === -1 || have[cut] > NODE_FLOOR[cut]) return;
  fail(
    `邻里需要 Node.js ${NODE_FLOOR.join('.')} 或更新的版本，这里是 ${process.versions.node}。请安装新版本后再试。`,
    `Linli needs Node.js ${NODE_FLOOR.join('.')} or newer, this is ${process.versions.node}. Install a newer one from your system, nvm or nodejs.org.`,
  );
}

/**
 * Compares what npm noted down after its last install with the lock file.
 * @returns {Promise<'complete' | 'production' | 'missing'>} `production`: all but the development packages are there
 */
export async function installState() {
  const wanted = await packagesIn('package-lock.json');
  const have = await packagesIn('node_modules/.package-lock.json');
  if (!wanted || !have) return 'missing';
  // Optional packages are for other platforms too: npm leaves those out.
  const absent = Object.entries(wanted).filter(
    ([path, entry]) => path !== '' && !entry.optional && have[path]?.version !== entry.version,
  );
  if (absent.length === 0) return 'complete';
  return absent.every(([, entry]) => entry.dev || entry.devOptional) ? 'production' : 'missing';
}

async function packagesIn(file) {
  try {
    return JSON.parse(await readFile(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Installs what the lock file names, where that has not been done. Ends the process with plain words on failure. */
export async function needPackages({ production = false } = {}) {
  const state = await installState();
  if (state === 'complete' || (production && state === 'production')) return;
  say('正在安装所需的软件包……', 'Installing packages; the first time takes a minute or two.');
  // Not `npm ci`: it refuses a lock file in which the optional packages of some other platform are missing.
  const result = await run(...npm('install', '--no-save', '--no-audit', '--no-fund'), { capture: true });
  if (result.status !== 0) fail(...whyInstallFailed(result.output));
}

/** How to call npm: the one that called us, else the one in the path. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, [script, ...args]] : ['npm', args];
}

function whyInstallFailed(output) {
  if (/ENOSPC/.test(output))
    return ['磁盘已满，无法安装。请腾出约 1 GB 空间。', 'The disk is full. Free about 1 GB.'];
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return [
      '没有写入此文件夹的权限。',
      'This folder cannot be written. Run as its owner, or make it writable.',
    ];
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return [
      '安装需要网络，但连接不上软件包仓库。请检查网络或代理设置(npm config)。',
      "Installing needs the network, and the package registry does not answer. Check the connection, or npm's proxy and registry settings. After that Linli runs without a network.",
    ];
  }
  if (/spawn npm ENOENT/.test(output)) return ['找不到 npm。', 'npm is missing: install the package `npm`.'];
  return [
    '安装没有成功，原因见上。',
    'The installation failed; npm says why above. `npm install` tries again.',
  ];
}

/**
 * Runs a program in the project's folder.
 * @param {string} command
 * @param {string[]} args
 * @param {{capture?: boolean, env?: Record<string, string>, quiet?: boolean, limitMs?: number}} options
 *   `capture` also collects the output; `quiet` shows none of it; past `limitMs` it is ended.
 * @returns {Promise<{status: number, output: string}>} 127 where the program does not exist, 128 where a signal ended it
 */
export function run(command, args, { capture = false, env = {}, quiet = false, limitMs } = {}) {
  return new Promise((resolve) => {
    const pipe = capture || quiet ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', pipe, pipe],
      timeout: limitMs,
    });
    let output = '';
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from?.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (!quiet) to.write(text);
      });
    }
    child.on('error', (error) => resolve({ status: 127, output: output + error.message }));
    child.on('close', (status) => resolve({ status: status ?? 128, output }));
  });
}

export function say(chinese, english) {
  console.log(`${chinese}\n${english}`);
}

export function fail(chinese, english) {
  console.error(`\n${chinese}\n${english}`);
  process.exit(1);
}
