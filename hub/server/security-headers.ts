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
  'serial',
  'hid',
  'midi',
  'accelerometer',
  'gyroscope',
  'magnetometer',
  'display-capture',
].map((feature) => `${feature}=()`);

/** The camera reads passes; nothing else of the machine is asked for. */
export const permissionsPolicy = ['camera=(self)', ...unused].join(', ');

/** Over the headers of every answer, for the phone page: who holds its address holds a booking, so no copy is kept. */
export const phoneHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': Object.entries(phoneDirectives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join(';'),
  'permissions-policy': ['camera=()', ...unused].join(', '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};
