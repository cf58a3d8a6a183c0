import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import { build } from 'vite';
import { helmetOptions, permissionsPolicy } from '../../hub/server/security-headers.ts';

/** A page built into a folder that goes away, served the way the hub serves the terminal: headers and compression. */
export interface Built {
  readonly port: number;
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param page a folder of `bench/` with an `index.html`
 * @param worker the source of a service worker that is told what to keep in `PRECACHE`
 */
export async function openBuilt(page: string, worker?: string): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-built-'));
  await build({
    root: join(import.meta.dirname, '..', page),
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: ['chrome90'],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
    worker: { format: 'es' },
  });
  const files = (await readdir(join(folder, 'assets'))).map((name) => `/assets/${name}`);
  if (worker !== undefined) {
    const source = await readFile(join(import.meta.dirname, '..', page, worker), 'utf8');
    const precache = JSON.stringify(['/', ...files]);
    await writeFile(join(folder, worker), `const PRECACHE = ${precache};\n${source}`);
    files.push(`/${worker}`);
  }
  for (const file of files) await compress(join(folder, file));
  const { app, url } = await serve(folder);
  return {
    port: Number(new URL(url).port),
    url,
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serve(folder: string) {
  const app = Fastify({ forceCloseConnections: true });
  await app.register(helmet, helmetOptions(undefined));
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', permissionsPolicy);
  });
  await app.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const forever = path.includes('/assets/');
      response.setHeader('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return { app, url: await app.listen({ port: 0, host: '127.0.0.1' }) };
}

async function compress(path: string): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${path}.br`, brotliCompressSync(await readFile(path), { params }));
}
