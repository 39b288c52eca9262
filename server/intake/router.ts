// The public door: the HTTP routes that sources call, with their limits.
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { Failure, type FailureCode } from '../../flows/language/failures.ts';
import { type HttpAnswer, problemAnswer } from '../respond/answers.ts';
import { type IntakeDeps, type LeadRequest, takeLead } from './intake.ts';

/** The largest body that is read, inflated size, bytes. */
const BODY_LIMIT = 1024 * 1024;

/** What a caller may learn of its run by the status URL. */
export interface PublicRunStatus {
  run: string;
  state: string;
  outcome: string | null;
}

/** What the router is made of. `onBug` logs and answers the id that the caller is shown. */
export interface RouterDeps extends IntakeDeps {
  status: (run: string) => Promise<PublicRunStatus | undefined>;
  onBug: (error: unknown) => string;
}

/** Routes `/in/<path>` and `/in-status/<run>`. */
export function intakeRouter(deps: RouterDeps): Router {
  const router = express.Router();
  router.all('/in/*path', express.raw({ type: () => true, limit: BODY_LIMIT }), async (request, response) => {
    write(response, await takeLead(leadRequest(request), deps));
  });
  router.all('/in', () => {
    throw new Failure('PATH_UNKNOWN', { detail: 'Nothing follows /in/.' });
  });
  router.get('/in-status/:run', async (request, response) => {
    const status = await deps.status(String(request.params.run));
    if (!status) throw new Failure('NOT_FOUND', { detail: 'There is no run with this id.' });
    response.json(status);
  });
  router.use(problems(deps));
  return router;
}

function leadRequest(request: Request): LeadRequest {
  const { url } = request;
  const mark = url.indexOf('?');
  const path = (mark < 0 ? url : url.slice(0, mark)).slice('/in/'.length).replace(/\/+$/, '');
  return {
    path,
    method: request.method,
    query: mark < 0 ? '' : url.slice(mark + 1),
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

function write(response: Response, answer: HttpAnswer): void {
  const length = String(Buffer.byteLength(answer.body));
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length }).end(answer.body);
}

/** body-parser's error types (its README, "Errors"), as our codes. */
const BODY_ERRORS: Record<string, FailureCode> = {
  'entity.too.large': 'BODY_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_TYPE',
  'request.size.invalid': 'BODY_UNREADABLE',
  'request.aborted': 'BODY_UNREADABLE',
};

function problems(deps: RouterDeps): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const failure = failureOf(error) ?? new Failure('INTERNAL', { detail: `Id: ${deps.onBug(error)}.` });
    write(response, problemAnswer(failure, extraHeaders(failure)));
  };
}

function extraHeaders({ code, detail }: Failure): Record<string, string> {
  if (code === 'METHOD_NOT_ALLOWED') return { allow: /Allowed: (.*)\./.exec(detail ?? '')?.[1] ?? 'POST' };
  // A sender that keeps its connection would meet the server that is going away again.
  return code === 'SHUTTING_DOWN' ? { connection: 'close' } : {};
}

function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  const { type, status, message } = error as { type?: string; status?: number; message?: string };
  const code = BODY_ERRORS[type ?? ''];
  if (code) return new Failure(code, code === 'BODY_TOO_LARGE' ? {} : { detail: message ?? '' });
  // What the HTTP layer itself refuses: malformed compression, percent encoding of the path.
  if (status !== undefined && status >= 400 && status < 500)
    return new Failure('BODY_UNREADABLE', { detail: message ?? '' });
  return undefined;
}
