// Beside the drawing of a run: its steps as a table, and the chosen one with what came in and went out.
import type { ReactElement } from 'react';
import { useFlow } from '../canvas/drawing-context.ts';
import { waitsBefore } from '../canvas/run-trace.ts';
import { JsonView } from '../kit/JsonView.tsx';
import { useCanEdit } from '../shell/session.ts';
import type { RunDetail } from '../types.ts';
import { HeldNotice } from './HeldNotice.tsx';
import { MappingLink } from './MappingLink.tsx';
import { StepDetail } from './StepDetail.tsx';
import { StepTable } from './StepTable.tsx';

interface RunSideProps {
  run: RunDetail;
  /** The run as it stood at the moment shown. */
  shown: RunDetail;
  titleOf: (node: string) => string;
}

/** The same as the drawing says, for reading and for screen readers. */
export function RunSide({ run, shown, titleOf }: RunSideProps): ReactElement {
  const selected = useFlow((state) => state.selected[0]);
  const show = useFlow((state) => state.show);
  const canEdit = useCanEdit();
  const step = shown.steps.find((each) => each.node === selected);
  return (
    <div className="rn-side">
      <section className="rn-list" aria-label="Steps">
        <HeldNotice run={shown} titleOf={titleOf} />
        <StepTable run={shown} titleOf={titleOf} selected={selected} onSelect={(node) => show(node, false)} />
      </section>
      <section className="rn-chosen" aria-label={selected === undefined ? 'Step' : `Step ${titleOf(selected)}`}>
        {selected === undefined ? (
          <p className="lf-muted">Choose a step, here or on the drawing, to see what came in and went out.</p>
        ) : (
          <h2>{titleOf(selected)}</h2>
        )}
        {canEdit && step && <MappingLink run={run} node={step.node} />}
        {step && <StepDetail step={step} />}
        {selected !== undefined && !step && <NoStep run={run} shown={shown} node={selected} />}
      </section>
    </div>
  );
}

/** A node without a step: where the lead came in, or one that this run did not reach, or not yet. */
function NoStep({ run, shown, node }: { run: RunDetail; shown: RunDetail; node: string }): ReactElement {
  if (waitsBefore(shown) === node)
    return <p className="lf-muted">The run waits before this node and has not begun it.</p>;
  const isEntry = !run.bundle.document.edges.some((edge) => edge.to === node);
  if (isEntry) return <JsonView value={run.lead} root="lead" label="Lead" />;
  const isLater = run.steps.some((step) => step.node === node);
  return (
    <p className="lf-muted">
      {isLater ? 'At the moment shown, the run had not come to this node.' : 'This run did not come to this node.'}
    </p>
  );
}
