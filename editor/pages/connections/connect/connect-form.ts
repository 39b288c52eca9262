// What New Connect holds while it is filled in, by the letters of Convoso's page; and the documents that come of it. Pure.
import type { AdaptorDocument, AdaptorField } from '../../../../flows/language/document.ts';
import { isSame } from '../../../../flows/language/json.ts';
import type {
  ConnectionAuth,
  ConnectionDocument,
  EndpointDocument,
  HeaderLine,
  TemplateDocument,
} from '../../../../flows/language/receivers.ts';
import { freeSlug, slugOf } from '../../../kit/slug.ts';
import { isSecretName, readApiAddress } from './api-address.ts';
import { ownAuth } from './own-auth.ts';

/** (C): the token, and where it is sent. */
export interface ConnectToken {
  /** The value as typed; it goes to the secrets and to no file. */
  value: string;
  in: 'header' | 'query' | 'body';
  name: string;
  prefix: string;
}

/** (J): an adaptor that is there, or one that is made along with the connection. */
export type ConnectAdaptor = { is: 'known'; slug: string } | { is: 'new'; name: string; fields: AdaptorField[] };

/** A template with its short name. */
export interface ChosenTemplate {
  slug: string;
  document: TemplateDocument;
}

/** The form. */
export interface ConnectForm {
  template: ChosenTemplate | undefined;
  /** Short name of the template's endpoint that is begun from. */
  from: string;
  /** Values of the template's parameters; those of secret ones as typed. */
  fields: Readonly<Record<string, string>>;
  /** What the template's authentication leaves to each connection, by key. */
  auth: Readonly<Record<string, string>>;
  /** Who the customer is at the receiver: `{tenant}` of a template. */
  tenant: string;
  name: string;
  url: string;
  token: ConnectToken;
  headers: readonly HeaderLine[];
  method: EndpointDocument['method'];
  send: NonNullable<EndpointDocument['send']>;
  /** RAW: the text that is posted, with places for the adaptor's fields. */
  raw: string;
  receive: NonNullable<EndpointDocument['receive']>;
  adaptor: ConnectAdaptor;
}

/** The usual way in which a token is sent: RFC 6750, section 2.1. */
export const BEARER: ConnectToken = { value: '', in: 'header', name: 'Authorization', prefix: 'Bearer ' };

/** The form as it opens. */
export const EMPTY_CONNECT: ConnectForm = {
  template: undefined,
  from: '',
  fields: {},
  auth: {},
  tenant: '',
  name: '',
  url: '',
  token: BEARER,
  headers: [],
  method: 'POST',
  send: 'json',
  raw: '',
  receive: 'json',
  adaptor: { is: 'known', slug: '' },
};

/** Everything that one press of the button makes. `secrets`: name -> value. */
export interface ConnectDocuments {
  slug: string;
  connection: ConnectionDocument;
  /** Short name of the endpoint that the Test tab opens with. */
  endpoint: string;
  adaptor: { slug: string; document: AdaptorDocument } | undefined;
  secrets: Readonly<Record<string, string>>;
}

/** Short names that the pages of connections need for themselves. */
export const OWN_PAGES: readonly string[] = ['new', 'templates'];

/** The documents of a form without faults, under short names that are not `taken`. */
export function documentsOf(
  form: ConnectForm,
  taken: { connections: readonly string[]; adaptors: readonly string[] },
): ConnectDocuments {
  const slug = freeSlug(slugOf(form.name), [...taken.connections, ...OWN_PAGES]);
  const address = readApiAddress(form.url);
  const { scheme, host } = 'says' in address ? { scheme: 'https' as const, host: '' } : address;
  const made = form.adaptor.is === 'new' ? adaptorOf(form.adaptor, slug, taken.adaptors) : undefined;
  const endpoint = endpointOf(form, made?.slug ?? (form.adaptor.is === 'known' ? form.adaptor.slug : ''));
  const key = form.from || keyOf(endpoint);
  const given = form.template?.document.endpoints[key];
  const kept = keptSecrets(form, slug);
  const auth = authOf(form, slug);
  return {
    slug,
    endpoint: key,
    adaptor: made,
    secrets: kept.secrets,
    connection: {
      leadflow: 1,
      name: form.name.trim(),
      ...(form.template ? { template: form.template.slug } : {}),
      ...(form.tenant.trim() === '' ? {} : { tenant: form.tenant.trim() }),
      scheme,
      host,
      ...(Object.keys(kept.fields).length > 0 ? { fields: kept.fields } : {}),
      ...(auth ? { auth } : {}),
      ...(kept.headers.length > 0 ? { headers: kept.headers } : {}),
      endpoints: given && isSame(given, endpoint) ? {} : { [key]: endpoint },
    },
  };
}

/** What the values that no file may hold are called, and the references that stand for them. */
function keptSecrets(form: ConnectForm, slug: string) {
  const secrets: Record<string, string> = {};
  const kept = (what: string, value: string): string => {
    const name = `${slug}-${slugOf(what) || 'secret'}`;
    secrets[name] = value;
    return `secret:${name}`;
  };
  if (form.token.value.trim() !== '') kept('token', form.token.value.trim());
  Object.assign(secrets, ownAuth(form.template?.document.auth, slug, form.auth)?.secrets);
  const parameters = form.template?.document.parameters ?? [];
  const fields = Object.entries(form.fields).flatMap(([name, value]): [string, string][] => {
    if (value.trim() === '') return [];
    const isSecret = parameters.some((each) => each.name === name && each.secret === true);
    return [[name, isSecret ? kept(name, value) : value]];
  });
  const headers = form.headers.map(({ name, value }) => ({
    name,
    value: isSecretHeader(name) && !value.startsWith('secret:') ? kept(name, value) : value,
  }));
  return { secrets, fields: Object.fromEntries(fields), headers };
}

/** True for a header whose value shows who we are: it is kept as a secret. */
export function isSecretHeader(name: string): boolean {
  return /^(proxy-)?authorization$|^cookie$/i.test(name.trim()) || isSecretName(name.trim());
}

/** (C) as the document says it. The template's own manner stays, with a secret of this connection's own. */
function authOf({ token, template, auth }: ConnectForm, slug: string): ConnectionAuth | undefined {
  if (token.value.trim() === '') {
    return template ? ownAuth(template.document.auth, slug, auth)?.auth : { type: 'none' };
  }
  const secret = `secret:${slug}-token`;
  const given = template?.document.auth;
  if (given && 'secret' in given && isSame(tokenPlaceOf(given), { ...token, value: '' })) return { ...given, secret };
  if (isBearer(token)) return { type: 'bearer', secret };
  const { name, prefix } = token;
  return { type: 'api-key', in: token.in, name: name.trim(), ...(prefix === '' ? {} : { prefix }), secret };
}

/** True for the usual manner, which has a kind of its own. */
export function isBearer({ in: place, name, prefix }: ConnectToken): boolean {
  return place === 'header' && /^authorization$/i.test(name.trim()) && prefix === 'Bearer ';
}

/** Where an authentication sends its token, as (C) holds it; the usual way where it sends none. */
export function tokenPlaceOf(auth: ConnectionAuth | undefined): ConnectToken {
  if (auth?.type !== 'api-key') return BEARER;
  return { value: '', in: auth.in, name: auth.name, prefix: auth.prefix ?? '' };
}

/** The endpoint: the template's, with what the form says. */
function endpointOf(form: ConnectForm, adaptor: string): EndpointDocument {
  const address = readApiAddress(form.url);
  const given = form.template?.document.endpoints[form.from];
  const { query } = 'says' in address ? { query: [] } : address;
  const { body: _, send: __, adaptor: ___, ...rest }: Partial<EndpointDocument> = given ?? {};
  const isGet = form.method === 'GET';
  const body = form.send === 'raw' && !isGet ? { ...given?.body, ...rawOf(form) } : given?.body;
  const parameters = [
    ...(rest.parameters ?? []),
    ...query.map(([name, value]) => ({ name, in: 'query' as const, value })),
  ];
  return {
    ...rest,
    name: given?.name ?? (isGet ? `Ask ${form.name.trim()}` : `Post to ${form.name.trim()}`),
    method: form.method,
    path: pathOf(form),
    ...(isGet ? {} : { send: form.send }),
    ...(body ? { body } : {}),
    receive: form.receive,
    ...(query.length > 0 ? { parameters } : {}),
    ...(adaptor === '' ? {} : { adaptor }),
  };
}

/** The path of the address; a host alone leaves a template's path as it is. */
export function pathOf({ url, template, from }: ConnectForm): string {
  const address = readApiAddress(url);
  const path = 'says' in address ? '/' : address.path;
  return path === '/' ? (template?.document.endpoints[from]?.path ?? path) : path;
}

function rawOf({ raw }: ConnectForm): NonNullable<EndpointDocument['body']> {
  const isPairs = /^[^\s=&]+=/.test(raw.trim());
  return {
    template: raw,
    ...(isPairs ? { contentType: 'application/x-www-form-urlencoded', escape: 'url' } : {}),
  };
}

/** The short name of an endpoint that begins from no template: the last word of its path. */
function keyOf({ path, method }: EndpointDocument): string {
  const words = path.split(/[/?{}]+/).filter((word) => /[a-z]/i.test(word));
  return slugOf(words.slice(-2).join(' ')) || (method === 'GET' ? 'get-data' : 'post-data');
}

function adaptorOf(
  { name, fields }: { name: string; fields: AdaptorField[] },
  connection: string,
  taken: readonly string[],
) {
  return {
    slug: freeSlug(slugOf(name) || `${connection}-lead`, taken),
    document: { leadflow: 1 as const, name: name.trim(), fields },
  };
}

/** The text that a RAW post begins with: a pair for every field that the adaptor makes. */
export function rawStart(targets: readonly string[]): string {
  return targets.map((target) => `${target}={body.${target}}`).join('&');
}
