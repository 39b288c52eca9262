// Who saved and who published what, when; what each version changed; and the ways back to an earlier one.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { Badge } from '../kit/Badge.tsx';
import { Button } from '../kit/Button.tsx';
import { ConfirmDialog } from '../kit/Dialog.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { ProblemNotice } from '../kit/Notice.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import { useList } from '../kit/use-list.ts';
import type { FlowDetail, FlowPublication, FlowVersion } from '../types.ts';
import { useFlow } from './drawing-context.ts';
import type { Versions } from './use-versions.ts';

const AT_A_TIME = { limit: '12' };
const PUBLICATIONS = { limit: '200' };

interface VersionListProps {
  detail: FlowDetail;
  versions: Versions;
}

/** The saved versions, newest first, each with its publications. */
export function VersionList({ detail, versions: ways }: VersionListProps): ReactElement {
  const versions = useList<FlowVersion>(`/api/flows/${detail.slug}/versions`, AT_A_TIME);
  const publications = useList<FlowPublication>(`/api/flows/${detail.slug}/publications`, PUBLICATIONS);
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
      {versions.isLoading && <Loading lines={2} />}
      {!versions.isLoading && versions.rows.length === 0 && (
        <p className="lf-muted lf-small">Nothing saved yet. Save makes the first version.</p>
      )}
      <ol className="lf-list fl-versions">
        {versions.rows.map((version) => (
          <li key={version.version}>
            <VersionLine
              slug={detail.slug}
              version={version}
              published={publications.rows.filter((each) => each.version === version.version)}
              onRestore={isReadOnly ? undefined : (number) => void ways.restore(number)}
              onGoBack={isReadOnly || version.live ? undefined : setWanted}
            />
          </li>
        ))}
      </ol>
      {versions.hasMore && (
        <Button size="small" isPending={versions.isLoadingMore} onPress={versions.loadMore}>
          Show older
        </Button>
      )}
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
  slug: string;
  version: FlowVersion;
  published: readonly FlowPublication[];
  /** Undefined for those who may only look. */
  onRestore: ((version: number) => void) | undefined;
  /** Undefined where there is no way back to it. */
  onGoBack: ((version: number) => void) | undefined;
}

function VersionLine({ slug, version: line, published, onRestore, onGoBack }: VersionLineProps): ReactElement {
  const { version, message, savedBy, savedAt } = line;
  return (
    <>
      <div className="fl-versions__line">
        <strong className="lf-numbers">v{version}</strong>
        {line.live && (
          <Badge tone="ok" icon="bolt">
            Live
          </Badge>
        )}
        <span className="fl-versions__words" title={message}>
          {message || 'Saved'}
        </span>
      </div>
      <p className="fl-versions__by">
        {savedBy}, <TimeText at={savedAt} />
      </p>
      {published.map((publication) => (
        <p key={publication.at} className="fl-versions__by">
          Published by {publication.by}, <TimeText at={publication.at} />
          {publication.note && `. ${publication.note}`}
        </p>
      ))}
      <div className="fl-versions__ways">
        <Link to={`/flows/${slug}/versions/${version}`} aria-label={`Changes of version ${version}`}>
          Changes
        </Link>
        {onRestore && (
          <Button
            size="small"
            kind="quiet"
            aria-label={`Restore version ${version} as draft`}
            onPress={() => onRestore(version)}
          >
            Restore
          </Button>
        )}
        {onGoBack && (
          <Button
            size="small"
            kind="quiet"
            icon="history"
            aria-label={`Go back to version ${version}`}
            onPress={() => onGoBack(version)}
          >
            Go back
          </Button>
        )}
      </div>
    </>
  );
}
