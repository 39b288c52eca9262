// The one place of the admin API that catches: every error becomes a problem document (RFC 9457).
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Response } from 'express';
import { Failure, type FailureCode, problemOf } from '../../flows/language/failures.ts';
import { TooSoon } from '../auth/sign-in.ts';
import type { Log } from './deps.ts';

/** Answers with a failure's problem document; `more` adds members to it. */
export function sendProblem(response: Response, failure: Failure, more: object = {}): void {
  const problem = problemOf(failure);
  if (failure instanceof TooSoon) response.setHeader('Retry-After', String(Math.ceil(failure.waitMs / 1000)));
  else if (failure.code === 'TOO_MANY_TRIES') response.setHeader('Retry-After', '5');
  if (failure.code === 'NOT_SIGNED_IN') response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(Number(problem.status)).type('application/problem+json');
  response.send(JSON.stringify({ ...problem, ...more }));
}

/** Turns what a route threw into its answer. Anything unexpected is logged under an id, and only the id is told. */
export function problemAnswers(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    // The answer has begun: express can only break it off.
    if (response.headersSent) return next(error);
    const failure = error instanceof Failure ? error : bodyFailure(error);
    const explain: unknown = response.locals.explain;
    if (failure && failure.code !== 'INTERNAL') {
      return sendProblem(response, failure, typeof explain === 'function' ? explain(failure) : {});
    }
    const id = randomUUID();
    log.error({ id, err: error, method: request.method, path: request.path }, 'a request failed unexpectedly');
    sendProblem(response, new Failure('INTERNAL', { detail: `Id ${id}.` }), { id });
  };
}

/** What express's body reader throws, by its `type`; undefined for anything else. */
function bodyFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { type, message } = error as Error & { type?: unknown };
  const code = typeof type === 'string' ? BODY_CODES[type] : undefined;
  if (code) return new Failure(code, code === 'BODY_UNREADABLE' ? { detail: message } : {});
  // A path with a broken percent sign: express refuses it before any route.
  return error instanceof URIError ? new Failure('NOT_FOUND') : undefined;
}

const BODY_CODES: Readonly<Record<string, FailureCode>> = {
  'entity.parse.failed': 'BODY_UNREADABLE',
  'entity.too.large': 'REQUEST_TOO_LARGE',
  'request.size.invalid': 'BODY_UNREADABLE',
  'request.aborted': 'BODY_UNREADABLE',
  'encoding.unsupported': 'UNSUPPORTED_TYPE',
  'charset.unsupported': 'UNSUPPORTED_TYPE',
};
