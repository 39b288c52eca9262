// The editor of one flow: its stores, its autosave, and the parts of the page around the canvas.
import { type ReactElement, useCallback, useEffect, useMemo, useState } from 'react';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import { nodePauses } from '../pausing/pause-words.ts';
import { usePauses } from '../pausing/use-pauses.ts';
import { useCanEdit } from '../shell/session.ts';
import { useNames } from '../shell/use-names.ts';
import { read, write } from '../theme/theme.ts';
import type { FlowDetail } from '../types.ts';
import { startDrawing } from '../work/start-drawing.ts';
import { Announcer } from './Announcer.tsx';
import { Banners } from './Banners.tsx';
import { Canvas } from './Canvas.tsx';
import { type Drawing, DrawingContext, useFlow } from './drawing-context.ts';
import { FlowHeader } from './FlowHeader.tsx';
import { createFlowStore, type FlowStore } from './flow-store.ts';
import { OpenDialogs } from './OpenDialogs.tsx';
import { createOverlayStore } from './overlay-store.ts';
import { Palette } from './Palette.tsx';
import { PausedNodesContext } from './paused-nodes.ts';
import { RunStrip } from './RunStrip.tsx';
import { SidePanel } from './SidePanel.tsx';
import { useAutosave } from './use-autosave.ts';
import { useCheck } from './use-check.ts';
import { useGivenVersion } from './use-given-version.ts';
import { useLive } from './use-live.ts';
import { useVersions } from './use-versions.ts';
import './page.css';

interface FlowEditorProps {
  opened: FlowDetail;
  catalogue: Catalogue;
  /** The page begins with the Test dialog open. */
  opensTest: boolean;
}

/** Edits the flow as it was opened; a viewer sees the same page and changes nothing. */
export function FlowEditor({ opened, catalogue, opensTest }: FlowEditorProps): ReactElement {
  const canEdit = useCanEdit();
  const names = useNames();
  const [drawing] = useState(() => newDrawing({ opened, catalogue, opensTest }, !canEdit));
  const pauses = usePauses();
  const paused = useMemo(() => nodePauses(pauses, opened.slug), [pauses, opened.slug]);
  useEffect(() => drawing.flow.setState({ names }), [drawing, names]);
  return (
    <DrawingContext value={drawing}>
      <PausedNodesContext value={paused}>
        <Desk drawing={drawing} opened={opened} />
      </PausedNodesContext>
    </DrawingContext>
  );
}

function newDrawing(
  { opened, catalogue, opensTest }: FlowEditorProps,
  readOnly: boolean,
): Drawing & Required<Pick<Drawing, 'work'>> {
  const { slug, problems, bundle } = opened;
  const placed = { ...bundle, layout: placeNodes(bundle.document, bundle.layout) };
  const now = (): number => performance.now();
  const flow = createFlowStore({ slug, bundle: placed, catalogue, names: undefined, readOnly, problems, now });
  if (opensTest) flow.getState().open({ kind: 'test' });
  return {
    flow,
    overlay: createOverlayStore(),
    work: startDrawing(),
  };
}

function Desk({ drawing, opened }: { drawing: ReturnType<typeof newDrawing>; opened: FlowDetail }): ReactElement {
  const { flow } = drawing;
  const [testRun, setTestRun] = useState<string | null>(null);
  const autosave = useAutosave(flow, opened);
  const versions = useVersions(flow, autosave);
  useCheck(flow, drawing.work);
  useGivenVersion(versions.restore);
  const run = useLive(drawing, opened.slug, testRun);
  const name = useFlow((state) => state.bundle.document.name);
  const isEmpty = useFlow((state) => Object.keys(state.bundle.document.nodes).length === 0);
  const details = useDetails(flow);
  const publish = useCallback(() => flow.getState().open({ kind: 'publish' }), [flow]);
  // The canvas has the focus from the start, so that its keys work without a click.
  useEffect(() => flow.getState().lookAt(null, true), [flow]);
  return (
    <Canvas
      label={`Drawing of ${name}`}
      save={versions.askToSave}
      publish={publish}
      around={(run_, canvas) => (
        <div className="fl-page">
          <FlowHeader run={run_} autosave={autosave} isSaving={versions.isBusy} details={details} />
          <Banners opened={opened} autosave={autosave} />
          <div className="fl-desk">
            <Palette />
            <div className="fl-stage">
              {canvas}
              {isEmpty && <EmptyCanvas />}
              <RunStrip run={run} onClose={() => setTestRun(null)} />
            </div>
            <SidePanel detail={autosave.detail} versions={versions} isFlowShown={details.isShown} />
          </div>
          <OpenDialogs autosave={autosave} versions={versions} onTestRun={setTestRun} />
          <Announcer />
        </div>
      )}
    />
  );
}

const DETAILS_KEY = 'leadflow-flow-details';
/** From this width on there is room for the flow's details beside the canvas. */
const ROOMY_PX = 1680;

/** Whether the flow's details are shown while no node is selected. Showing them lets go of the selection. */
function useDetails(flow: FlowStore): { isShown: boolean; toggle: () => void } {
  const [isWanted, setWanted] = useState(
    () => (read(DETAILS_KEY) ?? (window.innerWidth >= ROOMY_PX ? 'shown' : '')) === 'shown',
  );
  const hasNode = useFlow((state) => state.selected.length > 0);
  const toggle = (): void => {
    const next = hasNode || !isWanted;
    if (hasNode) flow.getState().select([]);
    setWanted(next);
    write(DETAILS_KEY, next ? 'shown' : 'hidden');
  };
  return { isShown: isWanted && !hasNode, toggle };
}

function EmptyCanvas(): ReactElement {
  return (
    <div className="fl-empty" aria-hidden="true">
      <p>Nothing drawn yet.</p>
      <p>
        Press <kbd>N</kbd> to add the first node, or drag one from the left. A flow starts with a trigger.
      </p>
    </div>
  );
}
