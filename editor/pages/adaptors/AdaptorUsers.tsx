// The flows and endpoints that use an adaptor, as links.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { UsedBy } from '../../kit/UsedBy.tsx';
import type { AdaptorSummary, EndpointUse } from '../../types.ts';

type Uses = Pick<AdaptorSummary, 'usedBy' | 'usedByEndpoints'>;

const SHOWN = 2;

/** True where a flow or an endpoint names it. */
export function isUsed({ usedBy, usedByEndpoints }: Uses): boolean {
  return usedBy.length + usedByEndpoints.length > 0;
}

/** Flows first, then endpoints by what holds them; the first few without `all`. */
export function AdaptorUsers({ of, all = false }: { of: Uses; all?: boolean }): ReactElement {
  const { usedBy, usedByEndpoints } = of;
  const shown = all ? usedByEndpoints : usedByEndpoints.slice(0, SHOWN);
  const more = usedByEndpoints.length - shown.length;
  if (usedByEndpoints.length === 0) return <UsedBy flows={usedBy} all={all} />;
  return (
    <>
      {usedBy.length > 0 && (
        <>
          <UsedBy flows={usedBy} all={all} />
          {', '}
        </>
      )}
      {shown.map((use, index) => (
        <span key={`${use.kind} ${use.slug} ${use.endpoint}`}>
          {index > 0 && ', '}
          <Link to={placeOf(use)}>{`${use.slug}/${use.endpoint}`}</Link>
          {use.kind === 'template' && ' (template)'}
        </span>
      ))}
      {more > 0 && <span className="lf-muted"> and {more} more</span>}
    </>
  );
}

/** The page of what holds the endpoint. */
export function placeOf({ kind, slug }: Pick<EndpointUse, 'kind' | 'slug'>): string {
  return kind === 'template' ? `/templates/${slug}` : `/connections/${slug}`;
}
