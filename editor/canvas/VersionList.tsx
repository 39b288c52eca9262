// Who saved and who published what, when; and the way back to an earlier version.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api } from '../api.ts';
import { Badge } from '../kit/Badge.tsx';
import { Button } from '../kit/Button.tsx';
import { ConfirmDialog } from '../kit/Dialog.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { ProblemNotice } from '../kit/Notice.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import type { FlowDetail, FlowPublication, FlowVersion, Page } from '../types.ts';
import { useFlow } from './drawing-context.ts';
import type { Versions } from './use-versions.ts';

const SHOWN = 12;

interface VersionListProps {
  detail: FlowDetail;
  versions: Versions;
}

/** The saved versions, newest first, each with its publications. */
export function VersionList({ detail, versions: ways }: VersionListProps): ReactElement {
  const versions = usePage<FlowVersion>(`/api/flows/${detail.slug}/versions`);
  const publications = usePage<FlowPublication>(`/api/flows/${detail.slug}/publications`);
  const isReadOnly = useFlow((state) => state.readOnly);
  const [wanted, setWanted] = useState<number>();
  const goBack = async (version: number): Promise<void> => {
    await ways.goBack(version);
    setWanted(undefined);
  };
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
            <VersionLine version={version} onGoBack={isReadOnly || version.live ? undefined : setWanted} />
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
      {wanted !== undefined && (
        <ConfirmDialog
          title={`Go back to version ${wanted}?`}
          action={`Put version ${wanted} live`}
          isPending={ways.isBusy}
          onConfirm={() => void goBack(wanted)}
          onClose={() => setWanted(undefined)}
        >
          <p>Version {wanted} takes every new lead from now on, as it did when it was live.</p>
          <p className="lf-muted">
            {detail.live && `Runs that version ${detail.live.version} began end with it. `}
            The draft stays as it is: nothing of your drawing is changed.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

interface VersionLineProps {
  version: FlowVersion;
  /** Undefined where there is no way back to it. */
  onGoBack: ((version: number) => void) | undefined;
}

function VersionLine({ version, onGoBack }: VersionLineProps): ReactElement {
  return (
    <>
      <div className="fl-versions__line">
        <strong className="lf-numbers">v{version.version}</strong>
        {version.live && (
          <Badge tone="ok" icon="bolt">
            Live
          </Badge>
        )}
        <span className="fl-versions__words">{version.message || 'Saved'}</span>
        {onGoBack && (
          <Button
            size="small"
            kind="quiet"
            icon="history"
            aria-label={`Go back to version ${version.version}`}
            onPress={() => onGoBack(version.version)}
          >
            Go back
          </Button>
        )}
      </div>
      <p className="fl-versions__by">
        {version.savedBy}, <TimeText at={version.savedAt} />
      </p>
    </>
  );
}

function usePage<T>(path: string) {
  return useQuery({ queryKey: [path], queryFn: () => api.get<Page<T>>(path, { limit: 50 }) });
}
