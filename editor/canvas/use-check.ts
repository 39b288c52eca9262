// Has the drawing checked while it is drawn: what the drawing alone tells at once, the rest by the server a moment later.
import { useEffect } from 'react';
import type { Problem } from '../../flows/language/catalogue.ts';
import { checkDrawing } from '../../flows/language/check-drawing.ts';
import { api } from '../api.ts';
import type { CheckAnswer } from '../types.ts';
import type { FlowState, FlowStore } from './flow-store.ts';

const AT_ONCE_MS = 60;
const REST_MS = 300;

/** Keeps the problems of the flow current. While the server is away, its last answer stands. */
export function useCheck(flow: FlowStore): void {
  useEffect(() => {
    const timers: ReturnType<typeof setTimeout>[] = [];
    let checked = flow.getState();
    const local = (): void => {
      const now = flow.getState();
      now.setProblems(mergedProblems(checked, now));
      checked = flow.getState();
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
        setTimeout(local, AT_ONCE_MS),
        setTimeout(() => void ask(), REST_MS),
      );
    });
    return () => {
      unsubscribe();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [flow]);
}

type Checked = Pick<FlowState, 'bundle' | 'catalogue' | 'problems'>;

/** What the drawing itself shows now, and of the problems known before only those that it cannot tell. */
export function mergedProblems(before: Checked, now: Checked): Problem[] {
  const told = new Set(checkDrawing(before.bundle.document, before.catalogue).map(keyOf));
  const rest = now.problems.filter(
    (problem) => !told.has(keyOf(problem)) && (problem.node === undefined || problem.node in now.bundle.document.nodes),
  );
  const drawn = checkDrawing(now.bundle.document, now.catalogue);
  const keys = new Set(drawn.map(keyOf));
  return [...drawn, ...rest.filter((problem) => !keys.has(keyOf(problem)))];
}

function keyOf({ code, node, field, edge, says }: Problem): string {
  return [code, node, field, edge, says].join('|');
}
