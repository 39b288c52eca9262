// Makes the documents that the form *New Connect* asks for: a connection with its first endpoint, in one go. Pure.
import type { Static } from 'typebox';
import { type Address, readAddress } from '../../flows/language/address.ts';
import { Failure, type FieldError } from '../../flows/language/failures.ts';
import type {
  ConnectionDocument,
  EndpointDocument,
  EndpointParameter,
  TemplateDocument,
} from '../../flows/language/receivers.ts';
import { looksLikeSecret } from '../../flows/language/secret.ts';
import { newSlug } from './new-slug.ts';
import type { connectBody } from './schemas-connect.ts';

/** The form as it was filled in. */
export type ConnectForm = Static<typeof connectBody>;

/** What is to be made. `secrets`: name -> value, to be set once the connection is there. */
export interface Connect {
  slug: string;
  document: ConnectionDocument;
  endpoint: string | null;
  secrets: Record<string, string>;
  notices: string[];
}

/** Methods that send a body: what it is made of must be said. */
const SENDING: readonly string[] = ['POST', 'PUT', 'PATCH'];
/** Headers whose value is a secret whatever it looks like. */
const CREDENTIALS = /^(authorization|proxy-authorization|cookie)$|(token|secret|password|api[-_]?key)$/i;

/** Reads the form. Fails with REQUEST_INVALID, each field as the form has it. */
export function readConnect(form: ConnectForm, template: TemplateDocument | undefined): Connect {
  const slug = newSlug(form);
  const { secrets = {} } = form;
  const address = whereTo(form, template);
  const { scheme, host } = address;
  const headers = headersOf(form, slug);
  const query = queryOf(address.query, slug);
  const endpoint = firstEndpoint(form, { ...address, parameters: query.parameters }, template);
  const { name, description, tenant, auth } = form;
  const fields = { ...query.fields, ...form.fields };
  const document: ConnectionDocument = {
    leadflow: 1,
    name,
    ...(description ? { description } : {}),
    ...(form.template === undefined ? {} : { template: form.template }),
    ...(tenant ? { tenant } : {}),
    scheme,
    host,
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(auth ? { auth } : {}),
    ...(headers.rows.length > 0 ? { headers: headers.rows } : {}),
    endpoints: endpoint ? { [endpoint.slug]: endpoint.document } : {},
  };
  return {
    slug,
    document,
    endpoint: endpoint?.slug ?? takerOf(template),
    secrets: { ...headers.secrets, ...query.secrets, ...secrets },
    notices: [...address.notices, ...headers.notices, ...query.notices],
  };
}

function whereTo(form: ConnectForm, template: TemplateDocument | undefined): Address {
  const typed = form.address?.trim() ?? '';
  if (typed === '' && template?.host !== undefined) {
    return { scheme: template.scheme ?? ('https' as const), host: template.host, path: '', query: [], notices: [] };
  }
  const address = readAddress(typed);
  if ('says' in address) throw invalid([{ field: 'address', says: address.says }]);
  return address;
}

/** A connection of a template has its endpoints; one of its own is made where the address or the method asks for it. */
function firstEndpoint(
  form: ConnectForm,
  { path, parameters }: { path: string; parameters: EndpointParameter[] },
  template: TemplateDocument | undefined,
): { slug: string; document: EndpointDocument } | undefined {
  const { method = 'POST', send, receive, adaptor } = form;
  const isWanted =
    form.method !== undefined || path !== '' || parameters.length > 0 || adaptor !== undefined || !template;
  if (!isWanted) return undefined;
  const name = form.endpointName?.trim() || (SENDING.includes(method) ? 'Post a lead' : 'Get data');
  if (SENDING.includes(method) && adaptor === undefined) {
    const says = `${method} sends what an adaptor makes of the lead: choose the adaptor, or make a new one.`;
    throw invalid([{ field: 'adaptor', says }]);
  }
  const document: EndpointDocument = {
    name,
    type: method === 'GET' ? 'get-data' : 'post-data',
    method,
    path: path === '' ? '/' : path,
    ...(send === undefined || method === 'GET' ? {} : { send }),
    ...(receive === undefined ? {} : { receive }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(adaptor === undefined ? {} : { adaptor }),
  };
  return { slug: newSlug({ name }), document };
}

/** The endpoint of a template that takes leads. */
function takerOf(template: TemplateDocument | undefined): string | null {
  const endpoints = Object.entries(template?.endpoints ?? {});
  const taker = endpoints.find(([, { type, method }]) => (type ?? 'post-data') === 'post-data' && method !== 'GET');
  return taker?.[0] ?? null;
}

/** What the query of the address says goes with every call; a key in it becomes a secret in a field of the connection. */
function queryOf(query: Address['query'], slug: string) {
  const secrets: Record<string, string> = {};
  const fields: Record<string, string> = {};
  const notices: string[] = [];
  const parameters = query.map(([name, value]): EndpointParameter => {
    if (value === '' || !(CREDENTIALS.test(name) || looksLikeSecret(value))) return { name, in: 'query', value };
    const secret = `${slug}-${newSlug({ name })}`;
    secrets[secret] = value;
    fields[name] = `secret:${secret}`;
    notices.push(`The value of ${name} in the address was kept as the secret ${secret}.`);
    return { name, in: 'query', value: `{field.${name}}` };
  });
  return { parameters, fields, secrets, notices };
}

/** A credential in a header becomes a secret, so that no file holds it. */
function headersOf({ headers = [] }: ConnectForm, slug: string) {
  const secrets: Record<string, string> = {};
  const notices: string[] = [];
  const rows = headers.map(({ name, value }) => {
    const isSecret = CREDENTIALS.test(name.trim()) || looksLikeSecret(value);
    if (value === '' || value.startsWith('secret:') || /\{[a-z]+(\.[^{}]*)?\}/.test(value) || !isSecret)
      return { name, value };
    const secret = `${slug}-${newSlug({ name })}`;
    secrets[secret] = value;
    notices.push(`The value of the header ${name} was kept as the secret ${secret}: no file and no page shows it.`);
    return { name, value: `secret:${secret}` };
  });
  return { rows, secrets, notices };
}

function invalid(fields: FieldError[]): Failure {
  return new Failure('REQUEST_INVALID', { fields });
}
