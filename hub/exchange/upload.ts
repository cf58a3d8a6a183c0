import type { FastifyRequest } from 'fastify';
import type { App } from '../server/app.ts';

/** More than any sheet or folder that people fill in. */
export const UPLOAD_BYTES = 20 * 1_024 * 1_024;

/**
 * Lets routes of this scope take a file as the body. One that is too large by its own account is refused before a byte is
 * read; any other once it has grown too large.
 */
export function takeFiles(routes: App): void {
  routes.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: UPLOAD_BYTES },
    (_request, body, done) => done(null, body),
  );
  routes.setErrorHandler((error, _request, reply) => {
    if ((error as { statusCode?: number }).statusCode !== 413) throw error;
    // Whoever goes on sending is cut off.
    return reply
      .code(413)
      .header('connection', 'close')
      .send({ code: 'exchange.too-large', mend: 'At most 20 MB in one file.' });
  });
}

/** What the file was called where it came from, for people: never a path, never markup, never long. */
export function fileName(request: FastifyRequest): string {
  const header = String(request.headers['x-linli-file'] ?? '');
  let name = header;
  try {
    name = decodeURIComponent(header);
  } catch {
    // As it came, then.
  }
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  return (
    last
      .replaceAll(/[\p{C}<>]/gu, '')
      .trim()
      .slice(0, 120) || '?'
  );
}
