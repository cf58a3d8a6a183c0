import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { problem } from '../../src/model/schema/hub.ts';
import { Refusal } from '../server/refusal.ts';
import type { Directory } from './directory.ts';

/** What each group of routes is given. */
export interface Routes {
  readonly app: FastifyInstance<
    RawServerDefault,
    RawRequestDefaultExpression,
    RawReplyDefaultExpression,
    FastifyBaseLogger,
    ZodTypeProvider
  >;
  readonly directory: Directory;
}

export const tags = ['HSDS 3.1'];
export const badRequest = { 400: problem };
export const mayBeMissing = { 400: problem, 404: problem };

/** @throws Refusal `not-found` where there is nothing */
export function found<T>(value: T | undefined): T {
  if (value === undefined)
    throw new Refusal(404, 'not-found', { field: 'id', mend: 'Take an id from the list.' });
  return value;
}
