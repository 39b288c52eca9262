// The flows that name a thing, as links.
import type { ReactElement } from 'react';
import { Link } from 'react-router';

const SHOWN = 3;

/** The first few flows, and how many more there are. */
export function UsedBy({ flows, all = false }: { flows: readonly string[]; all?: boolean }): ReactElement {
  if (flows.length === 0) return <span className="lf-muted">No flow</span>;
  const shown = all ? flows : flows.slice(0, SHOWN);
  return (
    <>
      {shown.map((slug, index) => (
        <span key={slug}>
          {index > 0 && ', '}
          <Link to={`/flows/${slug}`}>{slug}</Link>
        </span>
      ))}
      {flows.length > shown.length && <span className="lf-muted"> and {flows.length - shown.length} more</span>}
    </>
  );
}
