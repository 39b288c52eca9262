// Gives the parts of a canvas the stores of the one flow it shows, and readers of what they need.
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { DrawingWork } from '../work/drawing-job.ts';
import type { SupervisedWorker } from '../work/supervised-worker.ts';
import type { FlowState, FlowStore } from './flow-store.ts';
import type { OverlayState, OverlayStore } from './overlay-store.ts';

/** The stores of the flow shown. */
export interface Drawing {
  flow: FlowStore;
  overlay: OverlayStore;
  /** Checks and tidies it; absent where it is only looked at. */
  work?: SupervisedWorker<DrawingWork>;
}

/** Set by the pages that show a canvas. */
export const DrawingContext = createContext<Drawing | null>(null);

/** The stores themselves, for verbs. */
export function useDrawing(): Drawing {
  const drawing = useContext(DrawingContext);
  if (!drawing) throw new Error('This part of the editor stands outside a canvas page.');
  return drawing;
}

/** A part of what is known of the flow; drawn anew when that part changes. */
export function useFlow<T>(select: (state: FlowState) => T): T {
  return useStore(useDrawing().flow, select);
}

/** A part of what runs did. */
export function useOverlay<T>(select: (state: OverlayState) => T): T {
  return useStore(useDrawing().overlay, select);
}
