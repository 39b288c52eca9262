// Reads out what happened on the canvas, politely; and shows why something was refused.
import { type ReactElement, useEffect, useRef } from 'react';
import { useToast } from '../kit/Toasts.tsx';
import { useFlow } from './drawing-context.ts';

/** The live region of the canvas. */
export function Announcer(): ReactElement {
  const said = useFlow((state) => state.said);
  const refusal = useFlow((state) => state.refusal);
  const toast = useToast();
  const shown = useRef(refusal.n);
  useEffect(() => {
    if (shown.current === refusal.n) return;
    shown.current = refusal.n;
    toast.warn(refusal.text);
  }, [refusal, toast]);
  return (
    <div className="lf-hidden" role="status" aria-live="polite" aria-label="Canvas">
      {/* The same words said twice are two texts, so that they are read out twice. */}
      {said.n % 2 === 0 ? said.text : `${said.text}\u00a0`}
    </div>
  );
}
