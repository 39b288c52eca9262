// The form of how a body is sent: what is asked depends on the kind of body.
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import { ENDPOINT_SCHEMA } from '../../../../flows/language/receiver-schemas.ts';
import type { BodyOptions, EndpointDocument } from '../../../../flows/language/receivers.ts';
import { worded } from '../../../kit/form-words.ts';
import type { EndpointHolder } from './endpoint-holder.ts';
import { secretField } from './secret-field.ts';

type Send = NonNullable<EndpointDocument['send']>;

const SEND_WORDS = ['JSON', 'Form fields', 'Query', 'Raw text', 'XML', 'SOAP', 'Multipart form'];

/** What can be said of each kind of body, in the order of the form. */
const OPTIONS: Readonly<Record<Send, readonly (keyof BodyOptions)[]>> = {
  json: [],
  form: ['lists', 'charset', 'stuffed', 'root'],
  query: ['lists', 'charset'],
  raw: ['template', 'escape', 'contentType', 'charset'],
  xml: ['root', 'charset', 'contentType', 'cdata'],
  soap: ['soap', 'cdata', 'charset'],
  multipart: ['stuffed', 'root', 'charset'],
};

/** The form for an endpoint as it is now. */
export function bodyForm({ method, send = 'json' }: EndpointDocument, holder: EndpointHolder): JsonSchema {
  const isGet = method === 'GET';
  const options = OPTIONS[isGet ? 'query' : send];
  const words = optionWords(holder);
  const chosen = Object.fromEntries(options.map((key) => [key, words[key]]));
  const body = worded(ENDPOINT_SCHEMA.properties?.body, chosen);
  return {
    ...worded(ENDPOINT_SCHEMA, {
      ...(isGet ? {} : { send: { title: 'Body is sent as', default: 'json', 'x-words': SEND_WORDS } }),
      ...(options.length === 0
        ? {}
        : { body: { ...body, title: 'How it is written', default: {}, required: send === 'soap' ? ['soap'] : [] } }),
    }),
    required: ['body'],
  };
}

function optionWords(holder: EndpointHolder): Record<keyof BodyOptions, JsonSchema> {
  return {
    charset: {
      title: 'Characters',
      description: 'A character that the set lacks fails the call, and nothing is sent.',
      'x-words': ['UTF-8', 'ISO-8859-1', 'Windows-1252', 'US-ASCII'],
      'x-width': 'half',
    },
    contentType: { title: 'Content type', examples: ['text/csv'], 'x-width': 'half' },
    template: {
      title: 'Text of the body',
      description:
        'Places in braces are filled: {body.phone} is what is sent, {field.key} a field of the connection, {token} the access token.',
      examples: ['{body.phone};{body.last_name}'],
      'x-widget': 'long-text',
    },
    escape: {
      title: 'Values are written',
      'x-words': ['As they are', 'As JSON texts', 'As XML texts', 'As in a URL', 'As CSV cells'],
      'x-width': 'half',
    },
    lists: {
      title: 'A list is written',
      'x-words': ['a=1&a=2', 'a[]=1&a[]=2', 'a[0]=1&a[1]=2', 'a=1,2'],
      'x-width': 'half',
    },
    stuffed: {
      ...worded(ENDPOINT_SCHEMA.properties?.body?.properties?.stuffed, {
        field: { title: 'Field', examples: ['data'], 'x-width': 'half' },
        as: { title: 'Holds the body as', default: 'json', 'x-words': ['JSON', 'XML'], 'x-width': 'half' },
      }),
      title: 'Whole body in one field',
      description: 'The constants stand beside that field.',
    },
    root: { title: 'Outermost element of XML', examples: ['lead'], 'x-width': 'half' },
    cdata: {
      title: 'Elements written as CDATA',
      description: 'Their paths, such as lead.comments.',
      items: { type: 'string', examples: ['lead.comments'] },
    },
    soap: { ...soapWords(holder), title: 'Envelope' },
  };
}

function soapWords(holder: EndpointHolder): JsonSchema {
  const soap = ENDPOINT_SCHEMA.properties?.body?.properties?.soap;
  return worded(soap, {
    version: { title: 'SOAP version', 'x-width': 'half' },
    action: {
      title: 'SOAPAction',
      examples: ['urn:acme/InsertLead'],
      'x-width': 'half',
    },
    operation: { title: 'Element inside the body', examples: ['InsertLead'], 'x-width': 'half' },
    namespace: { title: 'Its namespace', examples: ['urn:acme'], 'x-width': 'half' },
    user: {
      ...worded(soap?.properties?.user, {
        name: { title: 'User', examples: ['leadflow'] },
        secret: secretField(holder, { title: 'Password', what: 'password' }),
        digest: {
          title: 'Send a digest of the password',
          description: 'With a nonce and the time, as WS-Security asks.',
        },
      }),
      title: 'User token',
      description: 'WS-Security, in the header of the envelope.',
    },
  });
}
