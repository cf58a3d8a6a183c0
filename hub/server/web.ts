import fastifyStatic from '@fastify/static';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SiteList } from '../../src/model/schema/hub.ts';
import { listSites } from '../health/routes.ts';
import type { App } from './app.ts';
import type { Context } from './context.ts';
import { Refusal } from './refusal.ts';
import { phoneHeaders, staffHeaders } from './security-headers.ts';
import { findSite } from './sites.ts';

const BOOT = '<script type="application/json" id="boot">null</script>';
const HTML = 'text/html; charset=utf-8';
const page = { 200: { description: 'A page', content: { 'text/html': { schema: z.string() } } } };

/**
 * Serves the built terminal from `webRoot` (`vite build`), and the list of sites at `/`. The terminal's page carries
 * its site's profile, so that its first screen waits for no further answer.
 */
export async function webRoutes(app: App, { db }: Context, webRoot: string): Promise<void> {
  app.get(
    '/',
    { schema: { summary: 'The sites of this hub, for people', tags: ['web'], response: page } },
    async (_request, reply) =>
      reply
        .type(HTML)
        .header('cache-control', 'no-cache')
        .send(frontPage(await listSites(db))),
  );
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

/** Reads the page again only when a new build wrote it. */
function templateOf(file: string): () => string | undefined {
  let known: { readonly html: string; readonly writtenMs: number } | undefined;
  return () => {
    const writtenMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (writtenMs === undefined) return undefined;
    if (known?.writtenMs !== writtenMs) known = { html: readFileSync(file, 'utf8'), writtenMs };
    return known.html;
  };
}

/** Puts data into the page. A block of JSON is never run; an escaped `<` cannot end it. */
export const withBoot = (html: string, boot: unknown): string =>
  html.replace(BOOT, () => BOOT.replace('null', () => JSON.stringify(boot).replaceAll('<', '\\u003c')));

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function frontPage(sites: SiteList['sites']): string {
  const links = sites.map(({ id, name }) => {
    const english = name.en ? ` <span lang="en">${escapeHtml(name.en)}</span>` : '';
    const site = encodeURIComponent(id);
    const display = `<a href="/display/?site=${site}">大屏 <span lang="en">Display</span></a>`;
    return `<li><a href="/kiosk/?site=${site}">${escapeHtml(name.zh)}${english}</a> · ${display}</li>`;
  });
  const none = '<p>还没有站点。 <span lang="en">There is no site yet.</span></p>';
  return `<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>邻里 Linli</title>
<h1>邻里 <span lang="en">Linli</span></h1>
${links.length > 0 ? `<p>请选择站点。 <span lang="en">Choose a site.</span></p>\n<ul>\n${links.join('\n')}\n</ul>` : none}
<p><a href="/staff/">工作人员 <span lang="en">Staff</span></a></p>
<p><a href="/hsds/">HSDS</a> · <a href="/api/openapi.json">OpenAPI</a></p>
</html>
`;
}
