// The lines of the request that New Connect shows while it is filled in. Pure.
import { readApiAddress } from './api-address.ts';
import { type ConnectForm, isSecretHeader, pathOf } from './connect-form.ts';

const HIDDEN = '••••••';
const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  xml: 'application/xml',
  soap: 'text/xml',
  multipart: 'multipart/form-data',
};
const SHOWN = 12;

/** Request line, headers, a blank line, and what of the body is known before a lead is. */
export function requestLines(form: ConnectForm, targets: readonly string[]): string[] {
  const body = bodyLines(form, targets);
  const type = form.method === 'GET' ? undefined : typeOf(form);
  const isTyped = form.headers.some(({ name }) => /^content-type$/i.test(name.trim()));
  return [
    `${form.method} ${addressOf(form)}`,
    ...tokenLine(form),
    ...form.headers.map(({ name, value }) => `${name}: ${isSecretHeader(name) ? HIDDEN : value}`),
    ...(type === undefined || isTyped ? [] : [`Content-Type: ${type}`]),
    ...(body.length > 0 ? ['', ...body] : []),
  ];
}

function addressOf(form: ConnectForm): string {
  const { token } = form;
  const address = readApiAddress(form.url);
  if ('says' in address) return `https://…${form.template ? pathOf(form) : ''}`;
  const { scheme, host, query } = address;
  const pairs = [
    ...query.map(([name, value]) => `${name}=${value}`),
    ...(token.in === 'query' && token.value !== '' ? [`${token.name}=${HIDDEN}`] : []),
  ];
  return `${scheme}://${host}${pathOf(form)}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

function tokenLine({ token }: ConnectForm): string[] {
  return token.in === 'header' && token.value !== '' ? [`${token.name}: ${token.prefix}${HIDDEN}`] : [];
}

function typeOf({ send, raw }: ConnectForm): string | undefined {
  if (send !== 'raw') return TYPES[send];
  return /^[^\s=&]+=/.test(raw.trim()) ? TYPES.form : 'text/plain';
}

function bodyLines({ send, raw, token, method }: ConnectForm, targets: readonly string[]): string[] {
  const hidden = token.in === 'body' && token.value !== '' ? [`${token.name}: ${HIDDEN}`] : [];
  if (method !== 'GET' && send === 'raw') return [raw, ...hidden];
  const more = targets.length > SHOWN ? [`and ${targets.length - SHOWN} more`] : [];
  return [...targets.slice(0, SHOWN).map((target) => `${target}: …`), ...more, ...hidden];
}
