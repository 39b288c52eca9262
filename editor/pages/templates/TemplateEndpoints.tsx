// The endpoints of a template: what every connection of it can call.
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { EndpointsPanel } from '../connections/endpoints/EndpointsPanel.tsx';
import { withEndpoints } from '../connections/endpoints/endpoint-list.ts';
import type { TemplatePart } from './TemplatePage.tsx';
import { holderOf } from './template-holder.ts';

/** The tab; the endpoint that is open stands in the address. */
export function TemplateEndpoints({ draft, change, isReadOnly, slug }: TemplatePart): ReactElement {
  const [search, setSearch] = useSearchParams();
  const open = (endpoint: string | undefined): void =>
    setSearch({ tab: 'endpoints', ...(endpoint === undefined ? {} : { endpoint }) });
  return (
    <EndpointsPanel
      holder={holderOf(slug, draft)}
      endpoints={draft.endpoints}
      onChange={(endpoints, moved) => change(withEndpoints(draft, endpoints, moved))}
      isReadOnly={isReadOnly}
      opened={search.get('endpoint') ?? undefined}
      onOpen={open}
    />
  );
}
