// Lights the drawing up: leads as they pass, and one run step by step.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, openEvents } from '../api.ts';
import type { RunDetail, RunEvent } from '../types.ts';
import type { Drawing } from './drawing-context.ts';
import { inBursts } from './in-bursts.ts';
import type { NodeTrace } from './overlay-store.ts';
import { changeOf, traceOf } from './run-trace.ts';

/** How often an unfinished run is read again should its events not come. Milliseconds. */
const ASK_AGAIN_MS = 2000;
/** Events of a run within this time are one reading of it: the drawing shows each at once. Milliseconds. */
const READ_AFTER_MS = 300;

/** A run, read again while it goes on. */
export function useRun(id: string | null) {
  return useQuery({
    queryKey: [`/api/runs/${id}`],
    queryFn: () => readRun(id),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'finished' || state.error ? false : ASK_AGAIN_MS),
  });
}

function readRun(id: string | null): Promise<RunDetail> {
  return api.get<RunDetail>(`/api/runs/${id}`);
}

/** Shows each event of the run `id` on the drawing at once where `isShown` says so, and reads the run again soon. */
export function useRunEvents({ flow, overlay }: Drawing, id: string, isShown: () => boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    const { wish, stop } = readingOf(client, id);
    const close = openEvents([`run:${id}`], {
      event: (event) => {
        const change = isShown() ? changeOf(event, flow.getState().ports) : undefined;
        if (change) overlay.getState().advance(id, change);
        wish();
      },
      reload: wish,
    });
    return () => {
      close();
      stop();
    };
  }, [id, client, flow, overlay, isShown]);
}

function readingOf(client: QueryClient, id: string | null): ReturnType<typeof inBursts> {
  return inBursts(() => void client.invalidateQueries({ queryKey: [`/api/runs/${id}`] }), READ_AFTER_MS);
}

/** Follows the flow's live events, and the test run where there is one. Returns that run as it is now. */
export function useLive(drawing: Drawing, slug: string, testRun: string | null): RunDetail | undefined {
  const { flow, overlay } = drawing;
  const client = useQueryClient();
  const run = useRun(testRun).data;
  useEffect(() => {
    const { wish, stop } = readingOf(client, testRun);
    const passing = new PassingLead(drawing);
    const close = openEvents(testRun === null ? [`flow:${slug}`] : [`flow:${slug}`, `run:${testRun}`], {
      event: (event) => {
        if (event.run !== testRun) {
          if (event.flow === slug) passing.heard(event);
          return;
        }
        const change = changeOf(event, flow.getState().ports);
        if (change) overlay.getState().advance(testRun, change);
        wish();
      },
      edges: ({ flow: of, counts }) => of === slug && overlay.getState().count(counts),
      reload: () => {
        wish();
        void passing.readAgain();
      },
    });
    return () => {
      close();
      stop();
    };
  }, [drawing, flow, overlay, slug, testRun, client]);
  useEffect(() => {
    if (run) overlay.getState().showRun(run, traceOf(run));
    else if (testRun === null) overlay.getState().clear();
  }, [run, testRun, overlay]);
  return run;
}

/** The one lead at a time whose steps light up the drawing. The server chooses it. */
class PassingLead {
  readonly #drawing: Drawing;
  #run: string | null = null;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  heard(event: RunEvent): void {
    const { flow, overlay } = this.#drawing;
    const { light, touch } = overlay.getState();
    if (event.run !== this.#run) {
      this.#run = event.run;
      light(this.#entry());
    }
    const change = changeOf(event, flow.getState().ports);
    if (change) touch(change.node, change.trace);
    // A run that is cancelled within a step ends without that step.
    if (event.type === 'finished') light(ended(overlay.getState().nodes));
  }

  /** Too much was missed: how the lead stands is read anew. */
  async readAgain(): Promise<void> {
    const id = this.#run;
    if (id === null) return;
    const run = await readRun(id).catch(() => undefined);
    if (this.#run === id) this.#drawing.overlay.getState().light(run ? traceOf(run).nodes : {});
  }

  /** Where a lead comes in, lit; nothing where the drawing has several such nodes. */
  #entry(): Readonly<Record<string, NodeTrace>> {
    const { bundle, catalogue } = this.#drawing.flow.getState();
    const triggers = Object.entries(bundle.document.nodes).filter(
      ([, { type }]) => catalogue[type]?.category === 'trigger',
    );
    const [only] = triggers;
    return only && triggers.length === 1 ? { [only[0]]: { state: 'ok', port: null, ms: null } } : {};
  }
}

function ended(nodes: Readonly<Record<string, NodeTrace>>): Record<string, NodeTrace> {
  return Object.fromEntries(
    Object.entries(nodes).filter(([, { state }]) => state !== 'running' && state !== 'waiting'),
  );
}
