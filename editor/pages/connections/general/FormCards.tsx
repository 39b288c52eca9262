// The forms of a connection under its names: fields, sign-in, headers, how calls are made, and facts.
import { type ReactElement, useMemo } from 'react';
import { AuthCard } from '../AuthCard.tsx';
import { CallsCard } from '../CallsCard.tsx';
import { type ConnectionPart, withKey } from '../connection-part.ts';
import { endpointsInUse } from '../endpoints/endpoint-list.ts';
import { HeadersCard } from '../HeadersCard.tsx';
import { FactsCard } from './FactsCard.tsx';
import { FieldsCard } from './FieldsCard.tsx';

const NONE: readonly never[] = [];

/** The cards. */
export function FormCards(part: ConnectionPart): ReactElement {
  const { draft, change, isReadOnly, detail } = part;
  const { slug, template, secrets } = detail;
  const parameters = template?.parameters ?? NONE;
  const endpoints = useMemo(() => endpointsInUse(draft.endpoints, template), [draft.endpoints, template]);
  return (
    <>
      <FieldsCard
        slug={slug}
        fields={draft.fields ?? {}}
        parameters={parameters}
        onChange={(fields) => change(withKey(draft, 'fields', Object.keys(fields).length === 0 ? undefined : fields))}
        isReadOnly={isReadOnly}
        secrets={secrets}
      />
      <AuthCard
        holder={{ kind: 'connection', slug, parameters }}
        auth={draft.auth}
        inherited={template?.auth}
        endpoints={endpoints}
        onChange={(auth) => change(withKey(draft, 'auth', auth))}
        isReadOnly={isReadOnly}
        secrets={secrets}
      />
      <HeadersCard
        headers={draft.headers ?? []}
        inherited={template?.headers ?? []}
        connection={slug}
        onChange={(headers) => change(withKey(draft, 'headers', headers.length === 0 ? undefined : headers))}
        isReadOnly={isReadOnly}
      />
      <CallsCard {...part} />
      <FactsCard {...part} />
    </>
  );
}
