import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify';
import {
  type ZodTypeProvider,
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Failure } from '../../src/model/errors.ts';
import { Refusal } from './refusal.ts';
import { helmetOptions, permissionsPolicy } from './security-headers.ts';

/** The hub's server: Fastify with zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface AppOptions {
  readonly version: string;
  /** True where a proxy of ours stands in front and its `X-Forwarded-…` headers may be believed. */
  readonly trustProxy: boolean;
  /** Where the hub's pages are, where whoever runs it said so. */
  readonly origin?: string | undefined;
  /** Hears of failures nobody expected. */
  readonly onFailure: (error: unknown) => void;
}

const BODY_LIMIT_BYTES = 256 * 1_024;

/** Makes the server without any route but the errors'. */
export async function createApp({ version, trustProxy, origin, onFailure }: AppOptions): Promise<App> {
  const app = Fastify({
    trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 100 },
    http: { maxHeaderSize: 16 * 1_024, headersTimeout: 15_000 },
    // What an event stream or a bad request says is nobody's log's business: names and codes travel in bodies only.
    logger: false,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app, onFailure);

  await app.register(helmet, helmetOptions(origin));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', permissionsPolicy);
    if (request.url.startsWith('/api/') || request.url === '/healthz')
      reply.header('cache-control', 'no-store');
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Linli hub',
        version,
        description:
          'What the terminals of a community hall sync with, and the open data of the hall (HSDS).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
    transform: jsonSchemaTransform,
  });
  return app;
}

function answerErrors(app: App, onFailure: (error: unknown) => void): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not-found' } satisfies Failure));
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return reply.code(error.statusCode).send(error.failure);
    if (hasZodFastifySchemaValidationErrors(error)) {
      const [fault] = error.validation;
      return reply.code(400).send({
        code: 'request.invalid',
        field:
          fault?.instancePath.split('/').filter(Boolean).join('.') || (error.validationContext ?? 'body'),
        mend: fault?.message ?? 'See /api/openapi.json.',
      } satisfies Failure);
    }
    const statusCode = (error as { statusCode?: number }).statusCode ?? 500;
    if (statusCode === 413)
      return reply
        .code(413)
        .send({ code: 'request.too-large', mend: 'At most 256 kB in one request.' } satisfies Failure);
    if (statusCode === 404) return reply.code(404).send({ code: 'not-found' } satisfies Failure);
    if (statusCode < 500)
      return reply
        .code(statusCode)
        .send({ code: 'request.invalid', mend: 'Send what /api/openapi.json describes.' } satisfies Failure);
    onFailure(error);
    return reply.code(500).send({ code: 'hub.failed' } satisfies Failure);
  });
}
