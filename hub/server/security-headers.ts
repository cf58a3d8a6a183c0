import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * The Content Security Policy of every answer. Scripts are the hub's own files and nothing else; `wasm-unsafe-eval`
 * lets the decoder of QR codes start. No upgrade to https: a hub in a hall may speak plain http.
 */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'"],
    'media-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'self'"],
    'require-trusted-types-for': ["'script'"],
    // Lit's own policy and ours; Lit makes its one again in each bundle.
    'trusted-types': ['lit-html', 'linli', "'allow-duplicates'"],
  },
};

/** A year (OWASP ASVS 5.0, 3.4.1). Other names of the same domain are not the hub's to speak for. */
const HTTPS_ONLY = { maxAge: 365 * 24 * 3_600, includeSubDomains: false };

/**
 * @param origin where the pages are, as the settings say it. Only where that is https, browsers are told to come by https
 *   alone (RFC 6797): by plain http they ignore it, and a hub in a hall would lock its terminals out.
 */
export const helmetOptions = (origin: string | undefined): FastifyHelmetOptions => ({
  contentSecurityPolicy,
  strictTransportSecurity: origin?.startsWith('https://') === true ? HTTPS_ONLY : false,
  referrerPolicy: { policy: 'no-referrer' },
});

/** The policy of the page on people's own phones: no decoder, no workers, and in no frame whatever. */
const phoneDirectives: Readonly<Record<string, readonly string[]>> = {
  ...contentSecurityPolicy.directives,
  'script-src': ["'self'"],
  'worker-src': ["'none'"],
  'media-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'trusted-types': ['lit-html', "'allow-duplicates'"],
};

const unused = [
  'microphone',
  'geolocation',
  'payment',
  'usb',
  'midi',
  'accelerometer',
  'gyroscope',
  'magnetometer',
  'display-capture',
].map((feature) => `${feature}=()`);

/** Camera and scanners read passes; nothing else of the machine is asked for. */
const readers = ['camera', 'serial', 'hid'];
export const permissionsPolicy = [...readers.map((feature) => `${feature}=(self)`), ...unused].join(', ');

/** The policy of the staff's pages: no frame may hold them, so that no click is stolen there. */
const staffDirectives: Readonly<Record<string, readonly string[]>> = {
  ...contentSecurityPolicy.directives,
  'frame-ancestors': ["'none'"],
};

const policyOf = (directives: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join(';');

/** Over the headers of every answer, for the phone page: who holds its address holds a booking, so no copy is kept. */
export const phoneHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policyOf(phoneDirectives),
  'permissions-policy': [...readers.map((feature) => `${feature}=()`), ...unused].join(', '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};

/** Over the headers of every answer, for the staff's pages. */
export const staffHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policyOf(staffDirectives),
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};
