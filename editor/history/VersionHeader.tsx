// The head of a version: who saved it, when and why, what it is held against, and the way back to it.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge } from '../kit/Badge.tsx';
import { Button } from '../kit/Button.tsx';
import { Select } from '../kit/Select.tsx';
import { TimeText } from '../kit/TimeText.tsx';
import { useCanEdit } from '../shell/session.ts';
import type { Compared } from './use-compared.ts';

interface VersionHeaderProps {
  compared: Compared;
  number: number;
  onAgainst: (wish: string) => void;
  onRestore: () => void;
}

/** Words, the choice of the other side, and Restore. */
export function VersionHeader({ compared, number, onAgainst, onRestore }: VersionHeaderProps): ReactElement {
  const { version, versions, flow, before, after, against } = compared;
  const canEdit = useCanEdit();
  const options = [
    { id: 'draft', label: 'The draft', hint: flow.draftChanged ? 'changed since it was saved' : 'as saved' },
    ...versions
      .filter((each) => each.version !== number)
      .map((each) => ({
        id: String(each.version),
        label: `Version ${each.version}${each.live ? ', live' : ''}`,
        hint: each.message,
      })),
  ];
  return (
    <header className="hs-header">
      <div className="hs-header__words">
        <h1>
          <Link to={`/flows/${flow.slug}`}>{flow.bundle.document.name}</Link>, version {number}
        </h1>
        {version?.live && (
          <Badge tone="ok" icon="bolt">
            Live
          </Badge>
        )}
        {version && (
          <p className="lf-muted lf-small">
            {version.message && <span>“{version.message}” </span>}
            Saved by {version.savedBy}, <TimeText at={version.savedAt} />
          </p>
        )}
      </div>
      <div className="hs-header__tools">
        <Select
          label="Compare with"
          hideLabel
          options={options}
          value={against}
          onChange={onAgainst}
          placeholder="Compare with"
        />
        {canEdit && (
          <Button size="small" kind="primary" icon="history" onPress={onRestore}>
            Restore as draft
          </Button>
        )}
      </div>
      <p className="hs-header__sentence">
        {against === ''
          ? 'The first version: everything in it is new.'
          : `From ${lower(before.name)} to ${lower(after.name)}.`}
      </p>
    </header>
  );
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
