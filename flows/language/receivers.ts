// The documents about receivers: templates (what a system offers), connections (one customer's access), endpoints (one call).
import type { AnswerOutcome, AnswerReading } from './answer-reading.ts';
import type { JsonObject } from './document.ts';

/** Where a parameter is put. `md5` sends the hex digest of the value, in a header unless `digestIn` says otherwise. */
export type ParameterPlace = 'header' | 'body' | 'query' | 'path' | 'md5';

/** A header as a document holds it; the value may be `secret:<name>`, or text with places. */
export interface HeaderLine {
  name: string;
  value: string;
}

/**
 * What a system offers: `connections/templates/<slug>.yaml`. A connection made from it takes its parameters, authentication,
 * headers and endpoints, and says otherwise where it must.
 */
export interface TemplateDocument {
  leadflow: 1;
  name: string;
  /** What pages call it; the name where absent. */
  label?: string;
  /** `other` where absent. */
  type?: 'crm' | 'sms' | 'other';
  description?: string;
  /** The public facts that it was checked against, one line each: a page of the vendor and when it was read. */
  checkedAgainst?: string[];
  /** Slugs of the only connections that may use it; public where absent. */
  onlyFor?: string[];
  /** Offered to a new connection. */
  scheme?: 'http' | 'https';
  host?: string;
  parameters?: TemplateParameter[];
  auth?: ConnectionAuth;
  headers?: HeaderLine[];
  idempotencyHeader?: string;
  concurrency?: number;
  endpoints: Record<string, EndpointDocument>;
  /** Facts for those who show calls and leads beside the system (JSON INTEGRATION DATA); kept, never read by the runtime. */
  info?: JsonObject;
  iframe?: JsonObject;
}

/** One thing that a connection of the template fills in, and where its calls put it. */
export interface TemplateParameter {
  /** As it is sent, and the key of the connection's field. */
  name: string;
  /** What the form calls it; the name where absent. */
  label?: string;
  description?: string;
  in: ParameterPlace;
  /** With `md5`: where the digest goes; `header` where absent. */
  digestIn?: 'header' | 'body' | 'query';
  /** Text with places, as of an endpoint's parameter; `{field.<name>}` where absent. */
  value?: string;
  /** Used where the connection's field is blank. */
  default?: string;
  required?: boolean;
  /** True: the field holds `secret:<name>`, never a value. */
  secret?: boolean;
}

/**
 * One parameter of an endpoint. `value` is text with places: `{field.<name>}` (a field of the connection), `{tenant}`,
 * `{host}`, `{token}` (the access token), `{body.<path>}` (what the caller sends), `{result.<name>.<path>}` (the kept result
 * of an earlier call). Without `value`: the field of that name. Without `in`: as the template's parameter of that name.
 */
export interface EndpointParameter {
  name: string;
  in?: ParameterPlace;
  digestIn?: 'header' | 'body' | 'query';
  value?: string;
}

/** One customer's access to one system: `connections/<slug>.yaml`. Holds no secret, only `secret:<name>` references. */
export interface ConnectionDocument {
  leadflow: 1;
  name: string;
  description?: string;
  /** Slug of the template that it is made from. */
  template?: string;
  /** Who the customer is at the receiver, e.g. the id of a call centre: `{tenant}` in parameters. */
  tenant?: string;
  scheme: 'http' | 'https';
  /** `name` or `name:port`, no scheme, no path. */
  host: string;
  /** Private addresses that this connection may reach, beside what the operator allows: CIDR blocks, with `:port` after. */
  allow?: string[];
  /** Values of the template's parameters, by name; `secret:<name>` where it is a secret. */
  fields?: Record<string, string>;
  /** The template's where absent. */
  auth?: ConnectionAuth;
  /** Added to the template's; one of the same name takes its place. */
  headers?: HeaderLine[];
  /** The header that carries `<run>/<node>.<n>`, the same for every attempt; '' sends none. `Idempotency-Key` where absent. */
  idempotencyHeader?: string;
  /** Calls to this host that are under way at a time, over all its connections the smallest counts. 32 where absent. */
  concurrency?: number;
  /** Its own endpoints; one of the template's slug takes its place. */
  endpoints: Record<string, EndpointDocument>;
  info?: JsonObject;
  iframe?: JsonObject;
}

/** Where a credential or token is put. `prefix` stands before it, e.g. `Bearer `. */
export interface CredentialPlace {
  in: 'header' | 'query' | 'body';
  name: string;
  prefix?: string;
}

/** How a connection shows who we are. `secret` is a reference such as `secret:acme-token`. */
export type ConnectionAuth =
  | { type: 'none' }
  | ({ type: 'api-key'; secret: string } & CredentialPlace)
  | { type: 'basic'; user: string; secret: string }
  | { type: 'bearer'; secret: string }
  /** An endpoint of the connection (type `auth`) gives a token, which every other call carries. */
  | ({ type: 'token'; endpoint: string; token: string } & Partial<CredentialPlace> & TokenLife)
  /** OAuth 2 (RFC 6749). `tokenUrl` is a path of the connection's host, or a whole https address. */
  | ({
      type: 'oauth2';
      grant: 'client-credentials' | 'refresh-token';
      tokenUrl: string;
      clientId: string;
      /** The client's secret; a public client has none. */
      secret?: string;
      /** With `refresh-token`: the reference to it. */
      refresh?: string;
      scope?: string;
      /** How the client shows who it is at `tokenUrl`; `basic` where absent. */
      clientAuth?: 'basic' | 'body';
    } & Partial<CredentialPlace>);

/** How long a token counts: seconds at a path of its answer, or a fixed number of seconds; an hour where neither is given. */
export interface TokenLife {
  expiresPath?: string;
  expiresIn?: number;
}

/** What an endpoint is for. */
export type EndpointType = 'auth' | 'get-data' | 'post-data' | 'send-sms';
/** The call event that fires an endpoint. */
export type CallTrigger =
  | 'call-started'
  | 'call-connected'
  | 'call-ended'
  | 'sms-sent'
  | 'contact-created'
  | 'ticket-created';

/** One named call of a connection. */
export interface EndpointDocument {
  name: string;
  /** What pages call it; the name where absent. */
  label?: string;
  description?: string;
  /** `post-data` where absent, `get-data` for GET. */
  type?: EndpointType;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with optional `{field}` places that are filled, percent-encoded, from the call's body and the path parameters. */
  path: string;
  trigger?: CallTrigger;
  /** How the body is sent. GET sends it as the query whatever this says. */
  send?: 'json' | 'form' | 'query' | 'raw' | 'xml' | 'soap' | 'multipart';
  body?: BodyOptions;
  /** The type that the receiver says it answers in; reading the answer compares it with what came. */
  receive?: 'json' | 'xml' | 'text' | 'html';
  /** Constants added to every body. */
  hardParams?: JsonObject;
  /** What is added to the call. All of the template's parameters where absent. */
  parameters?: EndpointParameter[];
  /** Slug of the adaptor that makes the body where the step gives none. A POST needs it, or a body from the step. */
  adaptor?: string;
  /** The name under which later calls of the run find what this one answered: `{result.<name>.<path>}`. */
  result?: string;
  /** How its answer is read. */
  answer?: AnswerReading;
  /** Total time for the call, milliseconds. Default 15,000. */
  timeoutMs?: number;
  /** True where repeating the call is harmless: an unknown outcome is then retried. */
  idempotent?: boolean;
  /** The answer a test lead gets instead of the receiver's. */
  sample?: SampleAnswer;
  /** Recorded answers with what they mean: the reading must go on saying so. */
  samples?: (SampleAnswer & { means: AnswerOutcome })[];
}

/** An answer of a receiver as it came. */
export interface SampleAnswer {
  status: number;
  type?: string;
  body: string;
}

/** What is special about a body, by how it is sent. */
export interface BodyOptions {
  /** Of the text; `utf-8` where absent. A character that it lacks fails the call. */
  charset?: 'utf-8' | 'iso-8859-1' | 'windows-1252' | 'us-ascii';
  /** Media type to declare, for raw and xml. */
  contentType?: string;
  /** raw: the text, with `{body.<path>}` and the other places of a parameter's value. */
  template?: string;
  /** raw: how the values in the template are written; as they are where absent. */
  escape?: 'none' | 'json' | 'xml' | 'url' | 'csv';
  /** form and query: how a list is written; `repeat` (a=1&a=2) where absent. */
  lists?: 'repeat' | 'brackets' | 'indexed' | 'comma';
  /** form and multipart: the whole body as text in this one field; the constants stand beside it. */
  stuffed?: { field: string; as: 'json' | 'xml' };
  /** xml, and xml stuffed into a field: name of the outermost element; `lead` where absent. */
  root?: string;
  /** xml and soap: paths of elements that are written as CDATA. */
  cdata?: string[];
  soap?: SoapOptions;
}

/** The envelope of a SOAP call. */
export interface SoapOptions {
  version?: '1.1' | '1.2';
  action?: string;
  /** Name of the element inside the body, and its namespace. */
  operation: string;
  namespace: string;
  /** WS-Security user token. */
  user?: { name: string; secret: string; digest?: boolean };
}
