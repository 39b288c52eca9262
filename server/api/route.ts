// What a route of the admin API is: data, from which express, the OpenAPI description and the editor's types are made.
import type { Readable } from 'node:stream';
import type { Static, TSchema } from 'typebox';
import type { Failure } from '../../flows/language/failures.ts';
import type { Caller } from '../auth/callers.ts';
import type { Role } from '../store/admin-rows.ts';
import type { ApiDeps } from './deps.ts';

/** The methods that the API takes. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** `open` needs no session. */
export type RouteRole = 'open' | Role;

/** `/flows/:slug` -> `{ slug: string }`. */
export type ParamsOf<P extends string> = P extends `${string}:${infer N}/${infer R}`
  ? Record<N, string> & ParamsOf<`/${R}`>
  : P extends `${string}:${infer N}`
    ? Record<N, string>
    : Record<never, string>;

/** A file as a handler answers it. */
export interface FileAnswer {
  name: string;
  body: Readable;
}

/** A request as a handler sees it: read, checked, and by whom. */
export interface Ask<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Undefined only on open routes. */
  caller: Caller | undefined;
  /** Name of the caller for the audit; '' where there is none. */
  by: string;
  /** Network address of the peer. */
  address: string;
  /** True where the request came over HTTPS. */
  secure: boolean;
  header(name: string): string | undefined;
  setHeader(name: string, value: string): void;
}

interface RouteShape<P extends string, Q extends TSchema, B extends TSchema, A extends TSchema> {
  method: Method;
  /** Under `/api`, as express writes it. */
  path: P;
  role: RouteRole;
  summary: string;
  /** Status of the good answer; 204 has no body. Default 200. */
  status?: 200 | 201 | 202 | 204;
  query?: Q;
  body?: B;
  answer?: A;
  /** True where the body is bytes as they are (application/octet-stream), given to the handler as a Uint8Array. */
  bytes?: boolean;
  /** Lines that the list may have as a file, where that is not the usual. */
  sheetLines?: number;
  /** The column of a list as CSV whose object gets a column for each name in it. */
  sheetSpread?: string;
  /** Media type of an answer that is a file: the handler gives its name and its bytes, as they come. */
  file?: string;
  /** True where the answer is a stream of events that the app serves itself. */
  stream?: boolean;
  /** True where If-Match must name what the change was made on. */
  ifMatch?: boolean;
  handle: (ask: Ask<ParamsOf<P>, Static<Q>, Static<B>>, deps: ApiDeps) => Static<A> | Promise<Static<A>>;
  /** Adds members to the problem document of a failure of the handler. */
  explain?: (failure: Failure, ask: Asking<ParamsOf<P>, Static<B>>, deps: ApiDeps) => object;
  /** A refusal whose problem document says more than others do. */
  refusal?: { status: number; description: string; schema: TSchema };
}

/** What of a request a refusal is explained by. */
type Asking<P, B> = Pick<Ask<P, unknown, B>, 'params' | 'body'>;

/** A route whose types have done their work. */
export interface Route extends Omit<RouteShape<string, TSchema, TSchema, TSchema>, 'handle' | 'explain'> {
  handle: (ask: Ask<Record<string, string>, unknown, unknown>, deps: ApiDeps) => unknown;
  explain?: (failure: Failure, ask: Asking<Record<string, string>, unknown>, deps: ApiDeps) => object;
}

/** Declares a route; the handler's types follow from its path and schemas. */
export function route<P extends string, Q extends TSchema, B extends TSchema, A extends TSchema>(
  shape: RouteShape<P, Q, B, A>,
): Route {
  return shape as unknown as Route;
}
