// HTTP request: one call to a receiver, through an endpoint of a connection.
import { type Static, Type } from 'typebox';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { resultsUsed } from '../flows/language/endpoint-places.ts';
import { Failure } from '../flows/language/failures.ts';
import {
  defineNode,
  ERROR_PORT,
  endpointRef,
  expression,
  fixedOrExpression,
  nameRef,
  type ResolvedAdaptor,
  type Result,
} from './contract.ts';
import { keptResults } from './kept-results.ts';
import { mapped } from './mapped.ts';
import type { Verdict } from './tools.ts';

const HeaderRow = Type.Object(
  {
    name: Type.String({
      title: 'Header',
      description: 'The name of the header. Host and Content-Length are set by Leadflow itself.',
      examples: ['X-Campaign'],
      minLength: 1,
      maxLength: 200,
    }),
    value: fixedOrExpression<Json | undefined>(
      Type.String({
        title: 'Value',
        description: 'Fixed text, or an expression after =. A header whose value is blank is not sent.',
        examples: ['spring', '=lead.campaign'],
      }),
    ),
  },
  { additionalProperties: false },
);

const config = Type.Object(
  {
    connection: nameRef('connection', {
      title: 'Connection',
      description: 'The receiver to call. Its address and how we sign in are kept on the Connections page.',
      examples: ['acme-crm'],
    }),
    endpoint: endpointRef('connection', {
      title: 'Endpoint',
      description: 'Which call of that connection to make: it names the method, the path and how the body is sent.',
      examples: ['find-lead'],
    }),
    body: Type.Optional(
      expression<Json | undefined>({
        title: 'Body',
        description:
          'What to send, mostly the value of an adaptor. Left empty: what the adaptor of the endpoint makes of the lead, or, without one, only its constants and parameters.',
        examples: ['steps.map'],
      }),
    ),
    query: Type.Optional(
      expression<Json | undefined>({
        title: 'Query',
        description: 'An object whose fields are added to the address after the question mark.',
        examples: ['{"source": trigger.source}'],
      }),
    ),
    headers: Type.Optional(
      Type.Array(HeaderRow, {
        title: 'Headers',
        description: 'Headers of this call, besides those of the connection. Secrets belong to the connection.',
        examples: [[{ name: 'X-Campaign', value: 'spring' }]],
        maxItems: 50,
        'x-widget': 'rows',
      }),
    ),
  },
  { additionalProperties: false },
);

/** What the step is given: where it has no body, the adaptor of its endpoint, evaluated for this run. */
type Given = Static<typeof config> & { adaptor?: ResolvedAdaptor };

/**
 * Calls an endpoint: its value is the RemoteAnswer, or the Verdict in its place; `result` names a kept one. Fails with what
 * `send` fails with, CONFIG_INVALID, MAPPING_INCOMPLETE.
 */
export const httpRequest = defineNode({
  type: 'http-request',
  title: 'HTTP request',
  aka: [
    'Post',
    'Call',
    'Delivery',
    'Ask the CRM',
    'Convoso Connect',
    'Vendor (Convoso Connect)',
    'Convertr Connect',
    'Enterprise to Enterprise (Convertr)',
    'HTTP Request (n8n)',
    'http request (Node-RED)',
    'Recipient (LeadConduit)',
    'Delivery (LeadConduit)',
    'Endpoint (Gcalls)',
    'Integration (Gcalls)',
    'Integrator (Gcalls)',
    'Connector (InTouch)',
    'Webhooks by Zapier',
  ],
  about: 'Sends a request to a receiver and waits for its answer, whatever its status.',
  category: 'http',
  effect: 'remote',
  ports: [
    {
      always: {
        name: 'answered',
        title: 'Answered',
        about: 'The receiver answered; what the answer means is for the next step to say.',
        required: true,
      },
    },
    {
      always: {
        name: 'was-accepted',
        title: 'Was accepted',
        about: 'No answer came, and a person, or a question to the receiver, found that it took the lead.',
        outcome: 'accepted',
        required: false,
      },
    },
    {
      always: {
        name: 'was-rejected',
        title: 'Was rejected',
        about: 'No answer came, and a person found that the receiver refused the lead.',
        outcome: 'rejected',
        required: false,
      },
    },
    ERROR_PORT,
  ],
  needs: ['send', 'parse'],
  config,
  output: () => ({
    type: 'object',
    title: 'The answer',
    properties: {
      status: { type: 'integer', title: 'HTTP status' },
      type: { type: 'string', title: 'Content type' },
      headers: { type: 'object', title: 'Headers', additionalProperties: { type: 'string' } },
      body: { type: 'string', title: 'Body as it came' },
      ms: { type: 'number', title: 'Milliseconds' },
      simulated: { type: 'boolean', title: 'A test: nothing was sent' },
      result: { type: 'string', title: 'The name it is kept under' },
      verdict: { type: 'string', enum: ['accepted', 'rejected'], title: 'What was said in the place of an answer' },
      by: { type: 'string', title: 'Who said so' },
      note: { type: 'string', title: 'Their note' },
    },
  }),
  run: async (given: Given, { steps }, { send, parse }) => {
    const { connection, endpoint, query, headers = [] } = given;
    const results = resultsUsed(endpoint).length > 0 ? await keptResults(endpoint, steps, parse) : undefined;
    const value = await send({
      connection,
      endpoint,
      body: bodyOf(given),
      ...(query === undefined ? {} : { query: queryOf(query) }),
      ...(headers.length > 0 ? { headers: headers.flatMap(headerOf) } : {}),
      ...(results ? { results } : {}),
    });
    if (isVerdict(value)) return settled(value);
    return { port: 'answered', value: endpoint.result === undefined ? value : { ...value, result: endpoint.result } };
  },
});

/** The adaptor is there only where the step says no body; one that was set and came to nothing is an empty one. */
function bodyOf({ adaptor, body }: Given): Json {
  return adaptor ? mapped(adaptor) : (body ?? {});
}

function isVerdict(value: JsonObject): value is Verdict {
  return 'verdict' in value;
}

function settled(value: Verdict): Result {
  const { verdict, by, note } = value;
  const who = by === 'probe' ? 'The receiver was asked, and says that it' : `${by} says that the receiver`;
  const reason = `${who} ${verdict === 'accepted' ? 'took' : 'refused'} the lead.${note === '' || by === 'probe' ? '' : ` ${note}`}`;
  return { port: verdict === 'accepted' ? 'was-accepted' : 'was-rejected', value, reason };
}

function queryOf(query: Json): JsonObject {
  if (typeof query === 'object' && query !== null && !Array.isArray(query)) return query;
  throw invalid('query', 'The query must be an object, such as {"source": trigger.source}.');
}

/** A row as a header, or nothing where its value is blank. A list becomes one header with commas. */
function headerOf({ name, value }: { name: string; value?: Json | undefined }): { name: string; value: string }[] {
  const parts = (Array.isArray(value) ? value : [value ?? null]).filter((part) => part !== null && part !== '');
  if (parts.some((part) => typeof part === 'object'))
    throw invalid('headers', `The header ${name} must be text, not an object.`);
  return parts.length === 0 ? [] : [{ name, value: parts.join(', ') }];
}

function invalid(field: string, says: string): Failure {
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
}
