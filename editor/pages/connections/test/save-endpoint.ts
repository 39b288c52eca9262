// Changes one endpoint where it is kept: in the connection's own file, or in its template's.
import type { ConnectionDocument, EndpointDocument, TemplateDocument } from '../../../../flows/language/receivers.ts';
import { api } from '../../../api.ts';
import type { ConnectionDetail, TemplateDetail } from '../../../types.ts';

/** What pages read anew after it. */
export const AFTER_ENDPOINT = ['/api/connections', '/api/templates', '/api/names'] as const;

/** Saves `change` of the endpoint. Answers where it was written: the connection, or the template that others use too. */
export async function saveEndpoint(
  slug: string,
  endpoint: string,
  change: (before: EndpointDocument) => EndpointDocument,
): Promise<'connection' | 'template'> {
  const { document, hash } = await api.get<ConnectionDetail>(`/api/connections/${slug}`);
  if (document.endpoints[endpoint] || document.template === undefined) {
    const changed: ConnectionDocument = withEndpoint(document, endpoint, change);
    await api.put(`/api/connections/${slug}`, { document: changed }, { ifMatch: hash });
    return 'connection';
  }
  const path = `/api/templates/${document.template}`;
  const template = await api.get<TemplateDetail>(path);
  const changed: TemplateDocument = withEndpoint(template.document, endpoint, change);
  await api.put(path, { document: changed }, { ifMatch: template.hash });
  return 'template';
}

function withEndpoint<D extends { endpoints: Record<string, EndpointDocument> }>(
  document: D,
  endpoint: string,
  change: (before: EndpointDocument) => EndpointDocument,
): D {
  const before = document.endpoints[endpoint];
  return before ? { ...document, endpoints: { ...document.endpoints, [endpoint]: change(before) } } : document;
}
