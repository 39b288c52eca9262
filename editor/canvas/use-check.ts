// Has the drawing checked while it is drawn: what the drawing alone tells at once, the rest by the server a moment later.
import { useEffect } from 'react';
import type { Problem } from '../../flows/language/catalogue.ts';
import type { FlowDocument } from '../../flows/language/document.ts';
import { api } from '../api.ts';
import type { CheckAnswer } from '../types.ts';
import type { DrawingWork } from '../work/drawing-job.ts';
import type { SupervisedWorker } from '../work/supervised-worker.ts';
import type { FlowStore } from './flow-store.ts';

const AT_ONCE_MS = 60;
const REST_MS = 300;
/** The largest drawing takes some milliseconds; one that takes longer is the server's to check. */
const CHECK_MS = 2_000;

/** Keeps the problems of the flow current. While the server is away, its last answer stands. */
export function useCheck(flow: FlowStore, work: SupervisedWorker<DrawingWork>): void {
  useEffect(() => {
    const timers: ReturnType<typeof setTimeout>[] = [];
    const { catalogue, bundle } = flow.getState();
    work.tell('catalogue', catalogue);
    const check = (document: FlowDocument) => work.ask('check', document, CHECK_MS).catch(() => undefined);
    // What the drawing itself was known to show: of the problems told since, these go when the drawing no longer shows them.
    let shown: ReturnType<typeof check> | undefined;
    const local = async (): Promise<void> => {
      const { document } = flow.getState().bundle;
      shown ??= check(bundle.document);
      const before = await shown;
      shown = check(document);
      const drawn = await shown;
      const now = flow.getState();
      if (drawn && now.bundle.document === document) now.setProblems(mergedProblems(before ?? [], drawn, now));
    };
    const ask = async (): Promise<void> => {
      const { bundle, slug } = flow.getState();
      const answer = await api.post<CheckAnswer>('/api/check', { slug, bundle }).catch(() => undefined);
      if (answer && flow.getState().bundle === bundle) flow.getState().setProblems(answer.problems);
    };
    const unsubscribe = flow.subscribe((now, before) => {
      if (now.bundle.document === before.bundle.document && now.bundle.files === before.bundle.files) return;
      for (const timer of timers.splice(0)) clearTimeout(timer);
      timers.push(
        setTimeout(() => void local(), AT_ONCE_MS),
        setTimeout(() => void ask(), REST_MS),
      );
    });
    return () => {
      unsubscribe();
      for (const timer of timers) clearTimeout(timer);
      work.stop();
    };
  }, [flow, work]);
}

interface Known {
  problems: readonly Problem[];
  bundle: { document: FlowDocument };
}

/**
 * What the drawing itself shows now (`drawn`), and of the problems known only those that it cannot tell: not what it showed
 * before, nor what stands at a node that is gone.
 */
export function mergedProblems(before: readonly Problem[], drawn: readonly Problem[], known: Known): Problem[] {
  const told = new Set([...before, ...drawn].map(keyOf));
  const { nodes } = known.bundle.document;
  const rest = known.problems.filter(
    (problem) => !told.has(keyOf(problem)) && (problem.node === undefined || problem.node in nodes),
  );
  return [...drawn, ...rest];
}

function keyOf({ code, node, field, edge, says }: Problem): string {
  return [code, node, field, edge, says].join('|');
}
