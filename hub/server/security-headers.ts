import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * The Content Security Policy of every answer. Scripts are the hub's own files and nothing else; `wasm-unsafe-eval`
 * lets the decoder of QR codes start. No upgrade to https and no HSTS: a hub in a hall speaks plain http, and a proxy
 * that speaks https adds its own.
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

export const helmetOptions: FastifyHelmetOptions = {
  contentSecurityPolicy,
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
};

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
