// The bar over the canvas: what this flow is, how its draft stands, and what can be done with all of it.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge } from '../kit/Badge.tsx';
import { Button, IconButton } from '../kit/Button.tsx';
import { PauseControl } from '../pausing/PauseControl.tsx';
import type { FlowDetail } from '../types.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { describeFlow } from './flow-verbs.ts';
import { ProblemList } from './ProblemList.tsx';
import { SaveMark } from './SaveMark.tsx';
import { ToolButton } from './ToolButton.tsx';
import type { Autosave } from './use-autosave.ts';
import type { RunCommand } from './use-canvas-commands.ts';

interface FlowHeaderProps {
  run: RunCommand;
  autosave: Autosave;
  isSaving: boolean;
  details: { isShown: boolean; toggle: () => void };
}

/** Name, state, tools, and the two ways to go on: save a version, publish it. */
export function FlowHeader({ run, autosave, isSaving, details }: FlowHeaderProps): ReactElement {
  const isReadOnly = useFlow((state) => state.readOnly);
  const { detail } = autosave;
  return (
    <header className="fl-header">
      <div className="fl-header__words">
        <FlowName />
        <VersionChip detail={detail} />
        {isReadOnly ? (
          <Badge tone="skip" icon="eye">
            View only
          </Badge>
        ) : (
          <SaveMark state={autosave.state} />
        )}
      </div>
      <div className="fl-header__tools">
        {detail.live && (
          <PauseControl at={{ kind: 'flow', key: detail.slug, name: detail.bundle.document.name }} size="small" />
        )}
        {!isReadOnly && <HistoryTools run={run} />}
        <ProblemList />
        <IconButton
          size="small"
          icon="info"
          label="About this flow: address, versions"
          isPressed={details.isShown}
          onPress={details.toggle}
        />
        {!isReadOnly && <LastSteps run={run} isSaving={isSaving} />}
      </div>
    </header>
  );
}

function FlowName(): ReactElement {
  const { flow } = useDrawing();
  const name = useFlow((state) => state.bundle.document.name);
  const isReadOnly = useFlow((state) => state.readOnly);
  if (isReadOnly) return <h1 className="fl-name">{name}</h1>;
  return (
    <h1 className="fl-name">
      <input
        aria-label="Name of the flow"
        value={name}
        maxLength={80}
        spellCheck={false}
        onChange={(event) => describeFlow(flow, { name: event.target.value })}
        onKeyDown={(event) => event.key === 'Enter' && flow.getState().lookAt(flow.getState().active)}
      />
    </h1>
  );
}

function VersionChip({ detail }: { detail: FlowDetail }): ReactElement {
  const { live, savedVersion, draftChanged } = detail;
  const isAhead = live !== null && savedVersion !== null && savedVersion > live.version;
  return (
    <span className="fl-version">
      {live ? (
        <Badge tone="ok" icon="bolt">{`Live v${live.version}`}</Badge>
      ) : (
        <Badge tone="skip" icon="off">
          Not published
        </Badge>
      )}
      {draftChanged ? (
        <DraftChanged slug={detail.slug} savedVersion={savedVersion} />
      ) : (
        isAhead && <span className="lf-muted lf-small">{`v${savedVersion} saved`}</span>
      )}
    </span>
  );
}

/** Leads to what the draft changed, where there is a version to hold it against. */
function DraftChanged({ slug, savedVersion }: Pick<FlowDetail, 'slug' | 'savedVersion'>): ReactElement {
  if (savedVersion === null) return <span className="lf-muted lf-small">draft changed</span>;
  return (
    <Link
      className="lf-small"
      to={`/flows/${slug}/versions/${savedVersion}?against=draft`}
      title={`What changed since version ${savedVersion}`}
    >
      draft changed
    </Link>
  );
}

function HistoryTools({ run }: { run: RunCommand }): ReactElement {
  const back = useFlow((state) => state.history.past.at(-1)?.label);
  const forward = useFlow((state) => state.history.future.at(-1)?.label);
  return (
    <div className="fl-header__group">
      <ToolButton
        command="undo"
        label={back ? `Undo: ${back}` : 'Nothing to undo'}
        isDisabled={!back}
        onPress={() => run('undo')}
      />
      <ToolButton
        command="redo"
        label={forward ? `Redo: ${forward}` : 'Nothing to redo'}
        isDisabled={!forward}
        onPress={() => run('redo')}
      />
      <ToolButton command="tidy" label="Tidy the drawing" onPress={() => run('tidy')} />
    </div>
  );
}

function LastSteps({ run, isSaving }: { run: RunCommand; isSaving: boolean }): ReactElement {
  const { flow } = useDrawing();
  return (
    <>
      <Button size="small" icon="play" onPress={() => flow.getState().open({ kind: 'test' })}>
        Test
      </Button>
      <Button size="small" command="save" isPending={isSaving} onPress={() => run('save')}>
        Save
      </Button>
      <Button size="small" kind="primary" command="publish" isDisabled={isSaving} onPress={() => run('publish')}>
        Publish
      </Button>
    </>
  );
}
