// Which drawn flows the duplicate check decides for, and from when they take over a change of it.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Notice } from '../../../kit/Notice.tsx';
import type { AccountCheck } from '../../../types.ts';

/** The flows; nothing where no step uses the check. */
export function TakenOverBy({ flows }: { flows: AccountCheck['usedBy'] }): ReactElement | null {
  if (flows.length === 0) return null;
  return (
    <Notice tone="run" title="Steps “Create lead” of these flows use this check, too.">
      <ul>
        {flows.map(({ slug, name, liveVersion }) => (
          <li key={slug}>
            <Link to={`/flows/${slug}`}>{name}</Link>:{' '}
            {liveVersion === null
              ? 'from when it is published.'
              : `version ${liveVersion} takes a change over with Apply Changes, from the next lead on, and is published anew for it; else it stays as it is.`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
