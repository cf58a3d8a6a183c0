import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import { build } from 'vite';
import { helmetOptions, permissionsPolicy } from '../../hub/server/security-headers.ts';

/** The floor page, built anew and served the way the hub serves the terminal: same headers, same compression. */
export interface Floor {
  readonly port: number;
  readonly folder: string;
  close(): Promise<void>;
}

export async function openFloor(): Promise<Floor> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-floor-'));
  await build({
    root: join(import.meta.dirname, '../floor'),
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: ['es2020', 'chrome90'],
      modulePreload: { polyfill: false },
    },
  });
  const assets = (await readdir(join(folder, 'assets'))).map((name) => `/assets/${name}`);
  const worker = await readFile(join(import.meta.dirname, '../floor/sw.js'), 'utf8');
  await writeFile(join(folder, 'sw.js'), `const PRECACHE = ${JSON.stringify(['/', ...assets])};\n${worker}`);
  for (const path of [...assets, '/sw.js']) await compress(join(folder, path));

  const app = Fastify({ forceCloseConnections: true });
  await app.register(helmet, helmetOptions);
  app.addHook(
    'onRequest',
    async (_request, reply) => void reply.header('permissions-policy', permissionsPolicy),
  );
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const forever = path.includes('/assets/');
      response.setHeader('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    port: Number(new URL(address).port),
    folder,
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function compress(path: string): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${path}.br`, brotliCompressSync(await readFile(path), { params }));
}
