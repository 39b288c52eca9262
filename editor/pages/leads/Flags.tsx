// The flags of a lead as small tags.
import type { ReactElement } from 'react';
import '../../kit/badge.css';
import './leads.css';

/** The tags; a dash where there are none. */
export function Flags({ flags }: { flags: readonly string[] }): ReactElement {
  if (flags.length === 0) return <span className="lf-muted">–</span>;
  return (
    <span className="ld-flags">
      {flags.map((flag) => (
        <span key={flag} className="lf-tag ld-flag" title={flag}>
          <span>{flag}</span>
        </span>
      ))}
    </span>
  );
}
