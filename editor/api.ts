// The editor's only way to the server: JSON requests, problem documents as errors, and live events.
import type { Problem } from '../flows/language/catalogue.ts';
import type { EdgeCounts, RunEvent } from './types.ts';

/** Query parameters; undefined, null and '' are left out. */
export type Query = Record<string, string | number | boolean | null | undefined>;

/** A field that the server found wrong. `field` is a dotted path. */
export interface FieldProblem {
  field: string;
  says: string;
}

/** A refused or failed request, in words for a person. `status` 0: the server could not be reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly errors: readonly FieldProblem[];
  readonly problems: readonly Problem[] | undefined;
  /** The whole problem document, for what only one request answers. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Seconds to wait, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: Record<string, unknown>, retryAfter?: number) {
    const title = text(body.title) || 'The server answered in a way that the editor does not understand.';
    const detail = text(body.detail);
    super(detail ? `${title} ${detail}` : title);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = text(body.code) || 'UNKNOWN';
    this.title = title;
    this.detail = detail;
    this.remedy = text(body.remedy);
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldProblem[]) : [];
    this.problems = Array.isArray(body.problems) ? (body.problems as Problem[]) : undefined;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** How a change is sent. `ifMatch` is the revision or hash it was made on. */
export interface SendOptions {
  ifMatch?: string | number;
}

/** The requests. Each rejects with ApiProblem. */
export const api = {
  get: <T>(path: string, query?: Query): Promise<T> => send<T>('GET', withQuery(path, query)),
  post: <T>(path: string, body?: unknown, options?: SendOptions): Promise<T> =>
    send<T>('POST', path, { body: body ?? {}, ...options }),
  put: <T>(path: string, body: unknown, options?: SendOptions): Promise<T> =>
    send<T>('PUT', path, { body, ...options }),
  patch: <T>(path: string, body: unknown, options?: SendOptions): Promise<T> =>
    send<T>('PATCH', path, { body, ...options }),
  /** Sends a part of a file as it is. */
  putBytes: <T>(path: string, bytes: Blob): Promise<T> => send<T>('PUT', path, { bytes }),
  delete: <T = void>(path: string): Promise<T> => send<T>('DELETE', path),
};

/** The path with its query, empty values left out. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const rest = search.toString();
  return rest === '' ? path : `${path}?${rest}`;
}

async function send<T>(
  method: string,
  path: string,
  more: { body?: unknown; bytes?: Blob } & SendOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (more.body !== undefined) headers['Content-Type'] = 'application/json';
  if (more.bytes) headers['Content-Type'] = 'application/octet-stream';
  if (more.ifMatch !== undefined) headers['If-Match'] = `"${more.ifMatch}"`;
  const body = more.bytes ?? (more.body === undefined ? null : JSON.stringify(more.body));
  const answer = await fetch(path, { method, headers, body, credentials: 'same-origin' }).catch(() => {
    throw new ApiProblem(0, {
      code: 'SERVER_UNREACHABLE',
      title: 'The server could not be reached.',
      remedy: 'Check that Leadflow is running and that you are online, then try again.',
    });
  });
  const content: unknown = await answer.text().then(parsed);
  if (answer.ok) return content as T;
  const problem = new ApiProblem(answer.status, isRecord(content) ? content : {}, seconds(answer));
  if (answer.status === 401 && problem.code !== 'SIGN_IN_FAILED') toSignIn();
  throw problem;
}

function toSignIn(): void {
  const { pathname, search, hash } = window.location;
  if (pathname === '/login' || pathname === '/setup') return;
  window.location.assign(withQuery('/login', { next: pathname === '/' ? '' : pathname + search + hash }));
}

function seconds(answer: Response): number | undefined {
  const value = Number(answer.headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}

function parsed(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What a page does with live events. `reload`: too much was missed, so read everything anew. */
export interface EventHandlers {
  event?: (event: RunEvent) => void;
  edges?: (counts: EdgeCounts) => void;
  reload?: () => void;
  state?: (state: 'open' | 'lost') => void;
}

const REOPEN_AFTER_MS = 3000;

/**
 * Follows the live events of the topics (`runs`, `run:<id>`, `flow:<slug>`) until the function it returns is called.
 * The browser resumes a dropped stream by Last-Event-ID; one that was refused is opened anew, followed by `reload`.
 */
export function openEvents(topics: readonly string[], on: EventHandlers): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasRefused = false;

  const open = (): void => {
    const stream = new EventSource(withQuery('/api/events', { topics: topics.join(',') }));
    source = stream;
    stream.onopen = () => {
      on.state?.('open');
      if (wasRefused) on.reload?.();
      wasRefused = false;
    };
    stream.onerror = () => {
      on.state?.('lost');
      if (stream.readyState !== EventSource.CLOSED) return;
      wasRefused = true;
      timer = setTimeout(open, REOPEN_AFTER_MS);
    };
    stream.addEventListener('run', (message) => on.event?.(JSON.parse(message.data) as RunEvent));
    stream.addEventListener('edges', (message) => on.edges?.(JSON.parse(message.data) as EdgeCounts));
    stream.addEventListener('reload', () => on.reload?.());
  };

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
