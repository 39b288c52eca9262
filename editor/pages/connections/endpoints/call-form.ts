// The form of what an endpoint calls: the language's schema with an admin's words.
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import { ENDPOINT_SCHEMA } from '../../../../flows/language/receiver-schemas.ts';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import { worded } from '../../../kit/form-words.ts';

/** What the types of an endpoint are called, in the order of the schema. */
export const TYPE_WORDS = ['Auth', 'GetData', 'PostData', 'SendSMS'] as const;
const TRIGGER_WORDS = [
  'None: a flow calls it',
  'A call starts',
  'A call is connected',
  'A call ends',
  'An SMS was sent',
  'A contact was created',
  'A ticket was created',
];

/** The form; the type that is taken where none is set follows from the method. */
export function callForm(method: EndpointDocument['method']): JsonSchema {
  const triggers = ENDPOINT_SCHEMA.properties?.trigger?.enum ?? [];
  return {
    ...worded(ENDPOINT_SCHEMA, {
      name: { title: 'Name', examples: ['Find a lead by phone number'], 'x-width': 'half' },
      label: {
        title: 'Label',
        description: 'What pages call it, where that is not its name.',
        'x-width': 'half',
      },
      type: {
        title: 'Type',
        description: 'An Auth endpoint gives the access token that the other calls carry.',
        default: method === 'GET' ? 'get-data' : 'post-data',
        'x-words': TYPE_WORDS,
        'x-width': 'half',
      },
      trigger: {
        title: 'Trigger',
        description: 'The call event that fires it.',
        enum: ['none', ...triggers],
        default: 'none',
        'x-none': 'none',
        'x-words': TRIGGER_WORDS,
        'x-width': 'half',
      },
      method: { title: 'Method', 'x-width': 'half' },
      path: {
        title: 'URL path',
        description: 'Behind the host. A part in braces, such as {lead_id}, is filled from what is sent.',
        examples: ['/leads/find'],
        'x-wanted': 'Begin the path with a slash, and leave out blanks and #: /leads/find.',
        'x-width': 'half',
      },
      description: { title: 'What it does', 'x-widget': 'text' },
      result: {
        title: 'Keep what it answers as',
        description: 'Later calls of the run read it as {result.<this name>.<path>}.',
        examples: ['contact'],
        'x-wanted': 'Use letters, digits and _, and begin with a letter: contact.',
        'x-width': 'half',
      },
      timeoutMs: { title: 'Time limit, milliseconds', 'x-width': 'half' },
      idempotent: {
        title: 'Repeating the call is harmless',
        description: 'A call whose outcome nobody knows is then tried again by itself.',
      },
    }),
    required: ['name', 'method', 'path'],
  };
}
