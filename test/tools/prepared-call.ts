// A call made ready as the toolbox does it, for the tests of what a request looks like.
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { type CallContext, prepare } from '../../server/tools/connections.ts';
import type { PreparedRequest } from '../../server/tools/prepared.ts';

/** What a test says otherwise of the call. Secrets are given by name; `context` holds the token, the key and the moment. */
export interface CallGiven {
  endpoint?: Partial<EndpointDocument>;
  call?: Partial<Omit<OutboundCall, 'endpoint'>>;
  connection?: Partial<ConnectionDocument>;
  secrets?: Record<string, string>;
  context?: Partial<CallContext>;
}

/** The request of a POST to `/leads` of `crm.acme.example`, changed by what is given. */
export function preparedCall({ endpoint, call, connection, secrets, context }: CallGiven): PreparedRequest {
  const document: ConnectionDocument = {
    leadflow: 1,
    name: 'Acme',
    scheme: 'https',
    host: 'crm.acme.example',
    endpoints: {},
    ...connection,
  };
  const whole: OutboundCall = {
    connection: 'acme-crm',
    endpoint: { name: 'Insert', method: 'POST', path: '/leads', ...endpoint },
    body: { phone: '+13105550123' },
    ...call,
  };
  return prepare(whole, {
    connection: document,
    version: 'abcdef012345',
    secret: (name) => secrets?.[name],
    idempotencyKey: 'run-1/ask.1',
    at: Date.UTC(2026, 0, 15, 12),
    ...context,
  });
}

/** The value of a header as it is sent, whatever the case of its name. */
export function sentHeader(request: PreparedRequest, name: string): string | undefined {
  const at = request.headers.findIndex((each, i) => i % 2 === 0 && each.toLowerCase() === name);
  return at === -1 ? undefined : request.headers[at + 1];
}

/** The body as text, whatever it was sent as. */
export function bodyText({ body }: PreparedRequest): string {
  return typeof body === 'string' ? body : Buffer.from(body ?? '').toString('latin1');
}

/** How the making of a request fails. */
export function failureOf(make: () => unknown): { code: string; detail: string } {
  try {
    make();
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, detail: error.detail ?? '' };
    throw error;
  }
  throw new Error('expected a Failure');
}
