import type { ErrorCode, Failure } from '../../src/model/errors.ts';

/** Thrown by a route to answer a request with a code of the error catalogue. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly failure: Failure;

  constructor(statusCode: number, code: ErrorCode, more: Omit<Failure, 'code'> = {}) {
    super(code);
    this.name = 'Refusal';
    this.statusCode = statusCode;
    this.failure = { code, ...more };
  }
}
