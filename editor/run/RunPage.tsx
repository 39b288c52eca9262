// One run, drawn on the release that it walked: as it stands, or as it stood at any of its moments.
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import { Announcer } from '../canvas/Announcer.tsx';
import { Canvas } from '../canvas/Canvas.tsx';
import { type Drawing, DrawingContext, useFlow } from '../canvas/drawing-context.ts';
import { createFlowStore, titleOf } from '../canvas/flow-store.ts';
import { createOverlayStore } from '../canvas/overlay-store.ts';
import { traceOf } from '../canvas/run-trace.ts';
import { useCatalogue } from '../canvas/use-catalogue.ts';
import { useRun, useRunEvents } from '../canvas/use-live.ts';
import { bindingFor } from '../keys/stroke.ts';
import { Loaded } from '../kit/EmptyState.tsx';
import { useCrumbs } from '../kit/Page.tsx';
import { useNames } from '../shell/use-names.ts';
import type { RunDetail } from '../types.ts';
import { momentWords } from './moment-words.ts';
import { ReplayBar } from './ReplayBar.tsx';
import { RunHeader } from './RunHeader.tsx';
import { RunSide } from './RunSide.tsx';
import { runName } from './run-name.ts';
import { useFollow } from './use-follow.ts';
import { type Replay, useReplay } from './use-replay.ts';
import { VersionNotice } from './VersionNotice.tsx';
import './run.css';

/** The page at /runs/:id. `?moment=` is the moment to begin at, from 1 on; `?node=` the step. */
export function RunPage(): ReactElement {
  const { id = '' } = useParams();
  return <OneRun key={id} id={id} />;
}

function OneRun({ id }: { id: string }): ReactElement {
  const run = useRun(id);
  const catalogue = useCatalogue();
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
  const start = useStart();
  const [drawing] = useState(() => newDrawing(run, catalogue));
  const { flow, overlay } = drawing;
  const replay = useReplay(drawing, run, start.moment);
  const { shown, isAtEnd, step } = replay;
  const follow = useFollow(drawing, run, {
    isAtEnd,
    start: start.node ?? (start.moment === null ? null : (replay.moments[replay.k]?.node ?? null)),
  });
  useRunEvents(drawing, run.id, useNewest(isAtEnd));
  useEffect(() => flow.setState({ names }), [flow, names]);
  useEffect(() => overlay.getState().showRun(shown, traceOf(shown)), [overlay, shown]);
  // The canvas has the focus from the start, so that its keys work without a click.
  useEffect(() => flow.getState().lookAt(null, true), [flow]);
  useSaid(drawing, run, replay);
  const title = useCallback((node: string) => titleOf(flow.getState(), node), [flow]);
  return (
    <DrawingContext value={drawing}>
      <Canvas
        label={`Way of this run through ${run.bundle.document.name}`}
        step={step}
        around={(_, canvas) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of what stands in it, and is nothing itself
          <div className="rn-page" onKeyDown={(event) => stepKeys(event, step)}>
            <Head run={run} replay={replay} />
            <div className="rn-desk">
              <div className="rn-stage">{canvas}</div>
              <ReplayBar run={run} replay={replay} follow={follow} titleOf={title} />
              <RunSide run={run} shown={shown} titleOf={title} />
            </div>
            <Announcer />
          </div>
        )}
      />
    </DrawingContext>
  );
}

function newDrawing(run: RunDetail, catalogue: Catalogue): Drawing {
  const { document, layout } = run.bundle;
  const about = {
    slug: run.flow,
    bundle: { ...run.bundle, layout: placeNodes(document, layout) },
    catalogue,
    ports: run.ports,
    problems: [],
    names: undefined,
    readOnly: true,
    now: () => performance.now(),
  };
  return { flow: createFlowStore(about), overlay: createOverlayStore() };
}

/** Where the address says that the page begins. */
function useStart(): { moment: number | null; node: string | null } {
  const [search] = useSearchParams();
  const [start] = useState(() => {
    const moment = Number(search.get('moment') ?? Number.NaN) - 1;
    return { moment: Number.isSafeInteger(moment) && moment >= 0 ? moment : null, node: search.get('node') };
  });
  return start;
}

/** A function that answers the value as it is now; itself it never changes. */
function useNewest<T>(value: T): () => T {
  const newest = useRef(value);
  newest.current = value;
  return useCallback(() => newest.current, []);
}

/** Says the moment that was stepped to; the scrubber says its own. */
function useSaid({ flow }: Drawing, run: RunDetail, { k, moments }: Replay): void {
  const before = useRef(k);
  useEffect(() => {
    const moment = moments[k];
    if (before.current === k || !moment) return;
    before.current = k;
    if (document.activeElement?.matches('input[type=range]')) return;
    flow.getState().say(momentWords(run, moment, (node) => titleOf(flow.getState(), node)));
  }, [flow, run, k, moments]);
}

/** `[` and `]` anywhere on the page but in a field: the canvas hears them itself. */
function stepKeys(event: KeyboardEvent, step: (by: 1 | -1) => void): void {
  const { target, nativeEvent } = event;
  const isField =
    target instanceof Element &&
    target.closest('input:not([type=range]):not([type=radio]), textarea, [role=dialog], [role=menu]') !== null;
  if (isField || event.defaultPrevented) return;
  const binding = bindingFor(nativeEvent, { scope: 'canvas', typing: false, reading: true });
  if (binding?.command !== 'next-problem' && binding?.command !== 'previous-problem') return;
  event.preventDefault();
  step(binding.command === 'next-problem' ? 1 : -1);
}

function Head({ run, replay: { isAtEnd, k } }: { run: RunDetail; replay: Replay }): ReactElement {
  const selected = useFlow((state) => state.selected[0]);
  const place = isAtEnd ? { node: selected ?? '' } : { moment: String(k + 1), node: selected ?? '' };
  const query = new URLSearchParams(Object.entries(place).filter(([, value]) => value !== '')).toString();
  const address = `${window.location.origin}/runs/${run.id}${query === '' ? '' : `?${query}`}`;
  return (
    <div>
      <RunHeader run={run} address={address} />
      <VersionNotice run={run} />
    </div>
  );
}
