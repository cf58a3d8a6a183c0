import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from './app.ts';
import type { Context } from './context.ts';
import { Refusal } from './refusal.ts';
import { phoneHeaders, staffHeaders } from './security-headers.ts';
import { findSite } from './sites.ts';
import { templateOf } from './template.ts';

const BOOT = '<script type="application/json" id="boot">null</script>';
const HTML = 'text/html; charset=utf-8';
const page = { 200: { description: 'A page', content: { 'text/html': { schema: z.string() } } } };

/**
 * Serves the built terminal from `webRoot` (`vite build`), and what belongs to it. The terminal's page carries
 * its site's profile, so that its first screen waits for no further answer.
 */
export async function webRoutes(app: App, { db }: Context, webRoot: string): Promise<void> {
  if (!existsSync(webRoot)) return;

  await app.register(fastifyStatic, {
    root: webRoot,
    preCompressed: true,
    redirect: false,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const forever = path.includes(`${join(webRoot, 'assets')}/`);
      response.setHeader('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });

  const template = templateOf(join(webRoot, 'kiosk', 'index.html'));
  const query = z.object({ site: z.string().max(64).optional() }).loose();
  const schema = {
    summary: 'The terminal',
    description:
      '`?site=` names the site whose profile the page carries; an unknown one is left to the page itself.',
    tags: ['web'],
    querystring: query,
    response: page,
  };
  for (const url of ['/kiosk/', '/kiosk/index.html'])
    app.get(url, { schema }, async (request, reply) => {
      const html = template();
      if (html === undefined)
        throw new Refusal(404, 'not-found', { mend: 'npm run build makes the terminal.' });
      const { site: id } = request.query;
      const site = id ? await findSite(db, id).catch(() => undefined) : undefined;
      return reply
        .type(HTML)
        .header('cache-control', 'no-cache')
        .send(withBoot(html, site ?? null));
    });
  app.get('/kiosk', { schema: { ...schema, hide: true, response: {} } }, async (request, reply) =>
    reply.redirect(`/kiosk/${new URL(request.url, 'http://hub').search}`, 308),
  );
  phonePage(app, join(webRoot, 'phone', 'index.html'));
  staffPage(app, join(webRoot, 'staff', 'index.html'));
  displayPage(app, join(webRoot, 'display', 'index.html'));
}

/** The page a pass opens on a phone. What pass it is stands behind the `#` of its address, and never comes here. */
function phonePage(app: App, file: string): void {
  const template = templateOf(file);
  const schema = { summary: 'The page for people’s own phones', tags: ['web'], response: page };
  for (const url of ['/phone/', '/phone/index.html'])
    app.get(url, { schema }, async (_request, reply) => {
      const html = template();
      if (html === undefined) throw new Refusal(404, 'not-found', { mend: 'npm run build makes the page.' });
      return reply.type(HTML).headers(phoneHeaders).send(html);
    });
  app.get('/phone', { schema: { ...schema, hide: true, response: {} } }, async (_request, reply) =>
    reply.redirect('/phone/', 308),
  );
}

/** The hall display's page; which hall it is for the page itself reads from its address. */
function displayPage(app: App, file: string): void {
  const template = templateOf(file);
  const schema = {
    summary: 'The hall display',
    description: '`?site=` names the site, `&place=` one hall of it.',
    tags: ['web'],
    response: page,
  };
  for (const url of ['/display/', '/display/index.html'])
    app.get(url, { schema }, async (_request, reply) => {
      const html = template();
      if (html === undefined) throw new Refusal(404, 'not-found', { mend: 'npm run build makes the page.' });
      return reply.type(HTML).header('cache-control', 'no-cache').send(html);
    });
  app.get('/display', { schema: { ...schema, hide: true, response: {} } }, async (request, reply) =>
    reply.redirect(`/display/${new URL(request.url, 'http://hub').search}`, 308),
  );
}

/** The staff's pages: one file for every address below `/staff/`, which the page itself reads. */
function staffPage(app: App, file: string): void {
  const template = templateOf(file);
  const schema = { summary: 'The pages of the staff', tags: ['web'], response: page };
  for (const url of ['/staff/', '/staff/*'])
    app.get(url, { schema: { ...schema, hide: url.endsWith('*') } }, async (_request, reply) => {
      const html = template();
      if (html === undefined) throw new Refusal(404, 'not-found', { mend: 'npm run build makes the page.' });
      return reply.type(HTML).headers(staffHeaders).send(html);
    });
  app.get('/staff', { schema: { ...schema, hide: true, response: {} } }, async (_request, reply) =>
    reply.redirect('/staff/', 308),
  );
}

/** Puts data into the page. A block of JSON is never run; an escaped `<` cannot end it. */
export const withBoot = (html: string, boot: unknown): string =>
  html.replace(BOOT, () => BOOT.replace('null', () => JSON.stringify(boot).replaceAll('<', '\\u003c')));
