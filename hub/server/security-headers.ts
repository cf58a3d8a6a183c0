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

/** The camera reads passes; nothing else of the machine is asked for. */
export const permissionsPolicy = [
  'camera=(self)',
  ...[
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
  ].map((feature) => `${feature}=()`),
].join(', ');
