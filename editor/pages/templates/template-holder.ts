// A template as the forms of endpoints and authentication see it. Pure.
import type { TemplateDocument } from '../../../flows/language/receivers.ts';
import type { EndpointHolder } from '../connections/endpoints/endpoint-holder.ts';

/** What endpoints of the template may refer to. */
export function holderOf(slug: string, draft: TemplateDocument): EndpointHolder {
  const parameters = draft.parameters ?? [];
  return {
    kind: 'template',
    slug,
    parameters,
    fields: parameters.map(({ name }) => name),
    results: Object.values(draft.endpoints).flatMap(({ result }) => (result === undefined ? [] : [result])),
    hasToken: draft.auth?.type === 'token' || draft.auth?.type === 'oauth2',
  };
}
