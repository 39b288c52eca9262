// One run, drawn on the release that it walked: the path taken, each step with what came in and went out.
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { Announcer } from '../canvas/Announcer.tsx';
import { Canvas } from '../canvas/Canvas.tsx';
import { type Drawing, DrawingContext, useFlow } from '../canvas/drawing-context.ts';
import { useCatalogue } from '../canvas/FlowPage.tsx';
import { createFlowStore, titleOf } from '../canvas/flow-store.ts';
import { KeysDialog } from '../canvas/KeysDialog.tsx';
import { createOverlayStore } from '../canvas/overlay-store.ts';
import { firstLook, traceOf, waitsBefore } from '../canvas/run-trace.ts';
import { guessedSize, withPlaces } from '../canvas/tidy.ts';
import { useRun, useRunEvents } from '../canvas/use-live.ts';
import { Loaded } from '../kit/EmptyState.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { useCrumbs } from '../kit/Page.tsx';
import { useNames } from '../shell/use-names.ts';
import type { RunDetail } from '../types.ts';
import { HeldNotice } from './HeldNotice.tsx';
import { RunHeader } from './RunHeader.tsx';
import { runName } from './run-name.ts';
import { StepDetail } from './StepDetail.tsx';
import { StepTable } from './StepTable.tsx';
import './run.css';

/** The page at /runs/:id. */
export function RunPage(): ReactElement {
  const { id = '' } = useParams();
  return <OneRun key={id} id={id} />;
}

function OneRun({ id }: { id: string }): ReactElement {
  const run = useRun(id);
  const catalogue = useCatalogue();
  useRunEvents(id);
  const words = run.data ? `${run.data.bundle.document.name}, ${run.data.phone || runName(id)}` : runName(id);
  useCrumbs([{ label: 'Runs', to: '/runs' }, { label: words }]);
  return (
    <Loaded query={run}>
      {(detail) => <Loaded query={catalogue}>{(types) => <RunDesk run={detail} catalogue={types} />}</Loaded>}
    </Loaded>
  );
}

function RunDesk({ run, catalogue }: { run: RunDetail; catalogue: Catalogue }): ReactElement {
  const names = useNames();
  const [drawing] = useState(() => newDrawing(run, catalogue));
  const { flow, overlay } = drawing;
  useEffect(() => flow.setState({ names }), [flow, names]);
  useEffect(() => overlay.getState().showRun(run, traceOf(run)), [overlay, run]);
  useFirstLook(drawing, run);
  return (
    <DrawingContext value={drawing}>
      <Canvas
        label={`Way of this run through ${run.bundle.document.name}`}
        around={(_, canvas) => (
          <div className="rn-page">
            <RunHeader run={run} />
            <div className="rn-desk">
              <div className="rn-stage">{canvas}</div>
              <Side run={run} />
            </div>
            <Announcer />
            <Keys />
          </div>
        )}
      />
    </DrawingContext>
  );
}

function newDrawing(run: RunDetail, catalogue: Catalogue): Drawing {
  const bundle = withPlaces(run.bundle, (id) => guessedSize(run.ports[id]?.length ?? 0));
  const now = (): number => performance.now();
  const about = {
    slug: run.flow,
    bundle,
    catalogue,
    ports: run.ports,
    problems: [],
    names: undefined,
    readOnly: true,
    now,
  };
  return { flow: createFlowStore(about), overlay: createOverlayStore() };
}

/** Selects the step to look at first, in the middle where it needs a person; again as the run goes on, until one is chosen. */
function useFirstLook({ flow }: Drawing, run: RunDetail): void {
  const wanted = firstLook(run);
  const needsLook = run.held !== null || run.outcome === 'error';
  const shown = useRef<string | null>(null);
  useEffect(() => {
    const [chosen] = flow.getState().selected;
    if (wanted === null || wanted === shown.current || (chosen !== undefined && chosen !== shown.current)) return;
    // The canvas measures its cards first, and shows the whole drawing; then the view goes to the node.
    const timer = setTimeout(() => {
      // Somebody may have chosen another step meanwhile.
      if (flow.getState().selected[0] !== chosen) return;
      shown.current = wanted;
      flow.getState().show(wanted, needsLook);
    }, 250);
    return () => clearTimeout(timer);
  }, [flow, wanted, needsLook]);
}

function Side({ run }: { run: RunDetail }): ReactElement {
  const selected = useFlow((state) => state.selected[0]);
  const state = useFlow((now) => now);
  const step = run.steps.find((each) => each.node === selected);
  const title = (node: string): string => titleOf(state, node);
  return (
    <div className="rn-side">
      <section className="rn-list" aria-label="Steps">
        <HeldNotice run={run} titleOf={title} />
        <StepTable run={run} titleOf={title} selected={selected} onSelect={(node) => state.show(node, false)} />
      </section>
      <section className="rn-chosen" aria-label={selected === undefined ? 'Step' : `Step ${title(selected)}`}>
        {selected === undefined ? (
          <p className="lf-muted">Choose a step, here or on the drawing, to see what came in and went out.</p>
        ) : (
          <h2>{title(selected)}</h2>
        )}
        {step && <StepDetail step={step} />}
        {selected !== undefined && !step && <NoStep run={run} node={selected} />}
      </section>
    </div>
  );
}

/** A node without a step: where the lead came in, or one that this run did not reach. */
function NoStep({ run, node }: { run: RunDetail; node: string }): ReactElement {
  if (waitsBefore(run) === node)
    return <p className="lf-muted">The run waits before this node and has not begun it.</p>;
  const isEntry = !run.bundle.document.edges.some((edge) => edge.to === node);
  if (!isEntry) return <p className="lf-muted">This run did not come to this node.</p>;
  return <JsonView value={run.lead} root="lead" label="Lead" />;
}

function Keys(): ReactElement | null {
  const dialog = useFlow((state) => state.dialog);
  const open = useFlow((state) => state.open);
  return dialog?.kind === 'keys' ? <KeysDialog onClose={() => open(null)} /> : null;
}
