// The endpoints of a connection, with those of its template.
import type { ReactElement } from 'react';
import type { ConnectionPart } from '../connection-part.ts';
import { EndpointsPanel } from './EndpointsPanel.tsx';
import { endpointsInUse, resultsOf, withEndpoints } from './endpoint-list.ts';

interface EndpointsTabProps extends ConnectionPart {
  /** The short name of the endpoint that is open. */
  opened: string | undefined;
  go: (to: string, endpoint?: string) => void;
}

/** The tab. */
export function EndpointsTab({ draft, change, isReadOnly, detail, opened, go }: EndpointsTabProps): ReactElement {
  const { slug, template } = detail;
  const parameters = template?.parameters ?? [];
  const auth = draft.auth ?? template?.auth;
  const fields = [...parameters.map(({ name }) => name), ...Object.keys(draft.fields ?? {})];
  return (
    <EndpointsPanel
      holder={{
        kind: 'connection',
        slug,
        parameters,
        fields: [...new Set(fields)],
        results: resultsOf(endpointsInUse(draft.endpoints, template)),
        hasToken: auth?.type === 'token' || auth?.type === 'oauth2',
      }}
      endpoints={draft.endpoints}
      {...(template ? { inherited: template.endpoints } : {})}
      onChange={(endpoints, moved) => change(withEndpoints(draft, endpoints, moved))}
      isReadOnly={isReadOnly}
      opened={opened}
      onOpen={(endpoint) => go('endpoints', endpoint)}
      onGo={go}
    />
  );
}
