// Has the drawing laid out by its worker.
import type { ReactFlowInstance } from '@xyflow/react';
import type { Drawing } from './drawing-context.ts';
import { tidyAll } from './flow-verbs.ts';

/** Milliseconds that the largest drawing may take to be laid out. */
const TIDY_MS = 10_000;

/** Lays the drawing out by its worker; true where it was. A drawing that was changed meanwhile stays as it is. */
export async function tidied({ flow, work }: Drawing, canvas: ReactFlowInstance): Promise<boolean> {
  const { document } = flow.getState().bundle;
  const drawn = canvas.getNodes().flatMap(({ id, measured }) => {
    const { width, height } = measured ?? {};
    return width && height ? [[id, { width, height }] as const] : [];
  });
  const places = await work
    ?.ask('tidy', { document, sizes: Object.fromEntries(drawn) }, TIDY_MS)
    .catch(() => undefined);
  const state = flow.getState();
  if (!places) state.refuse('The drawing could not be laid out just now. Try again.');
  if (!places || state.bundle.document !== document) return false;
  tidyAll(flow, places);
  // The cards stand there once they are drawn.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return true;
}
