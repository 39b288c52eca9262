// Who saved and who published what, when.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { Badge } from '../kit/Badge.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { ProblemNotice } from '../kit/Notice.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import type { FlowPublication, FlowVersion, Page } from '../types.ts';

const SHOWN = 12;

/** The saved versions, newest first, each with its publications. */
export function VersionList({ slug }: { slug: string }): ReactElement {
  const versions = usePage<FlowVersion>(`/api/flows/${slug}/versions`);
  const publications = usePage<FlowPublication>(`/api/flows/${slug}/publications`);
  return (
    <section className="fl-panel__section lf-stack lf-stack--tight" aria-label="Versions">
      <h3>Versions</h3>
      <ProblemNotice error={versions.error ?? publications.error} />
      {versions.isPending && <Loading lines={2} />}
      {versions.data?.items.length === 0 && (
        <p className="lf-muted lf-small">Nothing saved yet. Save makes the first version.</p>
      )}
      <ol className="lf-list fl-versions">
        {versions.data?.items.slice(0, SHOWN).map((version) => (
          <li key={version.version}>
            <div className="fl-versions__line">
              <strong className="lf-numbers">v{version.version}</strong>
              {version.live && (
                <Badge tone="ok" icon="bolt">
                  Live
                </Badge>
              )}
              <span className="fl-versions__words">{version.message || 'Saved'}</span>
            </div>
            <p className="fl-versions__by">
              {version.savedBy}, <TimeText at={version.savedAt} />
            </p>
            {publications.data?.items
              .filter((publication) => publication.version === version.version)
              .map((publication) => (
                <p key={publication.at} className="fl-versions__by">
                  Published by {publication.by}, <TimeText at={publication.at} />
                </p>
              ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

function usePage<T>(path: string) {
  return useQuery({ queryKey: [path], queryFn: () => api.get<Page<T>>(path, { limit: 50 }) });
}
