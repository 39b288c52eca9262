// The form of an endpoint: the language's schema with an admin's words, and the way between form and document.
import { hiddenWhere, type JsonSchema } from '../../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { CONNECTION_SCHEMA } from '../../../flows/language/receiver-schemas.ts';
import type { EndpointDocument } from '../../../flows/language/receivers.ts';
import { worded } from '../../kit/form-words.ts';

const ENDPOINT = CONNECTION_SCHEMA.properties?.endpoints?.additionalProperties;
const LANGUAGE = isObject(ENDPOINT) ? (ENDPOINT as JsonSchema) : {};
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const SENDS = ['json', 'form', 'raw'] as const;
const RECEIVES = ['json', 'xml', 'text'] as const;

const SAMPLE = worded(LANGUAGE.properties?.sample, {
  status: { title: 'Status', default: 200, 'x-width': 'half' },
  type: { title: 'Content type', examples: ['application/json'], 'x-width': 'half' },
  body: { title: 'Body', examples: ['{"success":true}'], 'x-widget': 'long-text' },
});

/** `slug` is the short name, which stands beside the endpoint in the document. */
export const ENDPOINT_FORM: JsonSchema = {
  ...worded(LANGUAGE, {
    name: { title: 'Name', examples: ['Find a lead by phone number'] },
    slug: {
      type: 'string',
      title: 'Short name',
      description: 'What flows name it.',
      examples: ['find-lead'],
    },
    description: { title: 'What it does', 'x-widget': 'text' },
    method: { title: 'Method', default: 'POST', 'x-width': 'half' },
    send: { title: 'Body is sent as', default: 'json', 'x-words': ['JSON', 'Form', 'Raw'], 'x-width': 'half' },
    path: {
      title: 'Path',
      description: 'A part in braces, such as /leads/{lead_id}, is filled from the body of the call.',
      examples: ['/leads/find'],
      'x-wanted': 'Begin the path with a slash, and leave out blanks and #: /leads/find.',
    },
    hardParams: {
      title: 'Constants',
      description: 'Added to every body, as a JSON object.',
      examples: [{ list_id: '1001' }],
    },
    timeoutMs: { title: 'Time limit, milliseconds', 'x-width': 'half' },
    idempotent: {
      title: 'Repeating the call is harmless',
      description: 'A call whose outcome nobody knows is then tried again by itself.',
    },
    receive: { title: 'It says that it answers in', default: 'json', 'x-words': ['JSON', 'XML', 'Text'] },
    sample: {
      ...SAMPLE,
      title: 'Sample answer',
      description: "What a test lead gets in place of the receiver's answer. Nothing is sent then.",
    },
  }),
  required: ['name', 'slug', 'method', 'path'],
  ...hiddenWhere('send', 'method', ['GET']),
};

/** The endpoint as the form holds it. */
export function formOfEndpoint(slug: string, endpoint: EndpointDocument): JsonObject {
  const plain: JsonObject = JSON.parse(JSON.stringify(endpoint));
  return { ...plain, slug };
}

/** The endpoint that the form holds. */
export function endpointOfForm(value: JsonObject): EndpointDocument {
  const { timeoutMs, hardParams, sample } = value;
  const send = SENDS.find((each) => each === value.send);
  const receive = RECEIVES.find((each) => each === value.receive);
  const method = METHODS.find((each) => each === value.method) ?? 'POST';
  return {
    name: textOf(value.name),
    ...(textOf(value.description) === '' ? {} : { description: textOf(value.description) }),
    method,
    path: textOf(value.path),
    ...(send === undefined ? {} : { send }),
    ...(receive === undefined ? {} : { receive }),
    ...(isObject(hardParams) && Object.keys(hardParams).length > 0 ? { hardParams } : {}),
    ...(typeof timeoutMs === 'number' ? { timeoutMs } : {}),
    ...(value.idempotent === true ? { idempotent: true } : {}),
    ...(isObject(sample) ? { sample: sampleOf(sample) } : {}),
  };
}

function sampleOf({ status, type, body }: JsonObject): NonNullable<EndpointDocument['sample']> {
  return {
    status: typeof status === 'number' ? status : 200,
    ...(textOf(type) === '' ? {} : { type: textOf(type) }),
    body: typeof body === 'string' ? body : '',
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
