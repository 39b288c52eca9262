// New Connect begun from a template, and from an address whose query says more than where. Pure.
import type { TemplateDocument } from '../../../../flows/language/receivers.ts';
import { isSecretName, readApiAddress } from './api-address.ts';
import { BEARER, type ChosenTemplate, type ConnectForm, tokenPlaceOf } from './connect-form.ts';
import { authInputs, customAuthInputs } from './own-auth.ts';

/** The form begun from a template: what it says is filled in, what was typed under a name of its own stays. */
export function fromTemplate(form: ConnectForm, template: ChosenTemplate | undefined, from = ''): ConnectForm {
  if (!template)
    return {
      ...form,
      template: undefined,
      from: '',
      fields: {},
      auth: {},
      token: { ...BEARER, value: form.token.value },
    };
  const { document } = template;
  const keys = Object.keys(document.endpoints);
  const chosen =
    from ||
    (keys.find((key) => document.endpoints[key]?.method === 'POST' && document.endpoints[key]?.type !== 'auth') ??
      keys[0] ??
      '');
  const endpoint = document.endpoints[chosen];
  const origin = originOf(form, document.scheme ?? 'https', document.host);
  const isOther = form.template?.slug !== template.slug;
  return {
    ...form,
    template,
    from: chosen,
    fields: isOther ? {} : form.fields,
    auth: isOther
      ? Object.fromEntries(customAuthInputs(document.auth).map(({ key, start }) => [key, start]))
      : form.auth,
    name: form.name.trim() === '' ? (document.label ?? document.name) : form.name,
    url: origin === '' ? '' : `${origin}${endpoint?.path ?? '/'}`,
    token: isOther ? { ...tokenPlaceOf(document.auth), value: form.token.value } : form.token,
    method: endpoint?.method ?? 'POST',
    send: endpoint?.send ?? 'json',
    raw: endpoint?.body?.template ?? form.raw,
    receive: endpoint?.receive ?? 'json',
    adaptor: endpoint?.adaptor ? { is: 'known', slug: endpoint.adaptor } : form.adaptor,
  };
}

/** The template's own address, else the one that was typed. */
function originOf(form: ConnectForm, scheme: string, host: string | undefined): string {
  if (host !== undefined) return `${scheme}://${host}`;
  const typed = readApiAddress(form.url);
  return 'says' in typed ? '' : `${typed.scheme}://${typed.host}`;
}

/** The form with a token that stood in the query of the address put into (C), and what is said about it. */
export function withAddress(form: ConnectForm): { form: ConnectForm; notice: string } {
  const read = readApiAddress(form.url);
  if ('says' in read || form.token.value !== '') return { form, notice: '' };
  const key = read.query.find(([name, value]) => isSecretName(name) && value !== '');
  if (!key) return { form, notice: '' };
  const [name, value] = key;
  const rest = new URLSearchParams(read.query.filter((each) => each !== key).map((each) => [...each]));
  const url = `${read.scheme}://${read.host}${read.path}${rest.size === 0 ? '' : `?${rest}`}`;
  const notice = `${name} was taken out of the address and put into (C): a secret stands in no file.`;
  return { form: { ...form, url, token: { value, in: 'query', name, prefix: '' } }, notice };
}

/** True where a template says by itself how its connections show who they are: (C) is then left blank. */
export function givesToken(template: TemplateDocument | undefined): boolean {
  if (!template) return false;
  const { auth, parameters = [] } = template;
  const isAsked = authInputs(auth).some(({ key }) => key === 'secret');
  const isOurs = auth?.type === 'bearer' || auth?.type === 'api-key';
  return !(isAsked && isOurs) && (auth !== undefined || parameters.some(({ secret }) => secret === true));
}
