// What keeps New Connect from being sent, by field, in words. Pure.
import type { TemplateDocument } from '../../../../flows/language/receivers.ts';
import { slugFault, slugOf } from '../../../kit/slug.ts';
import { isAsked } from '../../templates/own-values.ts';
import { readApiAddress } from './api-address.ts';
import type { ConnectForm } from './connect-form.ts';

/** Field of the form -> what is wrong with it. */
export type ConnectFaults = Readonly<
  Partial<Record<'name' | 'url' | 'tenant' | 'place' | 'headers' | 'raw' | 'adaptor' | `fields.${string}`, string>>
>;

/** All faults; none where it can be sent. */
export function connectFaults(form: ConnectForm): ConnectFaults {
  const faults: Record<string, string> = {};
  const say = (field: string, says: string | undefined): void => {
    if (says !== undefined) faults[field] = says;
  };
  const address = readApiAddress(form.url);
  const { token, adaptor } = form;
  say('name', form.name.trim() === '' ? 'Give the connection a name, such as Acme CRM.' : slugFault(slugOf(form.name)));
  say('url', 'says' in address ? address.says : undefined);
  if (token.value.trim() !== '' && token.name.trim() === '')
    say('place', 'Say in which header or parameter the token is sent.');
  const twice = form.headers.find(
    ({ name }) => token.value.trim() !== '' && token.in === 'header' && isSame(name, token.name),
  );
  if (twice) say('headers', `${twice.name} is set by (C) too. Remove this row, or clear the token.`);
  if (form.method !== 'GET' && form.send === 'raw' && form.raw.trim() === '')
    say('raw', 'Write the text that is posted, such as first_name={body.first_name}.');
  if (form.method === 'POST') say('adaptor', adaptorFault(adaptor));
  const asked = (form.template?.document.parameters ?? []).filter(isAsked);
  for (const { name, label = name, required, default: usual } of asked) {
    if (required && usual === undefined && (form.fields[name] ?? '').trim() === '')
      say(`fields.${name}`, `Fill in ${label}.`);
  }
  if (form.template && saysTenant(form.template.document) && form.tenant.trim() === '')
    say('tenant', 'Fill in the ID Callcenter: the calls of this template name it.');
  return faults;
}

/** True where calls of the template name the tenant. */
export function saysTenant(template: TemplateDocument): boolean {
  return JSON.stringify([template.endpoints, template.parameters ?? []]).includes('{tenant}');
}

function adaptorFault(adaptor: ConnectForm['adaptor']): string | undefined {
  if (adaptor.is === 'known')
    return adaptor.slug === '' ? 'A POST needs an adaptor: choose one, or make one now from a sample.' : undefined;
  if (slugFault(slugOf(adaptor.name)) !== undefined) return 'Give the new adaptor a name, such as Acme lead.';
  return adaptor.fields.length === 0 ? 'Paste what the receiver takes, so that the adaptor has fields.' : undefined;
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
