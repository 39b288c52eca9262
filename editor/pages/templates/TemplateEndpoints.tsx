// The endpoints of a template: what every connection of it can call.
import type { ReactElement } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { TemplateDetail } from '../../types.ts';
import { connectionPlace } from '../connections/connection-menu.ts';
import { EndpointsPanel } from '../connections/endpoints/EndpointsPanel.tsx';
import { withEndpoints } from '../connections/endpoints/endpoint-list.ts';
import type { TemplatePart } from './TemplatePage.tsx';
import { holderOf } from './template-holder.ts';

/** How many connections a menu offers to test with. */
const OFFERED = 5;

interface TemplateEndpointsProps extends TemplatePart {
  connections: TemplateDetail['connections'];
}

/** The tab; the endpoint that is open stands in the address. A template calls nobody: its connections test it. */
export function TemplateEndpoints(props: TemplateEndpointsProps): ReactElement {
  const { draft, change, isReadOnly, slug, connections } = props;
  const navigate = useNavigate();
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
      through={connections.slice(0, OFFERED).map((each) => ({
        slug: each.slug,
        name: each.name,
        test: (endpoint) => void navigate(connectionPlace(each.slug, 'test', endpoint)),
      }))}
    />
  );
}
